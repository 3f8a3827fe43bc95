"""The picture of a series: its line, its limits, its signals by number and its breaks by letter."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from listenwell.summary.charts.drawing import Reader
from listenwell.summary.charts.lettering import broken, width
from listenwell.summary.charts.look import BLUE, BREAK, LINE, SIGNAL, SMALL, SOFT, VOID, WIDTH
from listenwell.summary.charts.plot import Plot, ticks
from listenwell.summary.measures import KINDS
from listenwell.summary.model import Mark, Point, Trend

if TYPE_CHECKING:
    import altair as alt

_TALL = 190
_LEFT, _RIGHT, _TOP, _DATES = 46, 46, 20, 24
_DASHED, _DOTTED = (4, 3), (2, 2)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Key(NamedTuple):
    """What stands below the picture: a sign ("" goes on with the line before), its colour, words."""

    sign: str
    colour: str
    words: str


def signals_of(trend: Trend) -> dict[str, list[str]]:
    """Point to the rules that it broke."""
    found: dict[str, list[str]] = {}
    for signal in trend.control.signals if trend.control else ():
        found.setdefault(signal.label, []).append(signal.rule)
    return found


def span_of(trends: Iterable[Trend], limits: bool = True) -> tuple[float, float]:
    """From the least to the most that is drawn, with a little air, within what the measure can be."""
    points = [point for trend in trends for point in trend.points]
    found = [p.figure.value for p in points if p.figure.value is not None]
    if limits:
        found += [v for p in points for v in (p.lower_limit, p.upper_limit) if v is not None]
    low, high = min(found), max(found)
    axis = next((p.figure.axis for p in points if p.figure.axis), None)
    least = (axis[1] - axis[0]) * 0.05 if axis else abs(high) * 0.05 or 1  # a flat line is not blown up
    air = max((high - low) * 0.12, least - (high - low))
    low, high = low - air, high + air
    if axis:
        rim = (axis[1] - axis[0]) * 0.02
        low, high = max(low, axis[0] - rim), min(high, axis[1] + rim)
    return low, high


def pieces_of(points: Sequence[Point]) -> list[list[tuple[int, float]]]:
    """(number, value) of the points, broken where there is no figure."""
    values = [(number, point.figure.value) for number, point in enumerate(points)]
    return [list(rows) for shown, rows in groupby(values, lambda row: row[1] is not None) if shown]  # type: ignore[misc]


def begun(trend: Trend) -> Trend:
    """The series from its first point that has a figure."""
    first = next(i for i, p in enumerate(trend.points) if p.figure.value is not None)
    return msgspec.structs.replace(trend, points=trend.points[first:])


def picture(trend: Trend, reader: Reader) -> "alt.LayerChart":
    """The series with all that is told of it."""
    trend = begun(trend)
    keys, points = _keys(trend, reader), trend.points
    foot = _DATES + LINE * len(keys) + (6 if keys else 0)
    low, high = span_of([trend])
    plot = Plot(
        _TOP + _TALL + foot,
        (-0.5, len(points) - 0.5),
        (low, high),
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=foot,
        leftward=reader.leftward,
    )
    plot.bars([(i - 0.5, low, i + 0.5, high) for i, p in enumerate(points) if p.figure.value is None], VOID)
    _scale(plot, trend, (low, high), reader)
    _dates(plot, points)
    _limits(plot, trend, reader)
    _breaks(plot, trend, low)
    _line(plot, trend, reader)
    for number, key in enumerate(keys, 1):
        down = plot.down(_TOP + _TALL + _DATES + LINE * number)
        plot.words([(plot.at(4), down, key.sign)], "start", key.colour, size=SMALL, bold=True)
        plot.words([(plot.at(24), down, key.words)], "start", SOFT, size=SMALL)
    return plot.picture()


def _keys(trend: Trend, reader: Reader) -> list[_Key]:
    keys: list[_Key] = []

    def add(sign: str, colour: str, words: str) -> None:
        for number, line in enumerate(broken(words, WIDTH - 24, 2, SMALL)):
            keys.append(_Key("" if number else sign, colour, line))

    for rule in sorted({rule for rules in signals_of(trend).values() for rule in rules}):
        add(_number(rule), SIGNAL, reader.words("rules", rule))
    for letter, mark in _lettered(trend.marks):
        add(letter, BREAK, f"{reader.words.day(mark.day)}: {mark.words}")
    if any(p.figure.value is None for p in trend.points):
        add("■", "#c3cad1", reader.t("void"))
    return keys


def _number(rule: str) -> str:
    return rule.removeprefix("WE")


def _lettered(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    return [(_LETTERS[n % 26] + ("" if n < 26 else str(n // 26)), mark) for n, mark in enumerate(marks)]


def _scale(plot: Plot, trend: Trend, span: tuple[float, float], reader: Reader) -> None:
    unit, end = KINDS[trend.measure].unit, len(trend.points) - 0.5
    marks = ticks(span[0] * unit.shown, span[1] * unit.shown)
    plot.rules([(-0.5, m / unit.shown, end, m / unit.shown) for m in marks])
    places = 0 if all(m == round(m) for m in marks) else 1
    signed = unit.signed
    names = [reader.words.decimal(m, places, signed) + unit.sign for m in marks]
    edge = plot.at(_LEFT - 6)
    rows = [(edge, m / unit.shown, name) for m, name in zip(marks, names, strict=True)]
    plot.words(rows, "end", SOFT, size=SMALL, base="middle")


def _dates(plot: Plot, points: Sequence[Point]) -> None:
    """As many labels of periods as there is room for, the last always among them."""
    one = plot.place(1, 0)[0] - plot.place(0, 0)[0]
    widest = max(width(point.label, SMALL) for point in points) + 10
    every = max(1, int(-(-widest // one)))
    down = plot.down(_TOP + _TALL + 15)
    rows = [(float(i), down, points[i].label) for i in range(len(points) - 1, -1, -every)]
    plot.words(rows, "middle", SOFT, size=SMALL)


def _limits(plot: Plot, trend: Trend, reader: Reader) -> None:
    """The centre and the limits, which step with the number of answers; the centre is named at its end."""
    if trend.control is None:
        return
    center, end = trend.control.center, len(trend.points) - 0.5
    plot.rules([(-0.5, center, end, center)], SOFT)
    for name in ("lower_limit", "upper_limit"):
        steps = [(i, getattr(p, name)) for i, p in enumerate(trend.points)]
        pieces = [list(rows) for given, rows in groupby(steps, lambda s: s[1] is not None) if given]
        stairs = [[(x, v) for i, v in piece for x in (i - 0.5, i + 0.5)] for piece in pieces]
        plot.line(stairs, SIGNAL, 1, _DASHED)
    plot.words([(plot.at(_LEFT + 3), center, reader.t("centre"))], "start", SOFT, size=SMALL - 1, lift=3)


def _breaks(plot: Plot, trend: Trend, low: float) -> None:
    """A dotted line with its letter at the day of each mark; letters of about one day beside each other."""
    placed: list[tuple[float, str]] = []
    for letter, mark in _lettered(trend.marks):
        for number, point in enumerate(trend.points):
            if not point.first <= mark.day <= point.last:
                continue
            part = (mark.day - point.first).days / ((point.last - point.first).days + 1)
            x = number - 0.5 + part
            plot.rules([(x, low, x, plot.down(_TOP - 4))], BREAK, 1.5, _DOTTED)
            if placed and abs(placed[-1][0] - x) < 0.7:
                placed[-1] = (placed[-1][0], f"{placed[-1][1]} {letter}")
            else:
                placed.append((x, letter))
    above = plot.down(_TOP - 7)
    plot.words([(x, above, letters) for x, letters in placed], "middle", BREAK, size=SMALL, bold=True)


def _line(plot: Plot, trend: Trend, reader: Reader) -> None:
    points, told, pieces = trend.points, signals_of(trend), pieces_of(trend.points)
    rows = [(float(i), value) for piece in pieces for i, value in piece]
    plot.line(pieces, BLUE)
    plot.dots([row for row in rows if points[int(row[0])].label not in told], BLUE)
    out = [row for row in rows if points[int(row[0])].label in told]
    plot.dots(out, SIGNAL, 75, "diamond")
    center = trend.control.center if trend.control else 0
    for side, lift in ((True, 8), (False, -16)):
        names = {x: ", ".join(map(_number, told[points[int(x)].label])) for x, _ in out}
        told_here = [(x, y, names[x]) for x, y in out if (y >= center) is side]
        plot.words(told_here, "middle", SIGNAL, size=SMALL, bold=True, lift=lift)
    last, value = pieces[-1][-1]
    beside = plot.at(plot.place(last, value)[0] + 7)
    newest = reader.words.value(points[last].figure)
    plot.words([(beside, value, newest)], size=SMALL, bold=True, base="middle")
