"""The CSV that goes to a translator: written for spreadsheets, and read back whatever they made of it."""

import csv
import io
from collections.abc import Collection

import msgspec

from listenwell.safe_cells import bare, safe
from listenwell.survey.problems import Problems
from listenwell.translations.phrases import Phrase

COLUMNS = ("language", "file", "id", "where", "original", "translation", "state")
_NEEDED = ("file", "id", "original", "translation")
_OTHER = ("cp1252", "cp1250", "cp1256", "mac_roman")
"""Encodings that spreadsheets save in, when they are not asked for UTF-8."""


class Row(msgspec.Struct, frozen=True):
    """A line of the file (the header is line 1); cells as they stand."""

    line: int
    file: str
    id: str
    original: str
    translation: str


def written(phrases: list[Phrase]) -> bytes:
    """The CSV in UTF-8 with the mark that spreadsheets look for; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for p in phrases:
        cells = (p.language, p.file, p.id, p.where, p.original, p.translation, p.state)
        rows.writerow([safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def read(data: bytes, name: str, known: Collection[str], problems: Problems) -> list[Row]:
    """The rows, with commas, semicolons or tabs between cells, in UTF-8, UTF-16 or the encoding in which most
    texts read as those `known`."""
    text = _decoded(data, known)
    head, _, rest = text.partition("\n")
    if head.startswith("sep="):
        text, head = rest, rest.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        problems.add("E01", name, 1, reason=f"it is no table ({error})")
        return []
    columns = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        problems.add("E01", name, 1, reason=f"the first line does not name {', '.join(missing)}")
        return []
    at = {column: columns.index(column) for column in _NEEDED}
    rows, line = [], 1
    for cells in table[1:]:
        line += 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= max(at.values()):
            problems.add("E01", name, line, reason="a row has fewer cells than the first line")
            continue
        rows.append(Row(line, *(_clean(cells[at[column]]) for column in _NEEDED)))
    return rows


def same(cell: str, text: str) -> bool:
    """Whether a cell says what the templates say, however it was made safe or broken into lines."""
    return _clean(str(safe(text))) == cell or _clean(text) == cell


def meant(cell: str) -> str:
    """The words of a cell that somebody changed."""
    return bare(cell)


def _clean(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _decoded(data: bytes, known: Collection[str]) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, errors="replace") for encoding in _OTHER]
        return max(texts, key=lambda text: sum(words in text for words in known))
