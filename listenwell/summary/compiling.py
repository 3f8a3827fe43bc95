"""Responses -> Summary: gather the counts, let stats judge them, put the figures in their order."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from listenwell import __version__
from listenwell.pages.release import Index, Release
from listenwell.summary import model
from listenwell.summary.asked import Asked, within
from listenwell.summary.comments import comments_of
from listenwell.summary.comparing import Pairing, changes, pairings_of, with_change
from listenwell.summary.findings import findings
from listenwell.summary.gathering import Gathered
from listenwell.summary.measures import measure_of
from listenwell.summary.measuring import ALL, bars_of, figures_of, hidden_of
from listenwell.summary.period import Period
from listenwell.summary.trends import months_of, trends
from listenwell.summary.weighing import Weighing, weigh, with_weight
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE, Question
from listenwell.survey.response import Response
from listenwell.tally import RESPONSES, Cube


class UnknownSurvey(ValueError):
    """The release holds no survey of that name."""


def window(period: Period, as_of: datetime) -> tuple[date, date]:
    """The days that a summary is made from: the period, the one before, the trend's months, and
    what came after up to `as_of`, for it may correct what came in the period."""
    back = months_of(period)[0].first
    return min(period.previous().first, back), max(period.last, as_of.date())


def summarise(
    survey: str, period: Period, gathered: Gathered, *, as_of: datetime, release: Release
) -> model.Summary:
    """The summary of a survey in a period from what was gathered for it.

    Same counts, responses, release and `as_of`: the same Summary. Raises UnknownSurvey.
    """
    index = release.index()
    if survey not in index.masters:
        raise UnknownSurvey(survey)
    spans = _compared(period, gathered.cube)
    asked = Asked(survey, index, release, gathered.cube)
    newest, amiss = gathered.newest([q.id for q in asked.questions if measure_of(q).comments])
    prefix = f"{survey}/{period.label}"
    heard = _heard(asked, period, index)
    responses_of = {h.name: h.responses for h in heard if h.kind == "segment"}
    weighing = weigh(responses_of, {name: index.segments[name].population for name in asked.segments})
    drafts = [_draft(prefix, q, asked, period, newest, spans, weighing) for q in asked.questions]
    found, families = changes([pairing for draft in drafts for pairing in draft.pairings])
    questions = tuple(_with_changes(draft.question, found) for draft in drafts)
    total = sum(responses_of.values())
    compared = tuple(model.Span(label=s.label, first=s.first, last=s.last) for s in spans)
    names = {
        name: segment.name[index.organisation.first_language] for name, segment in index.segments.items()
    }
    return model.Summary(
        organisation=index.organisation.name,
        survey=survey,
        title=index.masters[survey].title,
        language=index.organisation.first_language,
        period=model.Span(label=period.label, first=period.first, last=period.last),
        compared=compared,
        as_of=as_of,
        final=as_of.date() > period.last,
        product_version=__version__,
        responses=total,
        family=families.get("ratings", 0),
        findings=findings(total, questions, heard, compared, families.get("ratings", 0), names),
        heard=heard,
        trends=trends(prefix, asked, period),
        questions=questions,
        notes=_notes(gathered, asked, (amiss, weighing.note)),
    )


class _Draft(NamedTuple):
    question: model.Question
    pairings: list[Pairing]


def _draft(
    prefix: str,
    question: Question,
    asked: Asked,
    period: Period,
    newest: list[Response],
    spans: tuple[Period, ...],
    weighing: Weighing,
) -> _Draft:
    items, pairings = [], []
    for item in question.items():
        counts = asked.counts(question, item.answer, period)
        figures = tuple(
            with_weight(figure, question, counts, weighing)
            for figure in figures_of(prefix, question, item.answer, counts, hidden_of(counts))
        )
        everyone = counts[ALL]
        items.append(
            model.Item(
                id=item.answer,
                words=item.words,
                asked=sum(everyone[sign] for sign in (ANSWERED, BLANK, NOT_APPLICABLE)),
                base=everyone[ANSWERED],
                blank=everyone[BLANK],
                not_applicable=everyone[NOT_APPLICABLE],
                figures=figures,
                bars=bars_of(question, everyone, figures),
                comments=comments_of(item.answer, newest, everyone[ANSWERED])
                if measure_of(question).comments
                else None,
            )
        )
        if spans and any(kind.family for kind in measure_of(question).kinds):
            pairings += pairings_of(
                question, figures, *(asked.counts(question, item.answer, s) for s in spans)
            )
    kind = str(question.__struct_config__.tag)
    return _Draft(
        model.Question(
            id=question.id,
            words=question.text,
            type=kind,
            measure=question.measure,
            scored=question.scored,
            items=tuple(items),
        ),
        pairings,
    )


def _with_changes(question: model.Question, found: Mapping[str, model.Change]) -> model.Question:
    replace = msgspec.structs.replace
    items = tuple(
        replace(item, figures=tuple(with_change(figure, found) for figure in item.figures))
        for item in question.items
    )
    return replace(question, items=items)


def _compared(period: Period, cube: Cube) -> tuple[Period, ...]:
    """(later, earlier): the period and the one before where that has answers, else the period's halves."""
    previous = period.previous()
    if any(map(within(previous), cube.counts)):
        return period, previous
    first, second = period.halves() if period.days > 1 else (period, period)
    if first != second and all(any(map(within(half), cube.counts)) for half in (first, second)):
        return second, first
    return ()


def _heard(asked: Asked, period: Period, index: Index) -> tuple[model.Heard, ...]:
    by: dict[str, Counter[str]] = {"segment": Counter(), "channel": Counter(), "version": Counter()}
    inside = within(period)
    for cell, n in asked.cells.get(RESPONSES, ()):
        if inside(cell):
            by["segment"][cell.segment] += n
            by["channel"][cell.channel] += n
            by["version"][cell.version] += n
    first = index.organisation.first_language
    segments = dict.fromkeys([*asked.segments, *sorted(by["segment"])])
    words = {name: segment.name[first] for name, segment in index.segments.items()}
    rows = [("segment", name, words.get(name, name)) for name in segments]
    rows += [("channel", name, name) for name in sorted(by["channel"])]
    for name in sorted(by["version"]):
        questionnaire = asked.questionnaires.get(name)
        where = f"{name} ({questionnaire.segment}, {questionnaire.language})" if questionnaire else name
        rows.append(("version", name, where))
    return tuple(model.Heard(kind=k, name=n, words=w, responses=by[k][n]) for k, n, w in rows)


def _notes(gathered: Gathered, asked: Asked, more: tuple[str, ...]) -> tuple[str, ...]:
    notes = [gathered.note] if gathered.note else []
    notes += [
        f"{n} response{'s' if n != 1 else ''} of the version {version}, which no release holds: not counted."
        for version, n in sorted(gathered.unknown.items())
    ]
    notes += [
        f"“{question}” had another type or scale in the version {version}: not counted with it."
        for question, version in asked.apart
    ]
    if gathered.uncounted:
        notes.append(
            f"{gathered.uncounted} response{'s' if gathered.uncounted != 1 else ''} of this period "
            "not counted: corrected or withdrawn later, or a withdrawal."
        )
    return (*notes, *filter(None, more))
