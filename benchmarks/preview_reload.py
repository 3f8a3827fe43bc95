"""Preview: from a saved edit to the page that a browser gets, with 5 and with 100 surveys.

Claim: within a second. Counted are the look at the files, the build and taking the page; `check`, which runs
beside it, takes its share of the machine as it does in use. A browser asks five times a second and the files
are looked at every 0.15 s, which adds 0.18 s on average and 0.35 s at most; the last column has the most.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pages_sample
from measure import machine, run

from listenwell.local.preview.studio import EVERY, Studio

EDITS = 12
ASKED_EVERY = 0.2  # seconds, as in preview.js


def reload(root: Path) -> dict[str, float]:
    """Median seconds of an edit: CPU of this process, and wall; and the slowest wall."""
    templates = root / "survey_templates"
    studio = Studio(root / "home", templates, None)
    page = studio.public / "s/survey-00003/segment-1/index.html"
    cpu, wall = [], []
    try:
        studio.look()
        for turn in range(EDITS):
            pages_sample.write_survey(templates, "survey-00003", 3, 1, edit=f" (edit {turn})")
            before = time.process_time(), time.perf_counter()
            studio.look()
            text = page.read_text(encoding="utf-8")
            cpu.append(time.process_time() - before[0])
            wall.append(time.perf_counter() - before[1])
            if f" (edit {turn})" not in text:
                raise SystemExit(f"edit {turn} is not on the page")
    finally:
        studio.close()
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall), "most": max(wall)}


def main() -> None:
    """Print the table."""
    print(machine())
    print(f"\nfrom a saved edit to the page, seconds, median of {EDITS}")
    with tempfile.TemporaryDirectory() as made:
        for surveys in (5, 100):
            root = Path(made) / str(surveys)
            pages_sample.make(root, surveys)
            took = run(__file__, "reload", root).result
            most = took["most"] + EVERY + ASKED_EVERY
            print(
                f"  {surveys:>3} surveys: CPU {took['cpu']:.3f}, wall {took['wall']:.3f}, "
                f"slowest {took['most']:.3f}, with the browser's and the watch's turns at most {most:.2f}"
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--run", "reload", root]:
            print(json.dumps({"cpu": 0, "wall": 0, "peak": 0, "result": reload(Path(root))}))
        case _:
            main()
