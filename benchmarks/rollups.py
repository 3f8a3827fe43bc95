"""A compile's counting after 10,000 new responses on roll-ups of 1 and 10 million: CPU seconds.

Claim: under 0.6 CPU seconds plus start-up, whatever the base. Measured: counting the new day, folding its
delta into every roll-up that it touches, and reading the year by month with the open day added.
"""

import hashlib
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from measure import machine, report, run
from sample import ASKED, FIRST, asked, write_archive

from listenwell.storage.embedded_documents import FileDocuments
from listenwell.tally import Cube, Delta, count_archive, fold

BASES = (1_000_000, 10_000_000)
NEW = 10_000
DAYS = 360
CORRECTED_DAYS = 7
TIMES = 5
SAMPLE = 20_000


def base(folder: Path, responses: int) -> None:
    """Roll-ups of `responses` over a year: the count of a sample day, times so many, under each day."""
    documents = FileDocuments(folder / "documents")
    write_archive(folder / "sample", SAMPLE, 1, corrected=0)
    sample = count_archive((folder / "sample").glob("*.gz"), asked).cube
    times = responses // DAYS // SAMPLE + 1
    deltas = []
    for day in range(DAYS):
        when = (FIRST + timedelta(days=day)).isoformat()
        cube = sample.redated(lambda _, when=when: when)
        cube = Cube({cell: n * times for cell, n in cube.counts.items()}, cube.sums)
        deltas.append(put(documents, f"archive/{ASKED.survey}/{when}.cube.json", cube))
    fold(documents, ASKED.survey, deltas)


def put(documents: FileDocuments, name: str, cube: Cube) -> Delta:
    """A delta cube in the store."""
    data = cube.canonical_json()
    documents.put_new(name, data)
    return Delta(name, hashlib.sha256(data).hexdigest())


def merge(folder: Path) -> dict[str, float]:
    """What a compile does after a new day is closed, and what each part of it takes."""
    documents = FileDocuments(folder / "documents")
    prefix = f"archive/{ASKED.survey}/"
    known = [Delta(n, hashlib.sha256(documents.get(n)).hexdigest()) for n in documents.names(prefix)]
    begun = time.process_time()
    new = count_archive((folder / "new").glob("*.gz"), asked).cube
    counted = time.process_time()
    # Late corrections: what they take off stands under the days before.
    today = date.fromisoformat(min(cell.day for cell in new.counts)) + timedelta(days=DAYS)
    chance = random.Random(1)  # noqa: S311 - repeatable
    back = [(today - timedelta(days=n)).isoformat() for n in range(1, CORRECTED_DAYS + 1)]
    taken = Cube(dict.fromkeys(chance.sample(sorted(new.counts), 200), -1)).redated(
        lambda _: chance.choice(back)
    )
    delta = put(documents, f"{prefix}{today}.cube.json", new.redated(lambda _: today.isoformat()).plus(taken))
    rolled = fold(documents, ASKED.survey, [*known, delta])
    folded = time.process_time()
    window = rolled.cube(FIRST, today, by="month", plus=new.redated(lambda _: today.isoformat()))
    read = time.process_time()
    return {
        "count": counted - begun,
        "fold": folded - counted,
        "read": read - folded,
        "all": read - begun,
        "cells": len(window.counts),
    }


WORK = {"base": base, "merge": merge}


def main() -> None:
    print(machine())
    for size in BASES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            run(__file__, "base", folder, size)
            write_archive(folder / "new", NEW, 1, seed=2)
            runs = []
            for _ in range(TIMES):
                done = run(__file__, "merge", folder)
                runs.append(done.result)
                for head in sorted(folder.glob("documents/rollups/*/heads/*"))[1:]:
                    head.unlink()  # the next run begins where this one did
                max(folder.glob(f"documents/archive/{ASKED.survey}/*")).unlink()
            parts = {part: statistics.median(r[part] for r in runs) for part in runs[0]}
            print(
                f"{NEW:,} new on {size:>10,}: {parts['all']:.2f} CPU s (count {parts['count']:.2f}, "
                f"fold {parts['fold']:.2f}, read {parts['read']:.2f}; {parts['cells']:,.0f} cells), "
                f"peak {done.peak:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        report(lambda: WORK[sys.argv[2]](Path(sys.argv[3]), *map(int, sys.argv[4:])))
    else:
        main()
