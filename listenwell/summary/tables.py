"""Tables that quality leads keep in a spreadsheet and save as CSV: read leniently, with every problem in
words."""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

_MOST_ROWS = 10_000
_ENCODINGS = ("utf-8-sig", "cp1252")
"""cp1252 is what older spreadsheets save; it reads anything but a few bytes."""


class Row(msgspec.Struct, frozen=True):
    """A row by its column; `line` counts from 1, with the heads."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def told(self, problem: str) -> str:
        """A problem with its place."""
        return f"{self.file}, line {self.line}: {problem}"


class Table(NamedTuple):
    """The rows that could be read, and what was wrong with the file."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def read_table(file: str, data: bytes, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """The rows of a CSV divided by commas, semicolons or tabs, whose first line names its columns in any
    order.

    Rows without what is `needed`, and columns we do not know, are told and left out; empty rows are nothing.
    """
    text = _text(data)
    if text is None or "\0" in text:
        told = "the file is no text. Save the table as CSV (UTF-8)."
        return Table((), (f"{file}, line 1: {told}",))
    lines = text.splitlines()
    mark = max(",;\t", key=(lines[0] if lines else "").count)
    try:
        listed = list(csv.reader(io.StringIO(text), delimiter=mark, strict=False))
    except csv.Error as error:
        return Table((), (f"{file}: the table cannot be read ({error}). Save it as CSV (UTF-8).",))
    if not listed:
        return Table((), (f"{file}, line 1: the file is empty. Its columns are {', '.join(columns)}.",))
    heads = [head.strip().lower() for head in listed[0]]
    problems = [
        f"{file}, line 1: the column “{head[:40]}” is not known and is left out. The columns are "
        f"{', '.join(columns)}."
        for head in heads
        if head and head not in columns
    ]
    if missing := [column for column in needed if column not in heads]:
        problems.append(f"{file}, line 1: the column “{missing[0]}” is missing, so no row can be read.")
        return Table((), tuple(problems))
    rows = []
    for line, cells in enumerate(listed[1 : _MOST_ROWS + 1], 2):
        named = {h: c.strip() for h, c in zip(heads, cells, strict=False) if h in columns}
        row = Row(file, line, named)
        if not any(named.values()):
            continue
        if empty := [column for column in needed if not named.get(column)]:
            problems.append(row.told(f"“{empty[0]}” is empty; the row is left out."))
            continue
        rows.append(row)
    if len(listed) > _MOST_ROWS + 1:
        problems.append(f"{file}: only the first {_MOST_ROWS:,} rows were read.")
    return Table(tuple(rows), tuple(problems))


def _text(data: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
