"""Counts of an item -> its figures, all segments together first; small bases hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping

from listenwell.stats.csat import csat
from listenwell.stats.estimate import Estimate
from listenwell.stats.nps import nps
from listenwell.stats.proportion import wilson
from listenwell.stats.suppression import ANSWERS, suppress
from listenwell.summary.model import Bar, Figure, Measure
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE, Label, Question
from listenwell.tally import Cell

ALL = ""
"""As segment: all segments together."""
LEAST_BASE = ANSWERS
"""Figures on fewer answers are hidden when a summary is published (never in the store)."""

Counts = dict[str, Counter[str]]
"""Segment to answer to how often; the segment ALL has the sums."""

_NO_COUNTS = frozenset((ANSWERED, BLANK, NOT_APPLICABLE))


def counts_of(cells: Iterable[tuple[Cell, int]]) -> Counts:
    """The cells of one item by segment, over whatever versions, channels and days they have."""
    counts: Counts = {ALL: Counter()}
    for cell, n in cells:
        counts.setdefault(cell.segment, Counter())[cell.answer] += n
        counts[ALL][cell.answer] += n
    return counts


def scores_of(counter: Mapping[str, int]) -> dict[int, int]:
    """Score to count, without the counts that are no answers."""
    return {int(answer): n for answer, n in counter.items() if answer not in _NO_COUNTS}


def figures_of(
    prefix: str, question: Question, item: str, counts: Counts, hidden: set[str]
) -> tuple[Figure, ...]:
    """The figures of an item: CSAT, NPS, or the share of each answer; none for comments."""
    figures = []
    for segment, counter in counts.items():
        for measure, answer, estimate in _estimates(question, counter):
            tail = f"/{answer}" if answer else ""
            figures.append(
                figure(
                    f"{prefix}/{item}/{measure}{tail}{f'@{segment}' if segment else ''}",
                    measure,
                    item,
                    segment,
                    estimate,
                    answer=answer,
                    hidden=segment in hidden,
                )
            )
    return tuple(figures)


def _estimates(question: Question, counter: Counter[str]) -> Iterable[tuple[Measure, str, Estimate]]:
    match question.measure:
        case "top-2-box":
            yield "csat", "", csat(scores_of(counter), points=len(question.labels()))
        case "nps":
            yield "nps", "", nps(scores_of(counter))
        case "shares":
            for label in question.labels():
                yield "share", label.answer, wilson(counter[label.answer], counter[ANSWERED])


def figure(
    name: str,
    measure: Measure,
    item: str,
    segment: str,
    estimate: Estimate,
    *,
    answer: str = "",
    hidden: bool = False,
) -> Figure:
    """An estimate as a figure in its unit (NPS in points), or its hidden shape."""
    unit = 100 if measure == "nps" else 1
    value, lower, upper = (
        None if hidden or number is None else number * unit
        for number in (estimate.value, estimate.lower, estimate.upper)
    )
    return Figure(
        id=name,
        measure=measure,
        item=item,
        segment=segment,
        answer=answer,
        value=value,
        lower=lower,
        upper=upper,
        base=None if hidden else estimate.base,
        hidden=hidden,
        method=estimate.method,
        source=estimate.source,
    )


def hidden_of(counts: Counts) -> set[str]:
    """`hidden_segments` of an item's counts."""
    return hidden_segments({segment: counter[ANSWERED] for segment, counter in counts.items()})


def hidden_segments(bases: Mapping[str, int]) -> set[str]:
    """Segments whose figures are hidden: small bases, and what else would give them away by subtraction from
    the total; ALL as well, where nothing else is left to hide."""
    segments = {segment: n for segment, n in bases.items() if segment != ALL}
    rule = suppress(segments, threshold=LEAST_BASE, total_published=True)
    everyone = {ALL} if rule.hide_total or 0 < bases.get(ALL, 0) < LEAST_BASE else set()
    return everyone | set(rule.suppressed)


def bars_of(labels: Iterable[Label], counter: Counter[str], figures: Iterable[Figure]) -> tuple[Bar, ...]:
    """The distribution over all segments; none when it is hidden in the figures, or nobody answered."""
    base = counter[ANSWERED]
    if not base or any(figure.hidden for figure in figures if figure.segment == ALL):
        return ()
    return tuple(
        Bar(
            answer=label.answer,
            words=label.words,
            count=counter[label.answer],
            share=counter[label.answer] / base,
        )
        for label in labels
    )
