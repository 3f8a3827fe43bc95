"""DuckDB over Parquet: our SQL beside queries written by hand for the same file, in turns.

Claims: at least as fast as the hand-written query (ratio of CPU seconds >= 1.0), 10 million responses with 12
answers each under 400 MB of memory, linear.
"""

# ruff: noqa: PLC0415 - a measured process imports what it measures, and nothing else
import statistics
import sys
import tempfile
from pathlib import Path

from measure import machine, report, run
from sample import ANSWERS, ASKED, CHANNELS, ROWS, SEGMENTS, asked

SIZES = (1_000_000, 10_000_000)
DAYS = 365
TIMES = 3
MEMORY = "200MB"
"""What DuckDB may take; Python and DuckDB's code come on top."""

BY_HAND = """
SELECT survey, version, segment, channel, day, item, value, count(*) AS n
FROM (
  SELECT survey, version, segment, channel, day, e.item,
         CASE WHEN e.item = 'better' AND e.value <> '"n/a"' THEN '"*"' ELSE e.value END AS value
  FROM (SELECT r.*, unnest(entries) AS e FROM read_parquet('FILE') AS r
        WHERE NOT withdrawn AND id NOT IN
          (SELECT supersedes FROM read_parquet('FILE') WHERE supersedes IS NOT NULL AND supersedes <> ''))
)
GROUP BY ALL
"""
PAIRS_BY_HAND = """
SELECT survey, version, segment, channel, day, x.item, y.item, count(*) AS n, sum(xv), sum(yv),
       sum(xv * xv), sum(yv * yv), sum(xv * yv)
FROM (
  SELECT survey, version, segment, channel, day, x, y,
         TRY_CAST(x.value AS BIGINT) AS xv, TRY_CAST(y.value AS BIGINT) AS yv
  FROM (SELECT *, unnest(scored) AS y FROM
    (SELECT *, unnest(scored) AS x FROM
      (SELECT r.*, list_filter(entries, lambda e: e.item = 'overall' OR e.item LIKE 'aspects.%') AS scored
       FROM read_parquet('FILE') AS r
       WHERE NOT withdrawn AND id NOT IN
         (SELECT supersedes FROM read_parquet('FILE') WHERE supersedes IS NOT NULL AND supersedes <> ''))))
  WHERE x.item > y.item
)
WHERE xv IS NOT NULL AND yv IS NOT NULL
GROUP BY ALL
"""


def write(file: Path, responses: int) -> None:
    """Responses in the columns that `write_parquet` gives; made in SQL, for it is quicker than Python."""
    import duckdb

    def pick(names: tuple[str, ...], seed: int) -> str:
        quoted = ", ".join(f"'{name}'" for name in names)
        return f"[{quoted}][1 + (hash(i, {seed}) % {len(names)})::BIGINT]"

    def entry(item: str, values: tuple[str, ...], seed: int) -> str:
        return f"{{'item': '{item}', 'value': {pick(values, seed)}}}"

    scores, options = ("1", "2", "3", "4", "4", "5", "5", '"n/a"'), ('"yes"', '"no"', '"unsure"')
    entries = [
        entry("again", options, 1),
        *(entry(f"aspects.{row}", scores, 10 + n) for n, row in enumerate(sorted(ROWS))),
        entry("better", tuple(f'"Some words of a customer, number {n}"' for n in range(50)), 2),
        entry("met", options, 3),
        entry("overall", scores[:7], 4),
        entry("recommend", tuple(map(str, range(11))), 5),
    ]
    name = "format('{:08x}-0000-4000-8000-{:012x}', i, (hash(i, 6) % 281474976710656)::BIGINT)"
    earlier = name.replace("(i, 6)", "(i - 1000, 6)").replace(", i, (", ", i - 1000, (")
    day = f"(i * {DAYS} // {responses})::INTEGER"
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
        connection.execute(f"""
            COPY (SELECT {name} AS id, '{ASKED.survey}' AS survey, '{ASKED.version}' AS version,
                         {pick(SEGMENTS, 8)} AS segment, {pick(CHANNELS, 9)} AS channel,
                         strftime(DATE '2026-01-01' + {day}, '%Y-%m-%d') AS day,
                         CASE WHEN i % 100 = 0 AND i > 1000 THEN {earlier} END AS supersedes,
                         false AS withdrawn, [{", ".join(entries)}] AS entries
                  FROM range({responses}) AS t(i))
            TO '{file}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 - names of ours


def by_us(file: Path) -> int:
    """The whole engine: counts, pairs, the cube."""
    from listenwell.tally.duckdb import count_with_duckdb

    return len(count_with_duckdb([file], asked, memory=MEMORY).hash())


def by_us_without_pairs(file: Path) -> int:
    """The counts and the cube, for a questionnaire that declares no drivers."""
    import msgspec

    from listenwell.tally.duckdb import count_with_duckdb

    plain = msgspec.structs.replace(ASKED, drivers=None)
    return len(count_with_duckdb([file], lambda *_: plain, memory=MEMORY).hash())


def by_hand_without_pairs(file: Path) -> int:
    """The rows of the hand-written query, in Python."""
    return _rows(file, BY_HAND)


def by_hand(file: Path) -> int:
    """Both hand-written queries."""
    return _rows(file, BY_HAND, PAIRS_BY_HAND)


def _rows(file: Path, *queries: str) -> int:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false")
        return sum(len(connection.execute(q.replace("FILE", str(file))).fetchall()) for q in queries)


WORK = {f.__name__: f for f in (write, by_us, by_hand, by_us_without_pairs, by_hand_without_pairs)}


def main() -> None:
    print(machine())
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder, f"{size}.parquet")
            # In a process of its own: a child's peak begins at that of its parent.
            run(__file__, "write", file, size)
            megabytes = file.stat().st_size / 1e6
            print(f"{size:,} responses, {size * ANSWERS:,} answers, {megabytes:,.0f} MB of Parquet")
            for ours, theirs in (("by_us_without_pairs", "by_hand_without_pairs"), ("by_us", "by_hand")):
                compare(file, ours, theirs)
            file.unlink()


def compare(file: Path, ours: str, theirs: str) -> None:
    pairs = [(run(__file__, ours, file), run(__file__, theirs, file)) for _ in range(TIMES)]
    ratio = statistics.median(theirs.cpu / ours.cpu for ours, theirs in pairs)
    for name, runs in ((ours, [p[0] for p in pairs]), (theirs, [p[1] for p in pairs])):
        cpu, wall = statistics.median(r.cpu for r in runs), statistics.median(r.wall for r in runs)
        peak = max(r.peak for r in runs)
        print(f"  {name:24} {cpu:7.2f} CPU s  {wall:7.2f} s  peak {peak:4.0f} MB", flush=True)
    print(f"  ratio (CPU by hand / CPU by us, median of {TIMES} pairs): {ratio:.2f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        report(lambda: WORK[sys.argv[2]](Path(sys.argv[3]), *map(int, sys.argv[4:])))
    else:
        main()
