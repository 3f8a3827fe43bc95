"""Do themes say what people say? The machine's themes and named ones, beside what people coded by hand.

    python benchmarks/themes.py nhs_fft_comments.csv

The NHS comments (Friends and Family Test, NHS England, MIT licence) carry a rating (1 is best) and about 50
themes that people gave them. NAMED are words for seven of those themes, as a quality lead would write them
into themes/<survey>.csv; they were written from the names of the themes.
"""

import argparse
import csv
from pathlib import Path

from listenwell.stats.agreement import cohen_kappa
from listenwell.summary.masking import mask
from listenwell.summary.themes.finding import find
from listenwell.summary.themes.terms import holds, terms, tokens

NAMED = {
    "Timeliness of care": "wait*, late, delay*, time, hours, quick*, slow*, prompt*, fast*,"
    " long, soon*, on time",
    "Staff manner & personal attributes": "friendly, kind*, polite*, rude, caring, helpful,"
    " lovely, attitude, "
    "manner*, pleasant, courteous, compassion*, respect*",
    "Food & drink provision & facilities": "food, drink*, meal*, coffee, tea, lunch, dinner,"
    " breakfast, menu*",
    "Parking": "parking, car park*, parked",
    "Contacting services": "phone*, call*, telephone, answer*, contact*, hold, ring, rang",
    "Activities & access to fresh air": "activit*, walk*, gym, fresh air, garden, outside, leave",
    "Cleanliness, tidiness & infection control": "clean*, tidy, dirty, hygien*, infection*",
}
Rows = list[dict[str, str]]


def main() -> None:
    """Print the tables of the handbook."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("nhs", type=Path, help="nhs_fft_comments.csv")
    with options.parse_args().nhs.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Labelling not possible"] != "1"]
    words = [tokens(mask(row["FFT answer"], str).bare) for row in rows]
    print(f"{len(rows)} comments")
    machines(rows, words)
    named(rows, words)


def machines(rows: Rows, words: list[tuple[str, ...]]) -> None:
    """What the machine finds, and what people coded most of it."""
    codes = list(rows[0])[list(rows[0]).index("Comment sentiment") + 2 :]
    rated = {"low": ("4", "5"), "high": ("1", "2")}
    groups = {g: [n for n, r in enumerate(rows) if r["FFT categorical answer"] in rated[g]] for g in rated}
    held = {g: [terms(words[n], "en") for n in group] for g, group in groups.items()}
    themes = find(held["low"], held["high"])
    print("\n| from | words | comments | people coded most of them | share |\n|---|---|---|---|---|")
    for theme in themes:
        mine = [rows[groups[theme.group][n]] for n in theme.members]
        counts = {code: sum(row[code] == "1" for row in mine) for code in codes}
        code = max(counts, key=lambda c: counts[c])
        shown = f"{len(mine)} | {code} | {counts[code] / len(mine):.2f}"
        print(f"| {theme.group} | {', '.join(theme.terms)} | {shown} |")
    for name, group in groups.items():
        covered = {n for t in themes if t.group == name for n in t.members}
        print(f"\n{name}: {len(covered)} of {len(group)} comments have a theme")


def named(rows: Rows, words: list[tuple[str, ...]]) -> None:
    """How well named words agree with the people's codes."""
    print("\n| theme | people | words | precision | recall | kappa |\n|---|---|---|---|---|---|")
    for code, listed in NAMED.items():
        wanted = [word.strip() for word in listed.split(",")]
        table = [[0, 0], [0, 0]]
        for row, each in zip(rows, words, strict=True):
            table[row[code] != "1"][not any(holds(each, word) for word in wanted)] += 1
        (both, people_only), (words_only, _) = table
        kappa = cohen_kappa(table)
        ours, theirs = both + words_only, both + people_only
        interval = f"{kappa.lower:.2f} to {kappa.upper:.2f}"
        told = f"{both / ours:.2f} | {both / theirs:.2f} | {kappa.value:.2f} ({interval})"
        print(f"| {code} | {theirs} | {ours} | {told} |")


if __name__ == "__main__":
    main()
