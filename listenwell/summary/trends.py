"""Headline measures month by month."""

from datetime import timedelta

from listenwell.summary import model
from listenwell.summary.asked import Asked
from listenwell.summary.measures import measure_of
from listenwell.summary.measuring import ALL, figures_of, hidden_segments
from listenwell.summary.period import Period, month
from listenwell.survey.question import ANSWERED, Question

TREND_MONTHS = 12


def months_of(period: Period) -> list[Period]:
    """The last twelve months up to the period's end, or all of a longer period."""
    ending = month(period.last.year, period.last.month)
    back = ending.first
    for _ in range(TREND_MONTHS - 1):
        back = (back - timedelta(days=1)).replace(day=1)
    start = min(back, period.first.replace(day=1))
    return list(Period("", start, period.last).months())


def trends(prefix: str, asked: Asked, period: Period) -> tuple[model.Trend, ...]:
    """Every single-item headline, month by month, all segments together."""
    return tuple(
        model.Trend(
            item=question.id,
            words=question.text,
            measure=kind.id,
            points=_points(prefix, asked, question, kind.id, period),
        )
        for question in asked.questions
        if (kind := measure_of(question).headline) and len(question.items()) == 1
    )


def _points(
    prefix: str, asked: Asked, question: Question, kind: str, period: Period
) -> tuple[model.Point, ...]:
    """Small months are hidden, and a further month of the period where its total would give one away."""
    months = {each.label: each for each in months_of(period)}
    counts = {label: asked.counts(question, question.id, each)[ALL] for label, each in months.items()}
    bases = {label: counter[ANSWERED] for label, counter in counts.items()}
    within = {label for label, each in months.items() if each.first in period and each.last in period}
    hidden = hidden_segments({label: bases[label] for label in within})
    hidden |= {label for label in months.keys() - within if hidden_segments({ALL: bases[label]})}
    points = []
    for label, counter in counts.items():
        name, unshown = f"{prefix}/trend-{label}", {ALL} if label in hidden else set()
        made = figures_of(name, question, question.id, {ALL: counter}, unshown)
        figure = next(each for each in made if each.measure == kind)
        points.append(model.Point(month=label, figure=figure))
    return tuple(points)
