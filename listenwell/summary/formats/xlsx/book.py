"""How a sheet becomes part of a workbook: frozen heads, filter, widths, print set-up; words only as words."""

from datetime import UTC, date, datetime
from typing import Any

from listenwell.safe_cells import looks_like_formula
from listenwell.summary.charts.look import BLUE
from listenwell.summary.formats.xlsx.cells import Cell, Sheet
from listenwell.summary.model import Overview, Summary

_LONGEST = 32_767
"""UTF-16 units in a cell."""
_LONGEST_NAME = 31
_LONGEST_HEAD = 80
_A4 = 9
_LINE, _HIGHEST = 15, 405
"""Points: of a line, and of the highest row."""
_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")
"""What no XML can hold."""


class Book:
    """A workbook in the making. `names` are the names of its sheets by key."""

    def __init__(
        self, workbook: Any, s: Summary | Overview, title: str, names: dict[str, str], leftward: bool
    ) -> None:
        self.workbook = workbook
        self.names = _sheet_names(names)
        self.leftward = leftward
        self._formats: dict[tuple[str, ...], Any] = {}
        self._header = f"&L{_printed(title)}&R{_printed(s.period.label)}"
        workbook.set_properties(
            {
                "title": fitting(f"{title}, {s.period.label}", 255),
                "author": fitting(s.organisation, 255),
                "created": s.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0),
            }
        )

    def sheet(self, key: str, *, one_page: bool = False) -> Any:
        """A new empty sheet, set up for A4 paper: on one upright page, or as many across as it takes."""
        made = self.workbook.add_worksheet(self.names[key])
        if self.leftward:
            made.right_to_left()
        made.set_paper(_A4)
        made.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        made.fit_to_pages(1, int(one_page))
        if not one_page:
            made.set_landscape()
        made.set_header(self._header)
        made.set_footer(f"&L{_printed(self.names[key])}&R&P / &N")
        return made

    def table(self, sheet: Sheet) -> None:
        """A sheet of rows under heads that stay in sight, can be filtered by, and stand on every printed
        page."""
        made = self.sheet(sheet.key)
        heads = [Cell(column.head) for column in sheet.columns]
        widths = [column.width for column in sheet.columns]
        for at, width in enumerate(widths):
            made.set_column(at, at, width)
            self.put(made, 0, at, heads[at], "head")
        self.heighten(made, 0, heads, [width - 3 for width in widths])
        styles = ["words" if column.wrapped else "" for column in sheet.columns]
        room = [column.width if column.wrapped else _LONGEST for column in sheet.columns]
        for line, row in enumerate(sheet.rows, 1):
            for at, cell in enumerate(row):
                self.put(made, line, at, cell, styles[at] if isinstance(cell.value, str) else "")
            self.heighten(made, line, row, room)
        made.freeze_panes(1, 0)
        made.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        made.repeat_rows(0)
        if sheet.printed:
            made.print_area(0, 0, len(sheet.rows), sheet.printed - 1)

    @staticmethod
    def heighten(made: Any, line: int, row: list[Cell], widths: list[int]) -> None:
        """Make room for the longest text: not every program does so when it opens a file."""
        texts = [(cell.value, w) for cell, w in zip(row, widths, strict=False) if isinstance(cell.value, str)]
        lines = max((_lines(text, width) for text, width in texts), default=1)
        if lines > 1:
            made.set_row(line, min(lines * _LINE, _HIGHEST))

    def put(self, made: Any, line: int, at: int, cell: Cell, style: str = "") -> None:
        """A cell by the kind of its value. Text is always written as a string: nothing in it is looked at."""
        value, form = cell
        if value is None or value == "":
            return
        if isinstance(value, str):
            quoted = "quoted" if looks_like_formula(value) else ""
            made.write_string(line, at, fitting(value), self.format(style, quoted))
        elif isinstance(value, date):
            made.write_datetime(line, at, datetime.combine(value, datetime.min.time()), self.format("", form))
        else:
            made.write_number(line, at, value, self.format(style, form))

    def format(self, style: str, form: str = "") -> Any:
        """A format of the workbook, made once."""
        if (style, form) not in self._formats:
            look: dict[str, Any] = {"valign": "top"} | _STYLES[style]
            if form == "quoted":
                look["quote_prefix"] = True
            elif form:
                look["num_format"] = form
            self._formats[style, form] = self.workbook.add_format(look)
        return self._formats[style, form]


_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "words": {"text_wrap": True},
    "head": {
        "bold": True,
        "text_wrap": True,
        "bg_color": BLUE,
        "font_color": "#ffffff",
    },
    "title": {"bold": True, "font_size": 16, "text_wrap": True},
    "strong": {"bold": True, "text_wrap": True},
    "link": {"font_color": BLUE, "underline": 1},
}


def fitting(text: str, longest: int = _LONGEST) -> str:
    """The text as XML and a cell can hold it; an ellipsis says where it was cut."""
    text = text.translate(_NO_XML)
    if len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def _lines(text: str, width: int) -> int:
    """Into how many lines a text breaks in so many letters; some lines end early, for words stay whole."""
    return sum(1 + int(max(len(part) * 1.05 - 1, 0) / max(width, 4)) for part in text.splitlines()) or 1


def _printed(text: str) -> str:
    """Text in the margin of a printed page, where an ampersand begins a command."""
    return fitting(" ".join(text.split()), _LONGEST_HEAD).replace("&", "&&")


def _sheet_names(names: dict[str, str]) -> dict[str, str]:
    """Names as a workbook takes them: short, without the signs of addresses, none twice."""
    found: dict[str, str] = {}
    for key, name in names.items():
        plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)
        short = fitting(" ".join(plain.split()) or key, _LONGEST_NAME)
        if short.casefold() in {other.casefold() for other in found.values()}:
            short = fitting(short, _LONGEST_NAME - 4) + f" {len(found) + 1}"
        found[key] = short
    return found
