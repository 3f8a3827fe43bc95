"""The engine in plain Python: answers per CPU second and peak memory at 1x and 10x size; peers at 1x.

Claims: at least 0.8 million answers per CPU second from NDJSON.gz, under 100 MB whatever the size, linear.
"""

# ruff: noqa: PLC0415 - a measured process imports what it measures, and nothing else
import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from measure import machine, report, run
from sample import ANSWERS, asked, write_archive

SIZES = {100_000: 36, 1_000_000: 365}
"""Responses, and the days they came on."""
TIMES = 3


def count_python(folder: Path) -> str:
    """Our engine; the hash of the cube."""
    from listenwell.tally.python import count_segments

    return count_segments(sorted(folder.glob("*.gz")), asked).hash()


def count_pandas(folder: Path) -> int:
    """The counts alone, without pairs: read, spread the answers to columns, count each column."""
    import pandas as pd

    frame = pd.concat(pd.read_json(file, lines=True) for file in sorted(folder.glob("*.gz")))
    frame = frame[~frame["id"].isin(frame.get("supersedes", []))].reset_index(drop=True)
    answers = pd.json_normalize(frame["answers"].tolist()).drop(columns="better")
    answers["day"] = pd.to_datetime(frame["received_at"]).dt.date
    places = [frame["survey"], frame["version"], frame["segment"], frame["channel"], answers.pop("day")]
    return sum(len(answers.groupby([*places, name]).size()) for name in answers)


def count_polars(folder: Path) -> int:
    """The same with polars."""
    import polars as pl

    frame = pl.concat(
        [pl.read_ndjson(file, infer_schema_length=None) for file in sorted(folder.glob("*.gz"))],
        how="diagonal",
    )
    frame = frame.join(frame.select(pl.col("supersedes").alias("id")).drop_nulls(), on="id", how="anti")
    frame = (
        frame.with_columns(pl.col("received_at").str.slice(0, 10).alias("day"))
        .unnest("answers")
        .unnest("aspects")
    )
    keys = ["survey", "version", "segment", "channel", "day"]
    kept = {*keys, "id", "language", "received_at", "supersedes", "better"}
    names = [name for name in frame.columns if name not in kept]
    return sum(frame.group_by([*keys, name]).len().height for name in names)


ENGINES = {"listenwell": count_python, "pandas": count_pandas, "polars": count_polars}


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        for size, days in SIZES.items():
            write_archive(Path(folder, str(size)), size, days)
        for size in SIZES:
            told(Path(folder, str(size)), "listenwell", size)
        small = min(SIZES)
        for peer in ("pandas", "polars"):
            if find_spec(peer):
                told(Path(folder, str(small)), peer, small)
            else:
                print(f"{peer} is not installed here: not measured")


def told(folder: Path, engine: str, size: int) -> None:
    runs = [run(__file__, engine, folder) for _ in range(TIMES)]
    cpu = statistics.median(r.cpu for r in runs)
    peak = max(r.peak for r in runs)
    print(
        f"{engine:10}  {size:>9,} responses  {cpu:6.2f} CPU s  "
        f"{size * ANSWERS / cpu / 1e6:5.2f} million answers per CPU s  peak {peak:4.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        report(lambda: ENGINES[sys.argv[2]](Path(sys.argv[3])))
    else:
        main()
