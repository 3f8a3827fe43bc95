"""What customers want, per segment, and whether it is changing: the answers to choice questions."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from listenwell.stats.comparisons import benjamini_hochberg, holm, homogeneity
from listenwell.stats.proportion import pooled_z
from listenwell.summary.asked import Asked
from listenwell.summary.comparing import Q
from listenwell.summary.guarding import LEAST
from listenwell.summary.measures import measure_of
from listenwell.summary.measures.kind import Counted
from listenwell.summary.model import Item, Need, Shift, Wanted
from listenwell.summary.model import Question as Shown
from listenwell.summary.period import Period
from listenwell.survey.question import ANSWERED, Question

FAMILY = "needs"
_BH = "Benjamini & Hochberg 1995, J R Stat Soc B 57:289, doi:10.1111/j.2517-6161.1995.tb02031.x"
_MANY = "pooled z for each answer, Holm's adjustment over the answers, for they are not exclusive"
_MANY_SOURCE = "Fleiss 1981; Holm 1979, Scand J Stat 6:65"


class _Draft(NamedTuple):
    need: Need
    p: float | None
    bases: tuple[int, int]
    method: str
    source: str


def needs_of(
    pairs: Iterable[tuple[Question, Shown]], asked: Asked, spans: tuple[Period, ...]
) -> tuple[tuple[Need, ...], int]:
    """The needs, and how many comparisons of earlier and later answers were judged together."""
    drafts = [
        draft
        for question, shown in pairs
        if measure_of(question).needs
        for item in shown.items
        for draft in _drafts(question, item, asked, spans)
    ]
    tested = [draft for draft in drafts if draft.p is not None]
    adjusted = iter(benjamini_hochberg([draft.p for draft in tested if draft.p is not None]))
    needs = []
    for draft in drafts:
        shift = None
        if draft.bases != (0, 0):
            p_adjusted = next(adjusted) if draft.p is not None else None
            shift = Shift(
                p=draft.p,
                p_adjusted=p_adjusted,
                family_size=len(tested),
                verdict="changed" if p_adjusted is not None and p_adjusted <= Q else "within chance",
                earlier_base=draft.bases[1],
                later_base=draft.bases[0],
                method=f"{draft.method}; Benjamini-Hochberg adjustment over {len(tested)} comparisons",
                source=f"{draft.source}; {_BH}",
            )
        needs.append(msgspec.structs.replace(draft.need, shift=shift))
    return tuple(needs), len(tested)


def _drafts(question: Question, item: Item, asked: Asked, spans: tuple[Period, ...]) -> Iterable[_Draft]:
    words = asked.labels(question)
    later, earlier = (asked.counts(item.id, span) for span in spans) if spans else ({}, {})
    unshown = set().union(*(asked.hidden(item.id, span) for span in spans))
    for segment in dict.fromkeys(figure.segment for figure in item.figures):
        figures = [f for f in item.figures if f.segment == segment and f.answer]
        base, hidden = figures[0].base, figures[0].hidden
        now, before = later.get(segment), earlier.get(segment)
        compared = (
            not hidden
            and not figures[0].carried
            and segment not in unshown
            and now is not None
            and before is not None
            and min(now[ANSWERED], before[ANSWERED]) >= LEAST
        )
        wanted = [
            Wanted(
                answer=f.answer,
                words=words[f.answer],
                figure=f.id,
                value=f.value,
                earlier=before[f.answer] / before[ANSWERED] if compared else None,
            )
            for f in figures
            if f.value is not None
        ]
        wanted.sort(key=lambda each: -each.value)
        need = Need(
            item=item.id, words=item.words, segment=segment, base=base, hidden=hidden, wanted=tuple(wanted)
        )
        if compared:
            p, method, source = _test(question, now, before)
            yield _Draft(need, p, (now[ANSWERED], before[ANSWERED]), method, source)
        else:
            yield _Draft(need, None, (0, 0), "", "")


def _test(question: Question, later: Counted, earlier: Counted) -> tuple[float | None, str, str]:
    """The p-value of "the answers are spread as before", its method and source."""
    answers = [label.answer for label in question.labels()]
    if not question.many:
        test = homogeneity([[side[answer] for answer in answers] for side in (later, earlier)])
        return test.p, test.method, test.source
    bases = later[ANSWERED], earlier[ANSWERED]
    raw = [pooled_z(later[a], bases[0], earlier[a], bases[1]).p for a in answers]
    adjusted = holm([p for p in raw if p is not None])
    return min(adjusted, default=None), _MANY, _MANY_SOURCE
