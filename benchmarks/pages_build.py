"""Building survey pages: a full build beside its peers, growth, and builds after a change or after none.

Claims: 1,000 pages in at most 0.55 of Hugo's CPU seconds (not met); 50,000 pages in under 300 MB; after one
of 500 surveys changed at least 50 times cheaper than a full one (not met), after nothing under 0.3 s, both
beyond start-up. The quick run has two rounds; `--large` has five, and builds 50,000 pages too.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import page_peers
import pages_sample
from measure import machine, report, run

from listenwell.pages.building import build

RUNS = 5 if "--large" in sys.argv else 2
PAGES_EACH = pages_sample.SEGMENTS * len(pages_sample.LANGUAGES)


def child_seconds(work: Callable[[], None]) -> float:
    """User and system CPU seconds of the processes that the work starts."""
    before = os.times()
    work()
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def build_whole(root: Path, again: bool = False) -> float:
    """CPU seconds of `listenwell build`, start-up and all, on a folder without a site unless `again`;
    bytecode and compiled page templates are kept, as they are between the builds of a user."""
    if not again:
        shutil.rmtree(root / "dist", ignore_errors=True)
    command = [sys.executable, "-m", "listenwell.cli", "build", "--no-portal"]
    command += ["--out", root / "dist", "--templates", root / "survey_templates"]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["XDG_CACHE_HOME"] = str(root / "cache")
    return child_seconds(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=kept)  # noqa: S603
    )


def against_peers(folder: Path, surveys: int) -> None:
    """The full build and every peer that is here, one after the other in each round."""
    root = folder / "peers"
    pages_sample.make(root, surveys)
    build_whole(root)
    peers = page_peers.find(root, folder)
    taken: dict[str, list[float]] = {"Listenwell": []}
    for _ in range(RUNS):
        taken["Listenwell"].append(build_whole(root))
        for peer in peers:
            taken.setdefault(peer.name, []).append(child_seconds(peer.build))
    print(f"\nfull build of {surveys * PAGES_EACH:,} pages, CPU seconds with start-up, median of {RUNS}")
    written = {peer.name: peer.pages for peer in peers}
    for name, seconds in taken.items():
        pages = written.get(name, surveys * PAGES_EACH)
        pairs = [ours / theirs for ours, theirs in zip(taken["Listenwell"], seconds, strict=True)]
        told = f"  ours is {statistics.median(pairs):.2f} of it" if pages == surveys * PAGES_EACH else ""
        told = told or f"  for {pages} pages only"
        print(f"  {name:<20} {statistics.median(seconds):6.2f}{'' if name == 'Listenwell' else told}")


def growth(folder: Path, sizes: tuple[int, ...]) -> None:
    """Full builds of several sizes: CPU seconds for 1,000 pages, and peak memory."""
    print("\ngrowth of a full build, CPU seconds beyond start-up")
    for surveys in sizes:
        root = folder / f"grow-{surveys}"
        pages_sample.make(root, surveys)
        runs = [run(__file__, "build", root, limit=3600) for _ in range(1 if surveys > 1000 else RUNS)]
        pages, cpu = surveys * PAGES_EACH, statistics.median(each.cpu for each in runs)
        peak = max(each.peak for each in runs)
        print(f"  {pages:>7,} pages: {cpu:7.2f} s, {cpu / pages * 1000:.2f} s for 1,000, {peak:.0f} MB")
        if surveys > 1000:
            shutil.rmtree(root)


def after_a_change(folder: Path, surveys: int) -> None:
    """Builds after one survey changed and after nothing did, beside full ones."""
    root = folder / f"grow-{surveys}"
    beyond = {
        "build": lambda: run(__file__, "build", root).cpu,
        "again": lambda: run(__file__, "again", root).cpu,
    }
    whole = {"build": lambda: build_whole(root), "again": lambda: build_whole(root, again=True)}
    print(f"\n{surveys} surveys, {surveys * PAGES_EACH:,} pages, CPU seconds, median of {RUNS}")
    for name, how in (("beyond start-up", beyond), ("with start-up", whole)):
        full, one, none = [], [], []
        for turn in range(RUNS):
            full.append(how["build"]())
            edit = f" ({name}, {turn})"
            pages_sample.write_survey(root / "survey_templates", "survey-00007", 7, 1, edit=edit)
            one.append(how["again"]())
            none.append(how["again"]())
        ratios = [all_of_it / part for all_of_it, part in zip(full, one, strict=True)]
        told = [f"{statistics.median(each):.3f}" for each in (full, one, none)]
        print(f"  {name}: full {told[0]}, one survey changed {told[1]}", end="")
        print(f" ({statistics.median(ratios):.0f} times cheaper), nothing changed {told[2]}")


def build_here(root: Path, again: bool) -> int:
    """A build in this process; how many pages."""
    if not again:
        shutil.rmtree(root / "dist", ignore_errors=True)
    return build(root / "dist", root / "survey_templates", None, kept=root / "cache").pages


def main() -> None:
    """Print the tables."""
    print(machine())
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        against_peers(folder, 100)
        growth(folder, (100, 500, 5000) if "--large" in sys.argv else (100, 500))
        after_a_change(folder, 500)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--run", "build", root]:
            shutil.rmtree(Path(root) / "dist", ignore_errors=True)
            report(lambda: build_here(Path(root), again=False))
        case ["--run", "again", root]:
            report(lambda: build_here(Path(root), again=True))
        case _:
            main()
