"""Driver weights with their intervals: which aspects go with the outcome, and how sure is that?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.lettering import broken
from listenwell.summary.charts.look import GRID, INK, LINE, POSITIVE, SMALL, SOFT, WIDTH
from listenwell.summary.charts.plot import Plot, places_of, ticks
from listenwell.summary.charts.rows import Sheet, beside_bars, sheets, write_names
from listenwell.summary.model import Driver, Drivers, Summary

if TYPE_CHECKING:
    import altair as alt


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each outcome whose drivers could be found, under the key "drivers:<outcome>"."""
    for chart in summary.drivers:
        if chart.drivers:
            yield f"drivers:{chart.outcome}", drivers_chart(chart, reader)


def drivers_chart(chart: Drivers, reader: Reader) -> Drawing:
    """Parts of R2, heaviest first."""
    w, first = reader.words, chart.drivers[0]
    title = reader.t(
        "drivers_title", driver=first.words, outcome=chart.words, share=w.percent(first.share, 0)
    )
    told = []
    for driver in chart.drivers:
        between = w.page("interval") + " " + _between(driver, reader) if driver.lower is not None else ""
        weight = w.decimal(driver.weight, 3)
        row = {"driver": driver.words, "weight": weight, "share": w.percent(driver.share, 0)}
        told.append(reader.t("drivers_row", **row) + (f" ({between})." if between else "."))
    rows = [(d.words, w.percent(d.share, 0)) for d in chart.drivers]
    most = max(max(d.weight, d.upper or 0) for d in chart.drivers) or 1
    key = broken(reader.t("drivers_axis"), WIDTH - 4, 3, SMALL)
    found = sheets(rows, foot=LINE * (1 + len(key)))
    parts = ((chart.drivers[s.start : s.end], s) for s in found)
    return Drawing(title, reader.told(told), tuple(_picture(part, s, most, key, reader) for part, s in parts))


def _between(driver: Driver, reader: Reader) -> str:
    w = reader.words
    return w("numbers", "range", low=w.decimal(driver.lower or 0, 3), high=w.decimal(driver.upper or 0, 3))


def _picture(
    drivers: tuple[Driver, ...], sheet: Sheet, most: float, key: list[str], reader: Reader
) -> "alt.LayerChart":
    plot = Plot(sheet.height, (0, most), left=2, right=44, leftward=reader.leftward)
    foot, marks = sheet.height - LINE * (1 + len(key)), [mark for mark in ticks(0, most) if mark]
    plot.rules([rule for m in marks for rule in beside_bars(m, sheet.bands)], GRID)
    write_names(plot, sheet.bands)
    pairs = list(zip(drivers, sheet.bands, strict=True))
    plot.bars([(0.0, b.top + 3, d.weight, b.bottom - 3) for d, b in pairs], POSITIVE[0])
    plot.rules(beside_bars(0.0, sheet.bands), SOFT)
    sure = [(d, b) for d, b in pairs if d.lower is not None and d.upper is not None]
    plot.rules([(d.lower, b.middle, d.upper, b.middle) for d, b in sure], INK, 1.5)
    plot.rules([(x, b.middle - 4, x, b.middle + 4) for d, b in sure for x in (d.lower, d.upper)], INK, 1.5)
    w, one = reader.words, plot.at(1) - plot.at(0)
    ends = [(max(d.weight, d.upper or 0) + 5 * one, b.middle, w.decimal(d.weight, 2)) for d, b in pairs]
    plot.words(ends, bold=True, base="middle")
    names = [(m, foot + 12, w.decimal(m, places_of(marks))) for m in marks]
    plot.words(names, "middle", SOFT, size=SMALL)
    lines = [(plot.at(2), foot + 12 + LINE * (n + 1), line) for n, line in enumerate(key)]
    plot.words(lines, "start", SOFT, size=SMALL)
    return plot.picture()
