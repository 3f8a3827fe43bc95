"""Which causes make most of the complaints? The choice question that a survey names under `complaints`."""

from collections.abc import Iterable

from listenwell.stats.pareto import pareto
from listenwell.summary.model import Cause, Complaints, Item
from listenwell.survey.question import Question


def complaints_of(question: Question, items: Iterable[Item]) -> tuple[Complaints, ...]:
    """The causes by falling number of complaints that name them; none where the distribution is hidden."""
    words = dict(question.labels())
    found = []
    for item in items:
        if not item.bars or item.base is None:
            continue
        chart = pareto({bar.answer: bar.count for bar in item.bars if bar.count})
        found.append(
            Complaints(
                item=item.id,
                words=item.words,
                base=item.base,
                causes=tuple(
                    Cause(
                        answer=cause.name,
                        words=words[cause.name],
                        count=cause.count,
                        share=cause.share,
                        cumulative_share=cause.cumulative_share,
                    )
                    for cause in chart.causes
                ),
                method=chart.method,
                source=chart.source,
            )
        )
    return tuple(found)
