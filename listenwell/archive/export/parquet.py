"""<survey>.parquet, written by DuckDB: text as it was typed, scores as integers, times in UTC."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import msgspec

from listenwell.archive.export.columns import Table
from listenwell.survey.response import Response


class DuckdbMissing(Exception):
    """DuckDB is not installed."""


_TYPES = {"integer": "BIGINT", "decimal": "DOUBLE", "text": "VARCHAR"}


def write(path: Path, table: Table, responses: Iterable[Response]) -> int:
    """Write the table through a temporary file of JSON lines beside it; returns how many rows.

    Raises DuckdbMissing.
    """
    duckdb = _duckdb()
    names = [column.name for column in table.columns]
    lines = path.with_name(f"~{path.name}.ndjson")
    number = 0
    try:
        with lines.open("wb") as file:
            for number, response in enumerate(responses, start=1):  # noqa: B007 (counted)
                row = dict(zip(names, table.row(response), strict=True))
                file.write(msgspec.json.encode(row) + b"\n")
        _convert(duckdb, lines, path, table)
    finally:
        lines.unlink(missing_ok=True)
    return number


def _convert(duckdb: ModuleType, lines: Path, path: Path, table: Table) -> None:
    # Column names are ours: letters, digits and _ only. One thread keeps the order of the rows.
    types = ", ".join(f"{c.name}: '{_TYPES[c.kind]}'" for c in table.columns)
    chosen = ", ".join(
        f"({c.name}::TIMESTAMPTZ AT TIME ZONE 'UTC') AS {c.name}" if c.name == "received_at" else c.name
        for c in table.columns
    )
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"COPY (SELECT {chosen} FROM read_json({_quoted(lines)}, format = 'newline_delimited', "  # noqa: S608
            f"columns = {{{types}}})) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
        )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _duckdb() -> ModuleType:
    try:
        return importlib.import_module("duckdb")
    except ImportError as error:
        raise DuckdbMissing(
            "Parquet files are written by DuckDB, which is not installed. Install it with "
            "`pip install duckdb`, or export with --format csv."
        ) from error
