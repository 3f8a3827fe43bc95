"""What matters and how well is it done? Aspects of which both importance and performance were asked.

A question type that asks both says so in `aspects`: (name, words, item of importance, item of performance).
"""

from collections.abc import Iterable

from listenwell.stats.importance_performance import Attribute, importance_performance
from listenwell.stats.mean import Mean, mean
from listenwell.summary.asked import Asked
from listenwell.summary.guarding import LEAST
from listenwell.summary.measures.kind import scores_of
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Aspect, Importance
from listenwell.summary.period import Period
from listenwell.survey.question import Question


def importance_of(
    questions: Iterable[Question], asked: Asked, period: Period, hidden: set[str]
) -> tuple[Importance, ...]:
    """The aspects of each question that asks both; those whose item is `hidden` or has too few answers are
    left out, and a question with fewer than two is."""
    found = []
    for question in questions:
        measured = []
        for aspect in question.aspects():
            both = [
                mean(scores_of(asked.counts(item, period)[ALL]))
                for item in (aspect.importance, aspect.performance)
            ]
            if not {aspect.importance, aspect.performance} & hidden and min(m.base for m in both) >= LEAST:
                measured.append((aspect.name, aspect.words, *both))
        if len(measured) < 2:
            continue
        chart = importance_performance([Attribute(n, i.value, p.value) for n, _, i, p in measured])
        hairs = chart.importance, chart.performance
        found.append(
            Importance(
                question=question.id,
                words=question.text,
                aspects=tuple(_aspect(*row, chart.quadrants[row[0]], hairs) for row in measured),
                importance=chart.importance,
                performance=chart.performance,
                crosshair=chart.crosshair,
                method=chart.method,
                source=chart.source,
            )
        )
    return tuple(found)


def _aspect(
    name: str, words: str, importance: Mean, performance: Mean, quadrant: str, hairs: tuple[float, float]
) -> Aspect:
    return Aspect(
        name=name,
        words=words,
        importance=importance.value,
        importance_lower=importance.lower,
        importance_upper=importance.upper,
        importance_base=importance.base,
        performance=performance.value,
        performance_lower=performance.lower,
        performance_upper=performance.upper,
        performance_base=performance.base,
        quadrant=quadrant,
        sure=_clear(importance, hairs[0]) and _clear(performance, hairs[1]),
    )


def _clear(of: Mean, hair: float) -> bool:
    """Whether the interval lies on one side of the cross-hair."""
    return of.lower is not None and of.upper is not None and (of.lower >= hair or of.upper < hair)
