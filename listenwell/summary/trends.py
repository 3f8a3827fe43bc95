"""Headline measures period by period: run charts, and control charts where there are periods enough."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec

from listenwell.stats.control_charts import ENOUGH_PERIODS, Chart, xmr_chart
from listenwell.stats.overdispersion import share_chart
from listenwell.stats.run_rules import signals
from listenwell.summary import model
from listenwell.summary.asked import Asked
from listenwell.summary.guarding import settle
from listenwell.summary.measures import KINDS, Kind, measure_of
from listenwell.summary.measures.kind import Counted
from listenwell.summary.measuring import ALL, figures_of
from listenwell.summary.period import Period, month, week_of
from listenwell.survey.question import ANSWERED, Question

MONTHS = 24
WEEKS = 26
"""How far back a series goes, or as far as a longer period."""


def steps_of(period: Period) -> list[Period]:
    """The periods of a series: the last 24 months up to the period's end, or the last 26 weeks where it is a
    week; all of a longer period."""
    if is_week(period):
        first = period.first - timedelta(weeks=WEEKS - 1)
        starts = [first + timedelta(weeks=number) for number in range(WEEKS)]
        return [week_of(start) for start in starts]
    back = month(period.last.year, period.last.month).first
    for _ in range(MONTHS - 1):
        back = (back - timedelta(days=1)).replace(day=1)
    start = min(back, period.first.replace(day=1))
    return list(Period("", start, period.last).months())


def is_week(period: Period) -> bool:
    """Whether the period is an ISO week."""
    return "-W" in period.label


class _Series(NamedTuple):
    question: Question
    kind: Kind
    counts: dict[str, dict[str, Counted]]
    """Step to segment to counts."""
    hidden: set[tuple[str, str]]
    """(step, segment) that must not be shown."""


def trends(
    prefix: str,
    asked: Asked,
    period: Period,
    totals: Iterable[Period],
    marks: Iterable[model.Mark],
) -> tuple[model.Trend, ...]:
    """Every single-item headline, all segments together and then each one that has answers to show; without
    limits as yet.

    `totals` are the spans whose figures are published besides: no hidden week may follow from them.
    """
    steps, found, marks = steps_of(period), [], list(marks)
    for question in asked.questions:
        kind = measure_of(question).headline
        if kind is None or len(question.items()) != 1:
            continue
        series = _series(question, kind, asked, steps, list(totals))
        segments = [s for s in asked.segments if any(s in c for c in series.counts.values())]
        for segment in [ALL, *segments]:
            mine = tuple(
                m
                for m in marks
                if m.segment in ("", segment) and (not m.items or question.id in m.items)
                if steps[0].first < m.day <= steps[-1].last
            )
            trend = _trend(prefix, series, steps, segment, mine)
            if segment == ALL or any(p.figure.value is not None for p in trend.points):
                found.append(trend)
    return tuple(found)


def _series(
    question: Question, kind: Kind, asked: Asked, steps: list[Period], totals: list[Period]
) -> _Series:
    counts = {step.label: asked.counts(question.id, step) for step in steps}
    if not is_week(steps[0]):
        unshown = {(s.label, segment) for s in steps for segment in asked.hidden(question.id, s)}
        return _Series(question, kind, counts, unshown)
    cells = {
        (step, segment): counter[ANSWERED]
        for step, by in counts.items()
        for segment, counter in by.items()
        if segment != ALL
    }
    everyone = {step: by[ALL][ANSWERED] for step, by in counts.items()}
    within = [[s.label for s in steps if s.first in t and s.last in t] for t in totals]
    hidden_steps = settle(everyone, [frozenset(labels) for labels in within if labels])
    rows = [frozenset(c for c in cells if c[0] == step) for step in counts if step not in hidden_steps]
    columns = [
        frozenset(c for c in cells if c[1] == segment and c[0] in labels)
        for segment in {s for _, s in cells}
        for labels in map(set, within)
    ]
    small = [c for c in cells if c[0] in hidden_steps]
    hidden = settle(cells, [*rows, *(c for c in columns if c)], small)
    return _Series(question, kind, counts, hidden | {(step, ALL) for step in hidden_steps})


def _trend(
    prefix: str, series: _Series, steps: list[Period], segment: str, marks: tuple[model.Mark, ...]
) -> model.Trend:
    question, kind = series.question, series.kind
    points = []
    for step in steps:
        counter = series.counts[step.label].get(segment, Counter())
        unshown = {segment} if (step.label, segment) in series.hidden else set()
        made = figures_of(f"{prefix}/trend-{step.label}", question, question.id, {segment: counter}, unshown)
        figure = next(each for each in made if each.measure == kind.id)
        points.append(model.Point(label=step.label, first=step.first, last=step.last, figure=figure))
    return model.Trend(
        item=question.id,
        words=question.text,
        measure=kind.id,
        segment=segment,
        step="week" if "-W" in steps[0].label else "month",
        points=tuple(points),
        marks=marks,
    )


def controlled(trends: Iterable[model.Trend], note: Callable[[int, int], str]) -> tuple[model.Trend, ...]:
    """The series as control charts where there are steps enough, from what they show and nothing else: so the
    limits tell nothing of hidden steps, nor of answers that came to a step since.

    `note` gives the words for why there are no limits, from the number of shown steps and the number that is
    needed.
    """
    return tuple(_controlled(trend, note) for trend in trends)


def _controlled(trend: model.Trend, note: Callable[[int, int], str]) -> model.Trend:
    kind, replace = KINDS[trend.measure], msgspec.structs.replace
    figures = [point.figure for point in trend.points]
    shown = sum(figure.value is not None for figure in figures)
    if shown < ENOUGH_PERIODS:
        return replace(trend, note=note(shown, ENOUGH_PERIODS))
    if kind.part is None:
        kept, chart = 1, xmr_chart([figure.value for figure in figures])
    else:
        kept = kind.unit.kept
        bases = [figure.base if figure.value is not None else 0 for figure in figures]
        parts = [round((f.value or 0) / kept * n) for f, n in zip(figures, bases, strict=True)]
        chart = share_chart(parts, bases)
    points = tuple(
        replace(point, lower_limit=_times(low, kept), upper_limit=_times(high, kept))
        for point, low, high in zip(trend.points, chart.lower, chart.upper, strict=True)
    )
    return replace(trend, points=points, control=_control(kind, chart, points))


def _control(kind: Kind, chart: Chart, points: Sequence[model.Point]) -> model.Control:
    name = "XmR" if kind.part is None else "p'" if "p'" in chart.method else "p"
    return model.Control(
        kind=name,  # type: ignore[arg-type]
        center=chart.center * (kind.unit.kept if kind.part is not None else 1),
        baseline=chart.base,
        signals=tuple(
            model.Signal(label=points[s.index].label, rule=s.rule, meaning=s.meaning, source=s.source)
            for s in signals(chart.z)
        ),
        method=chart.method,
        source=chart.source,
    )


def _times(number: float | None, factor: float) -> float | None:
    return None if number is None else number * factor
