"""Charts of the workbook's own making, drawn by the spreadsheet from the cells of its sheets."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from listenwell.summary.charts.look import BLUE, GRID, INK, NEGATIVE, NEUTRAL, POSITIVE, SIGNAL, SOFT
from listenwell.summary.formats.xlsx.book import Book, fitting
from listenwell.summary.formats.xlsx.cells import Sheet, form_of
from listenwell.summary.measures import KINDS
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Figure, Summary
from listenwell.summary.words import Words

WIDTH, CELL = 620, (64, 20)
"""Of a chart and of an empty cell, in pixels."""
_LEAST_HEIGHT, _BAR = 320, 27
_PAGE = 43
"""Rows of a printed page of two charts side by side."""
_TITLE = 110


class Drawn(NamedTuple):
    """A chart with its height in pixels and what it shows, in words."""

    chart: Any
    height: int
    title: str


class _Table(NamedTuple):
    """Where the columns of a block of rows are."""

    name: str
    sheet: Sheet
    first: int
    last: int

    def __getitem__(self, at: int) -> list[Any]:
        return [self.name, self.first + 1, at, self.last + 1, at]

    def address(self, at: int) -> str:
        """A column as a spreadsheet writes it."""
        from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - an extra

        cells = xl_range_abs(self.first + 1, at, self.last + 1, at)
        return f"='{self.name}'!{cells}"


def put(book: Book, found: list[Drawn]) -> None:
    """The sheet of charts, two side by side."""
    made = book.sheet("charts")
    line, page, breaks = 0, 0, []
    for pair in (found[n : n + 2] for n in range(0, len(found), 2)):
        rows = max(drawn.height for drawn in pair) // CELL[1] + 1
        if line > page and line + rows > page + _PAGE:
            breaks.append(line)
            page = line
        for at, drawn in enumerate(pair):
            drawn.chart.set_size({"width": WIDTH, "height": drawn.height})
            place = at * (WIDTH // CELL[0] + 1)
            made.insert_chart(line, place, drawn.chart, {"description": drawn.title, "object_position": 2})
        line += rows
    made.set_h_pagebreaks(breaks)
    made.hide_gridlines(2)
    made.print_area(0, 0, line, 2 * (WIDTH // CELL[0] + 1) - 1)


def draw(book: Book, sheets: Mapping[str, Sheet], summary: Summary, words: Words) -> Iterator[Drawn]:
    """Every chart there is something to draw of, in the order of the sheets."""

    def blocks(key: str) -> dict[str, _Table]:
        sheet = sheets.get(key)
        return {n: _Table(book.names[key], sheet, *b) for n, b in sheet.blocks.items()} if sheet else {}

    for measure, table in blocks("headlines").items():
        mine = [h.figure for h in summary.headlines if h.figure.measure == measure]
        if sum(figure.value is not None for figure in mine) > 1:
            yield _bars(book, words.measure_name(measure), table, mine, (0, 2))
    for table in blocks("ratings").values():
        yield _ratings(book, words, table)
    segments = blocks("by_segment")
    for headline in summary.headlines:
        figure = headline.figure
        mine = _by_segment(summary, figure)
        if sum(f.value is not None for f in mine if f.segment != ALL) > 1:
            title = f"{headline.words} – {words.measure_name(figure.measure)}"
            yield _bars(
                book, title, segments[f"{figure.item}/{figure.measure}/{figure.answer}"], mine, (2, 4)
            )
    series = blocks("trend")
    for trend in summary.trends:
        if trend.segment == ALL and sum(p.figure.value is not None for p in trend.points) > 1:
            signals = {signal.label for signal in trend.control.signals} if trend.control else set()
            at = [n for n, row in enumerate(trend.rows()) if row.label in signals]
            title = f"{trend.words} – {words.measure_name(trend.measure)}"
            yield _line(book, words, title, series[f"{trend.item}/{trend.segment}"], trend.measure, at)
    for found in summary.drivers:
        if found.drivers:
            yield _plain(
                book, f"{words.page('drivers')}: {found.words}", blocks("drivers")[found.outcome], (1, 2)
            )
    for found in summary.complaints:
        if found.causes:
            yield _plain(book, found.words, blocks("complaints")[found.item], (1, 2))


def _by_segment(summary: Summary, of: Figure) -> list[Figure]:
    return [
        figure
        for question in summary.questions
        for item in question.items
        for figure in item.figures
        if (figure.item, figure.measure, figure.answer) == (of.item, of.measure, of.answer)
    ]


def _bars(book: Book, title: str, table: _Table, figures: list[Figure], columns: tuple[int, int]) -> Drawn:
    """Bars with intervals, in the order of the table; what has no value has no bar."""
    chart = book.workbook.add_chart({"type": "bar"})
    above = len(table.sheet.columns) - 2
    ends = {"plus_values": table.address(above), "minus_values": table.address(above + 1)}
    chart.add_series(
        {
            "name": fitting(title, _TITLE),
            "categories": table[columns[0]],
            "values": table[columns[1]],
            "fill": {"color": BLUE},
            "gap": 60,
            "y_error_bars": {"type": "custom", **ends, "line": {"color": INK, "width": 1.5}},
        }
    )
    return _framed(chart, title, len(figures), figures[0].measure, figures[0].axis)


def _plain(book: Book, title: str, table: _Table, columns: tuple[int, int]) -> Drawn:
    """Bars of shares or counts alone."""
    chart = book.workbook.add_chart({"type": "bar"})
    series = {
        "categories": table[columns[0]],
        "values": table[columns[1]],
        "fill": {"color": BLUE},
        "gap": 60,
    }
    chart.add_series({"name": fitting(title, _TITLE), **series})
    return _framed(chart, title, table.last - table.first + 1)


def _ratings(book: Book, words: Words, table: _Table) -> Drawn:
    """Shares below, in and above the middle of the scale, stacked to the whole."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    colours = (NEGATIVE[0], NEUTRAL, POSITIVE[1])
    for at, (name, colour) in enumerate(zip(("negative", "neutral", "positive"), colours, strict=True), 1):
        part = {"categories": table[0], "values": table[at], "fill": {"color": colour}, "gap": 40}
        chart.add_series({"name": words.page(name), **part})
    chart.set_legend({"position": "bottom"})
    drawn = _framed(chart, words.page("ratings"), table.last - table.first + 1, legend=True)
    chart.set_x_axis(_values("0%") | {"label_position": "high"})
    return drawn


