"""Over time: each headline month by month, as a chart, and as a table over all segments and in each."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from listenwell.summary.model import Gap, Point, Trend
from listenwell.summary.printing.blocks import Block, Cell, Column, Heading, Row, Says, Table
from listenwell.summary.printing.desk import Desk, bar

ABREAST = 4
"""Segments side by side in a table."""


def trends(desk: Desk) -> Iterator[Block]:
    """5: the series of every headline."""
    if not desk.summary.trends:
        return
    yield Heading(desk.t("trend"))
    for item, found in groupby(desk.summary.trends, key=lambda trend: trend.item):
        series = list(found)
        yield Heading(series[0].words, 2)
        yield from desk.picture(f"control:{item}")
        yield from desk.picture(f"multiples:{item}")
        for trend in series:
            if not trend.segment:
                yield from _whole(desk, trend)
        parts = [trend for trend in series if trend.segment]
        for start in range(0, len(parts), ABREAST):
            yield from _abreast(desk, parts[start : start + ABREAST])


def _whole(desk: Desk, trend: Trend) -> Iterator[Block]:
    """The table of a series over all segments."""
    w = desk.words
    yield Says(_judged(desk, trend), "lead")
    columns = [
        desk.column(trend.step),
        Column(w.measure_name(trend.measure), 1, "numbers"),
        desk.numbers("interval"),
        desk.bars("position"),
        desk.numbers("answers"),
    ]
    if trend.control:
        columns += [desk.numbers("limits"), desk.column("signals", 1)]
    rows: list[Row] = []
    for point in trend.rows():
        if isinstance(point, Gap):
            rows.append(_gap(desk, point.label, point.last_label))
        else:
            cells = [
                Cell(point.label),
                desk.value(point.figure),
                Cell(w.interval(point.figure)),
                bar(point.figure),
                Cell(w.base(point.figure)),
            ]
            if trend.control:
                limits = w.between(point.lower_limit, point.upper_limit, trend.measure)
                cells += [Cell(limits), Cell(_signals(desk, trend, point))]
            rows.append(Row(tuple(cells)))
        rows.extend(_marks(desk, trend, point))
    yield Table(tuple(columns), tuple(rows), "tight")
    yield Says(_ids(desk, [trend]), "small")


def _abreast(desk: Desk, series: Sequence[Trend]) -> Iterator[Block]:
    """The tables of a few segments in one."""
    notes = dict.fromkeys((desk.segment(trend.segment), _judged(desk, trend)) for trend in series)
    said = {note for _, note in notes}
    if len(said) == 1:
        yield Says(said.pop(), "lead")
    else:
        yield Says(" ".join(f"{segment}: {note}" for segment, note in notes), "lead")
    columns = (desk.column(series[0].step), *(Column(desk.segment(t.segment), 1, "numbers") for t in series))
    months = list(zip(*(trend.points for trend in series), strict=True))
    rows: list[Row] = []
    for empty, group in groupby(months, key=lambda points: all(p.figure.base == 0 for p in points)):
        some = list(group)
        if empty and len(some) > 1:
            rows.append(_gap(desk, some[0][0].label, some[-1][0].label))
        else:
            rows.extend(_side_by_side(desk, series, points) for points in some)
        told = (
            Row((Cell(f"{desk.segment(t.segment)}, {text}"),), across=True)
            for points in some
            for t, p in zip(series, points, strict=True)
            for text in _changes(desk, t, p)
        )
        rows.extend(dict.fromkeys(told))
    yield Table(columns, tuple(rows), "tight")
    yield Says(_ids(desk, series), "small")


def _cell(desk: Desk, trend: Trend, point: Point) -> Cell:
    """Value above; interval, answers, limits and signals small below."""
    w, figure = desk.words, point.figure
    value = desk.value(figure)
    if figure.value is None:
        return Cell(value.words, value.small)
    small = [f"{w.interval(figure)} ({w.base(figure)})", value.small]
    if trend.control:
        limits = w.between(point.lower_limit, point.upper_limit, trend.measure)
        small += [f"[{limits}]", _signals(desk, trend, point)]
    return Cell(value.words, "\n".join(filter(None, small)), strong=True)


def _side_by_side(desk: Desk, series: Sequence[Trend], points: Sequence[Point]) -> Row:
    cells = (_cell(desk, trend, point) for trend, point in zip(series, points, strict=True))
    return Row((Cell(points[0].label), *cells))


def _gap(desk: Desk, first: str, last: str) -> Row:
    return Row((Cell(desk.t("gap", first=first, last=last)),), across=True)


def _judged(desk: Desk, trend: Trend) -> str:
    """Which control chart it is, or why it is none."""
    if not trend.control:
        return trend.note
    control = trend.control
    center = desk.words.with_unit(control.center, trend.measure)
    baseline = desk.words.count(f"{trend.step}s", control.baseline)
    return desk.t("control", kind=control.kind, center=center, baseline=baseline)


def _signals(desk: Desk, trend: Trend, point: Point) -> str:
    signals = trend.control.signals if trend.control else ()
    return "; ".join(desk.words("rules", s.rule) for s in signals if s.label == point.label)


def _marks(desk: Desk, trend: Trend, point: Point | Gap) -> Iterator[Row]:
    yield from (Row((Cell(told),), across=True) for told in _changes(desk, trend, point))


def _changes(desk: Desk, trend: Trend, point: Point | Gap) -> Iterator[str]:
    """What changed in the asking in that time."""
    for mark in trend.marks:
        if point.first <= mark.day <= point.last:
            yield f"{desk.words.day(mark.day)}: {mark.words}"


def _ids(desk: Desk, series: Sequence[Trend]) -> str:
    """The ids of the first and the last figure."""
    first, last = series[0].points[0], series[-1].points[-1]
    ends = [desk.trace([point.figure.id]) for point in (first, last)]
    return desk.t("ids", ids=desk.words("numbers", "range", low=ends[0], high=ends[1]))
