"""NPS bars with their intervals: which segments would recommend, and how sure is that?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.look import BLUE, GRID, INK, LINE, POSITIVE, SMALL, SOFT
from listenwell.summary.charts.plot import Plot, ticks
from listenwell.summary.charts.rows import Sheet, beside_bars, sheets, write_names
from listenwell.summary.model import Figure, Item, Summary

if TYPE_CHECKING:
    import altair as alt

_END = 30


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each item with a Net Promoter Score, under the key "nps:<item>"."""
    for item in (i for q in summary.questions for i in q.items):
        figures = [f for f in item.figures if f.measure == "nps"]
        if any(f.value is not None for f in figures):
            yield f"nps:{item.id}", nps_chart(item, figures, reader)


def nps_chart(item: Item, figures: list[Figure], reader: Reader) -> Drawing:
    """All together first, then the segments in their order; what is hidden is named and has no bar."""
    w = reader.words
    by_value = sorted((f for f in figures if f.segment and f.value is not None), key=lambda f: f.value)
    together = next((f for f in figures if not f.segment and f.value is not None), None)
    if len(by_value) > 1:
        low, high = by_value[0], by_value[-1]
        title = reader.t(
            "nps_title",
            low=w.value(low),
            low_segment=reader.segment(low.segment),
            high=w.value(high),
            high_segment=reader.segment(high.segment),
        )
    else:
        shown = together or by_value[0]
        name = "nps_bare" if shown.lower is None else "nps_one"
        title = reader.t(name, value=w.value(shown), interval=w.interval(shown))
    told = [
        reader.t(
            "nps_row" if f.value is not None else "without_row",
            segment=reader.segment(f.segment),
            value=w.value(f),
            interval=w.interval(f),
            answers=w.count("answers", f.base) if f.base is not None else w.base(f),
        )
        for f in figures
    ]
    rows = [(reader.segment(f.segment), _note(f, reader)) for f in figures]
    reach = [b for f in figures for b in (f.lower, f.upper, f.value) if b is not None]
    span = (min(-10.0, *reach), max(10.0, *reach))
    pictures = tuple(_picture(figures[s.start : s.end], s, span, reader) for s in sheets(rows, foot=LINE))
    return Drawing(title, f"{item.words} {reader.told(told)}", pictures)


def _note(figure: Figure, reader: Reader) -> str:
    if figure.value is None:
        return reader.words.value(figure)
    return reader.words.count("answers", figure.base or 0)


def _picture(
    figures: list[Figure], sheet: Sheet, span: tuple[float, float], reader: Reader
) -> "alt.LayerChart":
    plot = Plot(sheet.height, span, left=_END, right=_END + 10, leftward=reader.leftward)
    marks = ticks(*span)
    plot.rules([rule for m in marks if m for rule in beside_bars(m, sheet.bands)], GRID)
    names = [(m, sheet.height - 4, reader.words.number(m, "nps")) for m in marks]
    plot.words(names, "middle", SOFT, size=SMALL)
    write_names(plot, sheet.bands)
    pairs = [(f, b) for f, b in zip(figures, sheet.bands, strict=True) if f.value is not None]
    plot.bars([(0.0, b.top + 3, f.value, b.bottom - 3) for f, b in pairs if f.segment], POSITIVE[0])
    plot.bars([(0.0, b.top + 3, f.value, b.bottom - 3) for f, b in pairs if not f.segment], BLUE)
    plot.rules(beside_bars(0.0, sheet.bands), SOFT)
    sure = [(f, b) for f, b in pairs if f.lower is not None and f.upper is not None]
    for thick, colour in ((4, "#ffffff"), (1.5, INK)):  # a white seam, so that it shows on a dark bar
        plot.rules([(f.lower, b.middle, f.upper, b.middle) for f, b in sure], colour, thick)
        ends = [(x, b.middle - 4, x, b.middle + 4) for f, b in sure for x in (f.lower, f.upper)]
        plot.rules(ends, colour, thick)
    one = plot.at(1) - plot.at(0)
    far = [max(0.0, f.value, f.value if f.upper is None else f.upper) + 6 * one for f, _ in pairs]
    ends = [(x, b.middle, reader.words.value(f)) for x, (f, b) in zip(far, pairs, strict=True)]
    plot.words(ends, bold=True, base="middle")
    return plot.picture()
