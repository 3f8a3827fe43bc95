"""How much of what is personal does the masker find, and how much does it mask for nothing?

    python benchmarks/masking.py [--nhs nhs_fft_comments.csv] [--misses]

Made-up comments with marks stand in tests/summary/masking_comments.txt. Of real ones (NHS England, Friends
and Family Test, MIT licence) only ids and offsets stand here, in masking_nhs.csv: give the file itself.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from listenwell.summary.masking import RULES, found_in

HERE = Path(__file__).parent
MADE_UP = HERE.parent / "tests" / "summary" / "masking_comments.txt"
NHS = HERE / "masking_nhs.csv"

Spans = list[tuple[int, int, str]]
Comment = tuple[str, Spans]


def made_up() -> list[tuple[str, str, Spans]]:
    """Language, text and marked spans of each made-up comment."""
    found = []
    for line in MADE_UP.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, _, written = line.partition("|")
        plain, spans = "", []
        for n, part in enumerate(written.replace("\\n", "\n").replace("}", "{").split("{")):
            kind, colon, marked = part.partition(":")
            if n % 2:
                if not colon:
                    raise ValueError(f"a mark without its kind: {line}")
                spans.append((len(plain), len(plain) + len(marked), kind))
                part = marked  # noqa: PLW2901 - the text itself
            plain += part
        found.append((language, plain, spans))
    return found


def real(path: Path) -> list[Comment]:
    """The NHS comments, with the spans that were marked by hand."""
    marks: dict[str, Spans] = {}
    with NHS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks.setdefault(row["comment"], []).append((int(row["start"]), int(row["end"]), row["kind"]))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["FFT answer"], marks.get(row["Comment ID"], [])) for row in csv.DictReader(file)]


def score(comments: Iterable[Comment]) -> dict[str, Counter[str]]:
    """For each kind how many marks were found, missed, and made for nothing.

    A mark is found when every letter and digit of it is masked, whatever the mask is called; a mask that
    touches no mark was for nothing."""
    told: dict[str, Counter[str]] = {rule.kind: Counter() for rule in RULES}
    for text, marks in comments:
        found = found_in(text)
        hidden = {at for f in found for at in range(f.start, f.end)}
        for start, end, kind in marks:
            whole = all(at in hidden for at in range(start, end) if text[at].isalnum())
            told[kind]["found" if whole else "missed"] += 1
        for f in found:
            if not any(start < f.end and f.start < end for start, end, _ in marks):
                told[f.kind]["for nothing"] += 1
    return told


def total(comments: Iterable[Comment]) -> Counter[str]:
    """The counts of all kinds together."""
    return sum(score(comments).values(), Counter())


def table(told: dict[str, Counter[str]]) -> Iterable[str]:
    """A row for each kind and one for all."""
    total = sum(told.values(), Counter())
    yield "| kind | marked | found | recall | masked for nothing | precision |"
    yield "|---|---|---|---|---|---|"
    for kind, n in [*told.items(), ("all", total)]:
        marked, found, wrong = n["found"] + n["missed"], n["found"], n["for nothing"]
        recall = f"{found / marked:.2f}" if marked else "–"
        precision = f"{found / (found + wrong):.2f}" if found + wrong else "–"
        yield f"| {kind} | {marked} | {found} | {recall} | {wrong} | {precision} |"


def misses(comments: Iterable[Comment]) -> Iterable[str]:
    """What was missed and what was masked for nothing, one a line."""
    for text, marks in comments:
        found = found_in(text)
        hidden = {at for f in found for at in range(f.start, f.end)}
        for start, end, kind in marks:
            if not all(at in hidden for at in range(start, end) if text[at].isalnum()):
                yield f"missed {kind} {text[start:end]!r} in {text[:100]!r}"
        for f in found:
            if not any(start < f.end and f.start < end for start, end, _ in marks):
                yield f"for nothing {f.kind} {text[f.start : f.end]!r} in {text[:100]!r}"


def main() -> None:
    """Print a table for each set."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--nhs", type=Path, help="nhs_fft_comments.csv")
    options.add_argument("--misses", action="store_true", help="list what was missed or masked for nothing")
    given = options.parse_args()
    sets = {"made up": [(text, spans) for _, text, spans in made_up()]}
    if given.nhs:
        sets["NHS Friends and Family Test"] = real(given.nhs)
    for name, comments in sets.items():
        began = time.process_time()
        told = score(comments)
        spent = time.process_time() - began
        print(f"\n{name}: {len(comments)} comments, {spent / len(comments) * 1e6:.0f} µs each\n")
        print("\n".join(table(told)))
        if given.misses:
            print("\n".join(misses(comments)), file=sys.stderr)


if __name__ == "__main__":
    main()
