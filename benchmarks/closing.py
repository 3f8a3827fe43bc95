"""Closing a day of 100,000 responses on the embedded store: CPU seconds and peak memory, at 1x and 0.1x.

Claims: under 60 CPU seconds and 150 MB, linear. A minute or two goes into filling the store first.
"""

import gzip
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from measure import machine, report, run
from sample import FIRST, asked, write_archive

from listenwell.archive import close_days
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.embedded_responses import SqliteResponses
from listenwell.survey.response import Response

SIZES = (10_000, 100_000)


def fill(folder: Path, responses: int) -> None:
    """A store with one day of that many responses."""
    write_archive(folder / "made", responses, 1, corrected=0)
    store = SqliteResponses(folder / "responses.sqlite3")
    decode = msgspec.json.Decoder(Response).decode
    (made,) = (folder / "made").glob("*.gz")
    with gzip.open(made) as lines, ThreadPoolExecutor(16) as threads:
        for _ in threads.map(store.add, map(decode, lines), chunksize=100):
            pass


def close(folder: Path) -> int:
    """Close that day; how many responses the segment has."""
    now = datetime(FIRST.year, FIRST.month, FIRST.day, 3, tzinfo=UTC) + timedelta(days=1)
    closing = close_days(
        FIRST,
        responses=SqliteResponses(folder / "responses.sqlite3"),
        documents=FileDocuments(folder / "documents"),
        questionnaire=asked,
        now=lambda: now,
        since=FIRST,
    )
    return sum(segment.responses for segment in closing.segments)


def main() -> None:
    """Print a line for each size."""
    print(machine())
    for size in SIZES:
        with tempfile.TemporaryDirectory() as made:
            run(__file__, "fill", made, size)  # apart, for a process inherits the peak of its parent
            cost = run(__file__, "close", made)
            if cost.result != size:
                raise SystemExit(f"{cost.result} responses were closed instead of {size}")
            print(f"{size:>9,} responses: {cost.cpu:.2f} CPU s, {cost.peak:.0f} MB")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--run", "fill", made, size]:
            report(lambda: fill(Path(made), int(size)))
        case ["--run", "close", made]:
            report(lambda: close(Path(made)))
        case _:
            main()
