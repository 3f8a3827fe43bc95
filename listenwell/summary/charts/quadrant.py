"""The importance-performance quadrant: what matters to customers, and is it done well?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.lettering import broken, width
from listenwell.summary.charts.look import BLUE, INK, LINE, PALE, SIGNAL, SMALL, SOFT, VOID, WIDTH
from listenwell.summary.charts.plot import Plot
from listenwell.summary.model import Aspect, Importance, Summary

if TYPE_CHECKING:
    import altair as alt

_SIDE = 300
_LEFT, _TOP = 26, 8
_FIRST = "concentrate_here"
_SPREAD = "#8fa3b3"
_FEW = 8
"""Aspects whose names may take two lines."""


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each importance question, under the key "importance:<question>"."""
    for chart in summary.importance:
        if chart.aspects:
            yield f"importance:{chart.question}", quadrant_chart(chart, reader)


def quadrant_chart(chart: Importance, reader: Reader) -> Drawing:
    """Aspects by number with both intervals, named below; what is surely important and weak stands out."""
    w = reader.words
    first = [a.words for a in chart.aspects if a.quadrant == _FIRST and a.sure]
    title = reader.t("quadrant_title", aspects=w.listed(first)) if first else reader.t("quadrant_none")
    hairs = {"importance": w.decimal(chart.importance, 2), "performance": w.decimal(chart.performance, 2)}
    told = [w.page("crosshair", crosshair=chart.crosshair, **hairs)]
    for aspect in chart.aspects:
        quadrant = w("quadrants", aspect.quadrant)
        told.append(
            reader.t(
                "quadrant_row",
                aspect=aspect.words,
                importance=w.decimal(aspect.importance, 2),
                performance=w.decimal(aspect.performance, 2),
                quadrant=quadrant if aspect.sure else f"{quadrant} ({w.page('unsure')})",
            )
        )
    return Drawing(title, reader.told(told), (_picture(chart, reader),))


def _picture(chart: Importance, reader: Reader) -> "alt.LayerChart":
    w, aspects = reader.words, chart.aspects
    most = 2 if len(aspects) <= _FEW else 1
    named = [(n, broken(a.words, WIDTH - 28, most)) for n, a in enumerate(aspects, 1)]
    lines = [(number, line) for number, found in named for line in enumerate(found)]
    below = 34 + LINE * len(lines)
    xs = _span([v for a in aspects for v in _across(a)], chart.performance)
    ys = _span([v for a in aspects for v in _up(a)], chart.importance)
    height = _TOP + _SIDE + below
    plot = Plot(height, xs, ys, left=_LEFT, right=8, top=_TOP, bottom=below, leftward=reader.leftward)
    plot.bars([(xs[0], chart.importance, chart.performance, ys[1])], VOID)
    edge = [(xs[0], y, xs[1], y) for y in ys] + [(x, ys[0], x, ys[1]) for x in xs]
    plot.rules(edge, PALE)
    hairs = [(chart.performance, ys[0], chart.performance, ys[1])]
    plot.rules([*hairs, (xs[0], chart.importance, xs[1], chart.importance)], SOFT, 1.5)
    _corners(plot, chart, reader)
    sides = [(_across(a)[1:], _up(a)[1:], a) for a in aspects]
    plot.rules([(x[0], a.importance, x[1], a.importance) for x, _, a in sides if x[0] is not None], _SPREAD)
    plot.rules([(a.performance, y[0], a.performance, y[1]) for _, y, a in sides if y[0] is not None], _SPREAD)
    for warm in (False, True):
        mine = [a for a in aspects if (a.quadrant == _FIRST and a.sure) is warm]
        rows = [(a.performance, a.importance) for a in mine]
        plot.dots(rows, SIGNAL if warm else BLUE, 80 if warm else 55, "diamond" if warm else "circle")
    numbers = [(plot.at(x), plot.down(y), str(n)) for n, (x, y) in enumerate(_beside(plot, aspects), 1)]
    plot.words(numbers, "middle", INK, bold=True, base="middle")
    down = _TOP + _SIDE + 16
    axis = (("performance_column", chart.performance), ("importance_column", chart.importance))
    (across, at_x), (up, at_y) = ((w.page(name), w.decimal(value, 2)) for name, value in axis)
    arrow = "←" if reader.leftward else "→"
    told = reader.t("axes", up=up, up_at=at_y, across=across, across_at=at_x, arrow=arrow)
    plot.words([(plot.at(WIDTH / 2), plot.down(down), told)], "middle", SOFT, size=SMALL)
    for row, (number, (part, line)) in enumerate(lines):
        at = plot.down(down + 6 + LINE * (row + 1))
        plot.words([(plot.at(4), at, "" if part else str(number))], "start", INK, bold=True)
        plot.words([(plot.at(28), at, line)])
    return plot.picture()


def _across(aspect: Aspect) -> tuple[float | None, ...]:
    return aspect.performance, aspect.performance_lower, aspect.performance_upper


def _up(aspect: Aspect) -> tuple[float | None, ...]:
    return aspect.importance, aspect.importance_lower, aspect.importance_upper


def _span(values: list[float | None], hair: float) -> tuple[float, float]:
    found = [v for v in (*values, hair) if v is not None]
    air = (max(found) - min(found)) * 0.12 or 0.5
    return min(found) - air, max(found) + air


def _corners(plot: Plot, chart: Importance, reader: Reader) -> None:
    """The names of the quadrants in the outer corners of the picture."""
    t, edge, right = reader.words, _LEFT + 6, WIDTH - 14
    high, low = plot.down(_TOP + 14), plot.down(_TOP + _SIDE - 7)
    for name, side, at, y in (
        (_FIRST, "start", edge, high),
        ("keep_up", "end", right, high),
        ("low_priority", "start", edge, low),
        ("possible_overkill", "end", right, low),
    ):
        plot.words([(plot.at(at), y, t("quadrants", name))], side, SOFT, size=SMALL)  # type: ignore[arg-type]


def _beside(plot: Plot, aspects: tuple[Aspect, ...]) -> list[tuple[float, float]]:
    """Where the number of each aspect stands: beside its dot, where no other dot or number is."""
    dots = [plot.place(a.performance, a.importance) for a in aspects]
    taken: list[tuple[float, float]] = []
    for number, (x, y) in enumerate(dots, 1):
        wide = width(str(number))
        steps = [(dx * far, dy * far) for far in (1, 1.6, 2.2) for dx, dy in _AROUND]
        free = [
            (x + dx, y + dy)
            for dx, dy in steps
            if all(abs(x + dx - a) > 9 + wide / 2 or abs(y + dy - b) > 11 for a, b in [*dots, *taken])
        ]
        taken.append(free[0] if free else (x + 11, y - 9))
    return taken


_AROUND = ((12, -10), (12, 10), (-12, -10), (-12, 10), (0, -14), (0, 14), (16, 0), (-16, 0))
