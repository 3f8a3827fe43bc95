"""Each question with its figures, distribution and comments; which of its figures are compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from listenwell.summary import model
from listenwell.summary.asked import Asked
from listenwell.summary.comments import Written, comments_of
from listenwell.summary.comparing import Pairing, pairings_of, with_change
from listenwell.summary.measures import measure_of
from listenwell.summary.measuring import ALL, bars_of, figures_of
from listenwell.summary.period import Period
from listenwell.summary.weighing import Weighing, with_weight
from listenwell.survey.question import ANSWERED, BLANK, DONT_KNOW, NOT_APPLICABLE, Question

_ASKED = (ANSWERED, BLANK, NOT_APPLICABLE, DONT_KNOW)


class Draft(NamedTuple):
    """A question without its changes, which are judged over all questions together."""

    question: model.Question
    pairings: list[Pairing]


def draft(
    prefix: str,
    question: Question,
    asked: Asked,
    period: Period,
    written: Mapping[str, Sequence[Written]],
    spans: tuple[Period, ...],
    weighing: Weighing,
) -> Draft:
    """The question's items in the period, and the figures that may be compared between the spans."""
    items, pairings = [], []
    spoken = {item.partition(".")[0]: item for item in question.own_words()}
    for item in question.items():
        counted_by = question.of(item.answer)
        measure = measure_of(counted_by)
        counts = asked.counts(item.answer, period)
        hidden = asked.hidden(item.answer, period)
        counts |= {segment: Counter() for segment in sorted(hidden - {ALL, *counts})}
        figures = tuple(
            with_weight(figure, counted_by, counts, weighing, hidden)
            for figure in figures_of(prefix, counted_by, item.answer, counts, hidden)
        )
        everyone = counts[ALL]
        open_ = measure.comments or ALL not in hidden
        items.append(
            model.Item(
                id=item.answer,
                words=item.words,
                asked=sum(everyone[s] for s in _ASKED) if open_ else None,
                base=everyone[ANSWERED] if open_ else None,
                blank=everyone[BLANK] if open_ else None,
                not_applicable=everyone[NOT_APPLICABLE] if open_ else None,
                dont_know=everyone[DONT_KNOW] if open_ else None,
                figures=figures,
                bars=bars_of(counted_by, everyone, figures, asked.labels(counted_by)),
                comments=_comments(spoken[item.answer], asked, period, written)
                if item.answer in spoken
                else None,
            )
        )
        if spans and any(kind.family for kind in measure.kinds):
            earlier_later = (asked.counts(item.answer, span) for span in spans)
            unshown = set().union(*(asked.hidden(item.answer, span) for span in spans))
            pairings += pairings_of(counted_by, figures, unshown, *earlier_later)
    shown = model.Question(
        id=question.id,
        words=question.text,
        type=str(question.__struct_config__.tag),
        measure=question.measure,
        scored=question.scored,
        items=tuple(items),
    )
    return Draft(shown, pairings)


def _comments(
    item: str, asked: Asked, period: Period, written: Mapping[str, Sequence[Written]]
) -> model.Comments:
    """What customers wrote in answer to a question, or beside "other"."""
    return comments_of(written[item], asked.counts(item, period)[ALL][ANSWERED])


def with_changes(question: model.Question, found: Mapping[str, model.Change]) -> model.Question:
    """The question with the changes of its figures."""
    replace = msgspec.structs.replace
    items = tuple(
        replace(item, figures=tuple(with_change(figure, found) for figure in item.figures))
        for item in question.items
    )
    return replace(question, items=items)