def _line(book: Book, words: Words, title: str, table: _Table, measure: str, signals: list[int]) -> Drawn:
    """A series with its centre and limits; signals stand out. Periods without a figure are gaps."""
    chart = book.workbook.add_chart({"type": "line"})
    length = table.last - table.first + 1
    chart.add_series(
        {
            "name": words.measure_name(measure),
            "categories": table[3],
            "values": table[4],
            "line": {"color": BLUE, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": BLUE}, "border": {"color": BLUE}},
            "points": [
                {"fill": {"color": SIGNAL}, "border": {"color": SIGNAL}} if n in signals else None
                for n in range(length)
            ]
            if signals
            else None,
        }
    )
    limits = any(row[9].value is not None for row in table.sheet.rows[table.first : table.last + 1])
    if limits:
        for at, name in ((9, "centre"), (10, "lower_limit"), (11, "upper_limit")):
            line = {"color": SOFT, "width": 1, "dash_type": "solid" if name == "centre" else "dash"}
            part = {"categories": table[3], "values": table[at], "line": line, "marker": {"type": "none"}}
            chart.add_series({"name": words("heads", name), **part})
    chart.set_title(
        {"name": fitting(title, _TITLE), "name_font": {"size": 11, "bold": True}, "overlay": False}
    )
    chart.set_legend({"position": "bottom"} if limits else {"none": True})
    chart.set_x_axis({"num_font": {"size": 9, "rotation": -45}, "label_position": "low"})
    form = "0%" if "%" in KINDS[measure].unit.sign else form_of(measure)
    chart.set_y_axis(_values(form))
    chart.show_blanks_as("gap")
    return Drawn(chart, _LEAST_HEIGHT, title)


def _framed(
    chart: Any,
    title: str,
    bars: int,
    measure: str = "",
    axis: tuple[float, float] | None = None,
    legend: bool = False,
) -> Drawn:
    """Title and axes of bars: the first on top, values along the bottom."""
    chart.set_title(
        {"name": fitting(title, _TITLE), "name_font": {"size": 11, "bold": True}, "overlay": False}
    )
    if not legend:
        chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "label_position": "low"})
    share = bool(measure) and "%" in KINDS[measure].unit.sign
    ends = {"min": axis[0], "max": axis[1]} if axis else {}
    form = {"num_format": "0%"} if share else {"num_format": form_of(measure)} if measure else {}
    chart.set_x_axis(_values() | form | ends | {"label_position": "high"})
    return Drawn(chart, max(_LEAST_HEIGHT, 130 + _BAR * bars), title)


def _values(form: str = "General") -> dict[str, Any]:
    return {
        "num_format": form,
        "num_font": {"size": 9},
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
        "line": {"none": True},
    }
