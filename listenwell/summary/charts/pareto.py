"""The Pareto chart: which few causes make most of the complaints?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.look import GRID, LINE, POSITIVE, SIGNAL, SMALL, SOFT
from listenwell.summary.charts.plot import Plot
from listenwell.summary.charts.rows import Sheet, beside_bars, sheets, write_names
from listenwell.summary.model import Cause, Complaints, Summary

if TYPE_CHECKING:
    import altair as alt

_MOST = 0.8
"""Of all that is named: the share that the title speaks of (Juran's vital few)."""


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each question about complaints, under the key "complaints:<item>"."""
    for chart in summary.complaints:
        if chart.causes:
            yield f"complaints:{chart.item}", pareto_chart(chart, reader)


def pareto_chart(chart: Complaints, reader: Reader) -> Drawing:
    """Bars by falling number and the running share, both on one scale: of all that is named."""
    w, causes = reader.words, chart.causes
    few = next(n for n, c in enumerate(causes, 1) if c.cumulative_share >= _MOST or n == len(causes))
    title = reader.t(
        "pareto_title" if few < len(causes) else "pareto_even",
        few=w.whole(few),
        causes=w.whole(len(causes)),
        share=w.percent(causes[few - 1].cumulative_share, 0),
        first=causes[0].words,
        first_share=w.percent(causes[0].share, 0),
    )
    told = [w.count("complaints", chart.base) + "."] + [
        reader.t(
            "pareto_row",
            cause=c.words,
            n=w.whole(c.count),
            share=w.percent(c.share, 0),
            running=w.percent(c.cumulative_share, 0),
        )
        for c in causes
    ]
    rows = [(c.words, w.whole(c.count)) for c in causes]
    found = sheets(rows, foot=2 * LINE)
    return Drawing(
        title, reader.told(told), tuple(_picture(causes[s.start : s.end], s, reader) for s in found)
    )


def _picture(causes: tuple[Cause, ...], sheet: Sheet, reader: Reader) -> "alt.LayerChart":
    plot = Plot(sheet.height, (0, 1), left=2, right=48, leftward=reader.leftward)
    foot, w = sheet.height - 2 * LINE, reader.words
    marks = [0.2, 0.4, 0.6, 0.8, 1.0]
    plot.rules([rule for m in marks for rule in beside_bars(m, sheet.bands)], GRID)
    write_names(plot, sheet.bands)
    pairs = list(zip(causes, sheet.bands, strict=True))
    plot.bars([(0.0, b.top + 1, c.share, b.bottom - 1) for c, b in pairs], POSITIVE[1])
    plot.rules(beside_bars(0.0, sheet.bands), SOFT)
    plot.line([[(c.cumulative_share, b.middle) for c, b in pairs]], SIGNAL, 1.5, (4, 3))
    plot.dots([(c.cumulative_share, b.middle) for c, b in pairs], SIGNAL)
    one = plot.at(1) - plot.at(0)
    running = [(c.cumulative_share + 7 * one, b.middle, w.percent(c.cumulative_share, 0)) for c, b in pairs]
    plot.words(running, "start", SIGNAL, size=SMALL, base="middle")
    plot.words([(m, foot + 12, w.percent(m, 0)) for m in marks], "middle", SOFT, size=SMALL)
    plot.words([(plot.at(2), foot + 12 + LINE, reader.t("pareto_axis"))], "start", SOFT, size=SMALL)
    return plot.picture()
