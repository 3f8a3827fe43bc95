"""What stands in an .xlsx file, and how is one written? The only place that knows openpyxl.

A workbook is a ZIP of XML. It is looked through before openpyxl opens it: how large it is unpacked, and that
no part declares a document type, without which there are no entities to expand or fetch. Macros and links are
never followed; formulas are never worked out.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from listenwell.interchange.notes import Notes

MOST_MB = 10
MOST_UNPACKED_MB = 60
_MOST_PARTS = 500
_MOST_ROWS = 5_000
_MOST_COLUMNS = 200
_MOST_IN_A_CELL = 32_767  # as many characters as Excel takes


class Unreadable(ValueError):
    """The file is no workbook that can be read; the text says why and what to do."""


class Row(NamedTuple):
    """A row of a sheet: its number (the header is row 1) and its cells by column, empty ones left out."""

    number: int
    cells: dict[str, str]


def read(path: Path, wanted: Iterable[str], notes: Notes) -> dict[str, list[Row]]:
    """The wanted sheets, by name in small letters; columns by the words of the first row. Raises Unreadable
    and OSError."""
    try:
        import openpyxl  # noqa: PLC0415 - an extra, for this command alone
    except ImportError as error:
        raise Unreadable("reading .xlsx needs openpyxl: pip install 'listenwell[xlsx]'") from error
    _look_through(path)
    try:
        shown = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        stored = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        found = {}
        for name in shown.sheetnames:
            if name.strip().lower() in wanted:
                formulas = _formulas(stored[name])
                found[name.strip().lower()] = _rows(shown[name], formulas, name, notes)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part led to
        raise Unreadable(
            f"it is damaged ({type(error).__name__}). Open it in a spreadsheet and save it again"
        ) from error
    return found


def _look_through(path: Path) -> None:
    if path.stat().st_size > MOST_MB * 1024 * 1024:
        raise Unreadable(f"it has more than {MOST_MB} MB. Take pictures and other sheets out of it")
    try:
        with zipfile.ZipFile(path) as parts:
            sizes = [part.file_size for part in parts.infolist()]
            if len(sizes) > _MOST_PARTS or sum(sizes) > MOST_UNPACKED_MB * 1024 * 1024:
                raise Unreadable(f"it unpacks to more than {MOST_UNPACKED_MB} MB, so it was not opened")
            for part in parts.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")) and _declares(parts.read(part)):
                    raise Unreadable(
                        "it declares XML entities, which no spreadsheet program writes; it was not opened"
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error) as error:
        raise Unreadable("it is no .xlsx file. Open it in a spreadsheet and save it as .xlsx") from error


def _declares(data: bytes) -> bool:
    """Whether XML has a document type, in whichever encoding."""
    return b"<!doctype" in data.replace(b"\0", b"").lower()


def _formulas(sheet) -> dict[tuple[int, int], str]:  # type: ignore[no-untyped-def] - openpyxl has no types
    return {
        (cell.row, cell.column): cell.coordinate
        for row in sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS)
        for cell in row
        if getattr(cell, "data_type", "") == "f"
    }


def _rows(sheet, formulas: dict[tuple[int, int], str], name: str, notes: Notes) -> list[Row]:  # type: ignore[no-untyped-def]
    header: list[str] | None = None
    found: list[Row] = []
    rows = sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        texts = [_text(value) for value in values]
        if header is None:
            header = texts
            continue
        cells = {}
        for column, text in enumerate(texts):
            place = formulas.get((number, column + 1))
            if place:
                code = "I24" if text else "I42"
                notes.add(code, f"{name}, row {number}", cell=place, shown=text)
            if text and column < len(header) and header[column]:
                cells.setdefault(header[column], text)
        if cells:
            found.append(Row(number, cells))
    if sheet.max_row is not None and sheet.max_row > _MOST_ROWS + 1 and len(found) >= _MOST_ROWS:
        raise Unreadable(f"its sheet “{name}” has more than {_MOST_ROWS:,} rows")
    return found


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)[:_MOST_IN_A_CELL].strip()


def write(path: Path, sheets: Mapping[str, tuple[list[str], list[Mapping[str, str]]]]) -> None:
    """Write sheets of columns and rows; every cell is text, and none is taken for a formula. Raises
    Unreadable (without openpyxl), OSError."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, for this command alone
        from openpyxl.styles import Font  # noqa: PLC0415
    except ImportError as error:
        raise Unreadable("writing .xlsx needs openpyxl: pip install 'listenwell[xlsx]'") from error
    book = Workbook()
    book.remove(book.active)
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for column, title in enumerate(columns, 1):
            cell = sheet.cell(1, column, title)
            cell.font = Font(bold=True)
        for number, row in enumerate(rows, 2):
            for column, title in enumerate(columns, 1):
                if text := row.get(title, ""):
                    cell = sheet.cell(number, column)
                    cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)[:_MOST_IN_A_CELL]
                    cell.data_type, cell.quotePrefix = "s", text[:1] in "=+-@"
    book.save(path)
