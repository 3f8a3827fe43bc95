"""Small multiples: how did each segment go, beside all together?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from listenwell.summary.charts.control_picture import begun, pieces_of, span_of
from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.lettering import cut
from listenwell.summary.charts.look import BEHIND, BLUE, GRID, SMALL, SOFT, WIDTH
from listenwell.summary.charts.plot import Plot
from listenwell.summary.model import Summary, Trend

if TYPE_CHECKING:
    import altair as alt

_ROOM = 212
"""Of a panel; two beside each other."""
_TALL = 62
_STEP = 96
_ON_A_SHEET = 14
_VALUE = 46
_DATES = SMALL - 1


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each item that has a series in segments, under the key "multiples:<item>"."""
    everyone = (trend for trend in summary.trends if not trend.segment)
    together = {t.item: t for t in everyone if any(p.figure.value is not None for p in t.points)}
    by_item: dict[str, list[Trend]] = {}
    for trend in summary.trends:
        if trend.segment and sum(p.figure.value is not None for p in trend.points) > 1:
            by_item.setdefault(trend.item, []).append(trend)
    for item, trends in by_item.items():
        yield f"multiples:{item}", multiples_chart(trends, together.get(item), reader)


def multiples_chart(trends: list[Trend], together: Trend | None, reader: Reader) -> Drawing:
    """A panel for each segment on one scale, all together in grey behind it."""
    w = reader.words
    told = []
    for trend in trends:
        shown = [p for p in trend.points if p.figure.value is not None]
        told.append(
            reader.t(
                "multiples_row",
                segment=reader.segment(trend.segment),
                first=shown[0].label,
                from_value=w.value(shown[0].figure),
                last=shown[-1].label,
                to_value=w.value(shown[-1].figure),
            )
        )
    every = [*trends, *([together] if together else [])]
    skipped = min(len(trend.points) - len(begun(trend).points) for trend in every)
    trends = [msgspec.structs.replace(t, points=t.points[skipped:]) for t in trends]
    together = together and msgspec.structs.replace(together, points=together.points[skipped:])
    span = span_of([*trends, *([together] if together else [])], limits=False)
    chunks = [trends[i : i + _ON_A_SHEET] for i in range(0, len(trends), _ON_A_SHEET)]
    pictures = tuple(_picture(chunk, together, span, reader) for chunk in chunks)
    return Drawing(reader.t("multiples_title", item=trends[0].words), reader.told(told), pictures)


class _Panel(NamedTuple):
    """A place for one series; `n` points, and from where to where its values go."""

    left: float
    top: float
    n: int
    span: tuple[float, float]

    @property
    def right(self) -> float:
        """Where the axis ends, and its newest value is told."""
        return self.left + _ROOM - _VALUE

    @property
    def foot(self) -> float:
        """Where the axis lies."""
        return self.top + _TALL

    def at(self, number: int, value: float) -> tuple[float, float]:
        """Where a point lies."""
        part = (value - self.span[0]) / (self.span[1] - self.span[0])
        across = self.left + 2 + number * (_ROOM - _VALUE - 4) / max(self.n - 1, 1)
        return across, self.top + _TALL * (1 - part)

    def lines(self, trend: Trend) -> list[list[tuple[float, float]]]:
        """The series as lines, broken where it has no figure."""
        return [[self.at(*row) for row in piece] for piece in pieces_of(trend.points)]


def _picture(
    trends: list[Trend], together: Trend | None, span: tuple[float, float], reader: Reader
) -> "alt.LayerChart":
    plot = Plot(_STEP * -(-len(trends) // 2), (0, WIDTH), leftward=reader.leftward)
    places = [((WIDTH - _ROOM) * (n % 2), _STEP * (n // 2) + 18) for n in range(len(trends))]
    panels = [_Panel(*place, len(t.points), span) for place, t in zip(places, trends, strict=True)]
    pairs = list(zip(trends, panels, strict=True))
    plot.rules([(p.left, p.top, p.right, p.top) for p in panels], GRID)
    plot.rules([(p.left, p.foot, p.right, p.foot) for p in panels], SOFT)
    if together:
        plot.line([line for p in panels for line in p.lines(together)], BEHIND, 1.5)
    lines = [line for trend, panel in pairs for line in panel.lines(trend)]
    plot.line(lines, BLUE)
    newest = [panel.lines(trend)[-1][-1] for trend, panel in pairs]
    plot.dots([*(line[0] for line in lines if len(line) == 1), *newest], BLUE, 26)
    values = [next(p.figure for p in reversed(t.points) if p.figure.value is not None) for t in trends]
    told = [(x + 6, y, reader.words.value(f)) for (x, y), f in zip(newest, values, strict=True)]
    plot.words(told, size=SMALL, bold=True, base="middle")
    room = _ROOM - 4
    plot.words([(p.left, p.top - 6, cut(reader.segment(t.segment), room)) for t, p in pairs], bold=True)
    plot.words([(p.left, p.foot + 11, t.points[0].label) for t, p in pairs], "start", SOFT, size=_DATES)
    plot.words([(p.right, p.foot + 11, t.points[-1].label) for t, p in pairs], "end", SOFT, size=_DATES)
    return plot.picture()
