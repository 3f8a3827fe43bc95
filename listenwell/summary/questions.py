"""Each question with its figures, distribution and comments; which of its figures are compared."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from listenwell.summary import model
from listenwell.summary.asked import Asked
from listenwell.summary.comments import comments_of
from listenwell.summary.comparing import Pairing, pairings_of, with_change
from listenwell.summary.measures import measure_of
from listenwell.summary.measuring import ALL, bars_of, figures_of, hidden_of
from listenwell.summary.period import Period
from listenwell.summary.weighing import Weighing, with_weight
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE, Question
from listenwell.survey.response import Response


class Draft(NamedTuple):
    """A question without its changes, which are judged over all questions together."""

    question: model.Question
    pairings: list[Pairing]


def draft(
    prefix: str,
    question: Question,
    asked: Asked,
    period: Period,
    newest: list[Response],
    spans: tuple[Period, ...],
    weighing: Weighing,
) -> Draft:
    """The question's items in the period, and the figures that may be compared between the spans."""
    measure = measure_of(question)
    items, pairings = [], []
    for item in question.items():
        counts = asked.counts(item.answer, period)
        hidden = hidden_of(counts)
        figures = tuple(
            with_weight(figure, question, counts, weighing)
            for figure in figures_of(prefix, question, item.answer, counts, hidden)
        )
        everyone = counts[ALL]
        open_ = measure.comments or ALL not in hidden
        items.append(
            model.Item(
                id=item.answer,
                words=item.words,
                asked=sum(everyone[s] for s in (ANSWERED, BLANK, NOT_APPLICABLE)) if open_ else None,
                base=everyone[ANSWERED] if open_ else None,
                blank=everyone[BLANK] if open_ else None,
                not_applicable=everyone[NOT_APPLICABLE] if open_ else None,
                figures=figures,
                bars=bars_of(question, everyone, figures),
                comments=comments_of(item.answer, newest, everyone[ANSWERED]) if measure.comments else None,
            )
        )
        if spans and any(kind.family for kind in measure.kinds):
            earlier_later = (asked.counts(item.answer, span) for span in spans)
            pairings += pairings_of(question, figures, *earlier_later)
    shown = model.Question(
        id=question.id,
        words=question.text,
        type=str(question.__struct_config__.tag),
        measure=question.measure,
        scored=question.scored,
        items=tuple(items),
    )
    return Draft(shown, pairings)


def with_changes(question: model.Question, found: Mapping[str, model.Change]) -> model.Question:
    """The question with the changes of its figures."""
    replace = msgspec.structs.replace
    items = tuple(
        replace(item, figures=tuple(with_change(figure, found) for figure in item.figures))
        for item in question.items
    )
    return replace(question, items=items)
