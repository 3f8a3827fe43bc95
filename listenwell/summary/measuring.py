"""Counts of an item -> its figures, all segments together first; small bases hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping

from listenwell.summary.guarding.cells import ALL
from listenwell.summary.measures import measure_of
from listenwell.summary.measures.kind import Counted, Kind
from listenwell.summary.model import Bar, Figure
from listenwell.survey.question import ANSWERED, Question

Counts = dict[str, Counter[str]]
"""Segment to answer to how often; the segment ALL has the sums."""


def figures_of(
    prefix: str, question: Question, item: str, counts: Counts, hidden: set[str]
) -> tuple[Figure, ...]:
    """The figures of an item by segment, of every kind that its measure makes; none for comments."""
    return tuple(
        _figure(prefix, question, kind, (item, segment, answer), counter, segment in hidden)
        for segment, counter in counts.items()
        for kind in measure_of(question).kinds
        for answer in kind.answers(question)
    )


def _figure(
    prefix: str, question: Question, kind: Kind, place: tuple[str, str, str], counter: Counted, hidden: bool
) -> Figure:
    """An estimate in the unit of its kind, or its hidden shape."""
    item, segment, answer = place
    estimate = kind.estimate(question, counter, answer)
    value, lower, upper = (
        None if hidden or number is None else number * kind.unit.kept
        for number in (estimate.value, estimate.lower, estimate.upper)
    )
    tail = f"/{answer}" if answer else ""
    return Figure(
        id=f"{prefix}/{item}/{kind.id}{tail}{f'@{segment}' if segment else ''}",
        measure=kind.id,
        item=item,
        segment=segment,
        answer=answer,
        value=value,
        lower=lower,
        upper=upper,
        base=None if hidden else estimate.base,
        axis=kind.axis(question),
        counted=kind.counted(question) if kind.counted else (),
        hidden=hidden,
        method=estimate.method,
        source=estimate.source,
    )


def bars_of(
    question: Question, counter: Counter[str], figures: Iterable[Figure], labels: Mapping[str, str]
) -> tuple[Bar, ...]:
    """The distribution over all segments by `labels`; none when it is hidden in the figures, or nobody
    answered. Shares are those of the figures: of who answered, or of who was asked."""
    if not counter[ANSWERED] or any(figure.hidden for figure in figures if figure.segment == ALL):
        return ()
    part = next((kind.part for kind in measure_of(question).kinds if kind.each_answer and kind.part), None)
    bases = {answer: part(question, counter, answer)[1] if part else counter[ANSWERED] for answer in labels}
    return tuple(
        Bar(answer=answer, words=told, count=counter[answer], share=counter[answer] / bases[answer])
        for answer, told in labels.items()
    )
