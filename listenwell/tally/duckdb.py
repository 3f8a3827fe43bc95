"""The DuckDB engine: the archive on one machine, on all its cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from listenwell.tally.counting import Questionnaires
from listenwell.tally.ledger import Ledger
from listenwell.tally.sql import EngineFailed, EngineMissing, count

if TYPE_CHECKING:
    import duckdb

PARQUET = ".parquet"
_AT_ONCE = 10_000

_SEGMENTS = """
SELECT id, survey, version, segment, channel,
       CASE WHEN received_at LIKE '%Z' THEN received_at[:10]
            ELSE strftime(CAST(received_at AS TIMESTAMPTZ), '%Y-%m-%d') END AS day,
       supersedes, coalesce(list_contains(marks, 'withdrawn'), false) AS withdrawn,
       flatten(list_transform(map_entries(answers), lambda a:
         CASE WHEN a.value LIKE '{%' THEN list_transform(
                map_entries(from_json(a.value, '"MAP(VARCHAR, JSON)"')),
                lambda p: {'item': a.key || '.' || p.key, 'value': CAST(p.value AS VARCHAR)})
              ELSE [{'item': a.key, 'value': CAST(a.value AS VARCHAR)}] END)) AS entries
FROM read_json(FILES, format = 'newline_delimited', columns = {
  id: 'VARCHAR', survey: 'VARCHAR', version: 'VARCHAR', segment: 'VARCHAR', channel: 'VARCHAR',
  received_at: 'VARCHAR', answers: 'MAP(VARCHAR, JSON)', supersedes: 'VARCHAR', marks: 'VARCHAR[]'})
"""


def count_with_duckdb(
    files: Sequence[Path], questionnaire: Questionnaires, *, memory: str = "", threads: int = 0
) -> Ledger:
    """Count segments (.ndjson.gz), or the Parquet that `write_parquet` made of them.

    `memory` bounds DuckDB ("400MB"); beyond it DuckDB uses its temporary folder.
    Raises EngineMissing, EngineFailed.
    """
    if not files:
        return Ledger()
    with _connect(memory, threads) as connection:
        return count(_Session(connection, _responses(files)), questionnaire)


def write_parquet(files: Sequence[Path], target: Path, *, memory: str = "", threads: int = 0) -> None:
    """Write the responses of segments as one Parquet file, in the columns that sql.py names.

    Raises EngineMissing, EngineFailed.
    """
    with _connect(memory, threads) as connection:
        session = _Session(connection, _responses(files))
        list(session.rows(f"COPY (FROM responses) TO {_quoted([target])[1:-1]} (COMPRESSION zstd)"))


class _Session:
    """The Engine of sql.py."""

    unnest = "unnest"

    def __init__(self, connection: duckdb.DuckDBPyConnection, responses: str) -> None:
        self._connection = connection
        self.view("responses", responses)

    def view(self, name: str, statement: str) -> None:
        list(self.rows(f"CREATE TEMPORARY VIEW {name} AS {statement}"))

    def scores(self, items: str) -> str:
        return (
            "list_transform(list_filter(k.entries, lambda e: "
            f"e.item IN ({items}) AND TRY_CAST(e.value AS BIGINT) IS NOT NULL), lambda e: "
            "{'item': e.item, 'score': CAST(e.value AS BIGINT)})"
        )

    def together(self, items: str, words: str) -> str:
        return (
            f"list_transform(list_filter(k.entries, lambda e: e.item IN ({items})), lambda e: "
            f"[e.item, CASE WHEN e.item IN ({words}) THEN '\"*\"' ELSE e.value END])"
        )

    def places(self, rows: Sequence[tuple]) -> None:
        names = ("place", "survey", "version", "segment", "channel", "day")
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
        typed = ", ".join(
            f"unnest(CAST(? AS {'BIGINT' if name == 'place' else 'VARCHAR'}[])) AS {name}" for name in names
        )
        self._connection.execute(f"CREATE TEMPORARY TABLE places AS SELECT {typed}", columns)

    def rows(self, statement: str) -> Iterator[tuple]:
        import duckdb  # noqa: PLC0415

        try:
            result = self._connection.execute(statement)
            while found := result.fetchmany(_AT_ONCE):
                yield from found
        except duckdb.Error as error:
            raise EngineFailed(f"DuckDB could not read the archive: {error}") from error


def _connect(memory: str, threads: int) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            "DuckDB is not installed. Install it into this environment with "
            "`.venv/bin/python -m pip install duckdb`, or count with --engine python."
        ) from error
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    connection.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
    if threads:
        connection.execute(f"SET threads = {threads}")
    return connection


def _responses(files: Iterable[Path]) -> str:
    parquet = [file for file in files if file.suffix == PARQUET]
    segments = [file for file in files if file.suffix != PARQUET]
    parts = []
    if segments:
        parts.append(_SEGMENTS.replace("FILES", _quoted(segments)))
    if parquet:
        parts.append(f"SELECT * FROM read_parquet({_quoted(parquet)})")  # noqa: S608 - quoted
    return " UNION ALL BY NAME ".join(parts)


def _quoted(files: Iterable[Path]) -> str:
    """The names as an SQL list; a view takes no parameters."""
    return "[" + ", ".join("'" + str(file).replace("'", "''") + "'" for file in files) + "]"
