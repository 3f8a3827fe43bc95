"""Responses -> Summary: gather the counts, let stats judge them, put the figures in their order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from listenwell import __version__
from listenwell.pages.release import Index, Release
from listenwell.summary import model
from listenwell.summary.comments import comments_of
from listenwell.summary.comparing import Pairing, changes, with_change
from listenwell.summary.findings import findings
from listenwell.summary.measuring import ALL, Counts, bars_of, counts_of, figures_of
from listenwell.summary.period import Period, month
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE, Question
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response
from listenwell.tally import RESPONSES, Cell, Cube, tally

TREND_MONTHS = 12


class UnknownSurvey(ValueError):
    """The release holds no survey of that name."""


def window(period: Period) -> tuple[date, date]:
    """The days whose responses `compile_summary` needs: the period, the one before, the trend's months."""
    back = _trend_months(period)[0].first
    return min(period.previous().first, back), period.last


def compile_summary(
    survey: str, period: Period, *, as_of: datetime, responses: Iterable[Response], release: Release
) -> model.Summary:
    """The summary of a survey in a period from the responses of its `window`; others are left aside.

    Same responses, release and `as_of`: the same Summary. Raises UnknownSurvey.
    """
    index = release.index()
    if survey not in index.masters:
        raise UnknownSurvey(survey)
    mine = [r for r in responses if r.survey == survey]
    counted = tally(mine, release.questionnaire)
    superseded = {r.supersedes for r in mine}
    inside = [r for r in mine if r.day in period and r.id not in superseded]
    spans = _compared(period, counted.cube)
    asked = _Asked(survey, index, release, counted.cube)
    prefix = f"{survey}/{period.label}"
    drafts = [_draft(prefix, question, asked, period, inside, spans) for question in asked.questions]
    found, family = changes([pairing for draft in drafts for pairing in draft.pairings])
    questions = tuple(_with_changes(draft.question, found) for draft in drafts)
    heard = _heard(asked, period, index)
    total = sum(h.responses for h in heard if h.kind == "segment")
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
        family=family,
        findings=findings(total, questions, heard, compared, family, names),
        heard=heard,
        trends=_trends(prefix, asked, period),
        questions=questions,
        notes=_notes(counted.unknown, asked, len(mine) - len([r for r in mine if r.id not in superseded])),
    )


class _Draft(NamedTuple):
    question: model.Question
    pairings: list[Pairing]


class _Asked:
    """The questions of a survey over its segments and versions, in the words of the first language, with
    their counts.

    A version in which a question had another type or scale is not counted with it; `apart` names it.
    """

    def __init__(self, survey: str, index: Index, release: Release, cube: Cube) -> None:
        first = index.organisation.first_language
        current = [index.masters[survey].version]
        current += [p.version for p in index.published if p.survey == survey and p.language == first]
        newest: dict[str, str] = {}
        for cell in cube.counts:
            newest[cell.version] = max(cell.day, newest.get(cell.version, ""))
        used = sorted(newest, key=lambda version: (newest[version], version), reverse=True)
        versions = list(dict.fromkeys([*current, *used]))
        self.questionnaires: dict[str, Questionnaire] = {
            version: found for version in versions if (found := release.questionnaire(survey, version))
        }
        self.questions: list[Question] = []
        self.versions: dict[str, set[str]] = {}
        self.apart: list[tuple[str, str]] = []
        self.segments = [p.segment for p in index.published if p.survey == survey and p.language == first]
        self.cells: dict[str, list[tuple[Cell, int]]] = {}
        for cell, n in cube.counts.items():
            self.cells.setdefault(cell.question, []).append((cell, n))
        self._gather()

    def _gather(self) -> None:
        kept: dict[str, Question] = {}
        for version, questionnaire in self.questionnaires.items():
            for question in questionnaire.questions:
                model_question = kept.setdefault(question.id, question)
                if _same_scale(question, model_question):
                    self.versions.setdefault(question.id, set()).add(version)
                else:
                    self.apart.append((question.id, version))
        self.questions = list(kept.values())

    def counts(self, question: Question, item: str, period: Period) -> Counts:
        """Counts of an item in a period over the versions that go together, every segment in its order."""
        versions, within = self.versions[question.id], _within(period)
        cells = ((c, n) for c, n in self.cells.get(item, ()) if c.version in versions and within(c))
        found = counts_of(cells)
        segments = [s for s in self.segments if s in found] + sorted(set(found) - {ALL, *self.segments})
        return {ALL: found[ALL], **{segment: found[segment] for segment in segments}}


def _same_scale(one: Question, other: Question) -> bool:
    if type(one) is not type(other):
        return False
    scored = one.measure in ("top-2-box", "nps")
    return not scored or [label.answer for label in one.labels()] == [
        label.answer for label in other.labels()
    ]


def _draft(
    prefix: str,
    question: Question,
    asked: _Asked,
    period: Period,
    inside: list[Response],
    spans: tuple[Period, ...],
) -> _Draft:
    items, pairings = [], []
    for item in question.items():
        counts = asked.counts(question, item.answer, period)
        figures = figures_of(prefix, question, item.answer, counts)
        everyone = counts[ALL]
        items.append(
            model.Item(
                id=item.answer,
                words=item.words,
                base=everyone[ANSWERED],
                blank=everyone[BLANK],
                not_applicable=everyone[NOT_APPLICABLE],
                figures=figures,
                bars=bars_of(question.labels(), everyone, figures),
                comments=comments_of(item.answer, inside) if question.measure == "comments" else None,
            )
        )
        if spans and question.measure in ("top-2-box", "nps"):
            later, earlier = (asked.counts(question, item.answer, span) for span in spans)
            none: Counter[str] = Counter()
            pairings += [
                Pairing(f, question, later.get(f.segment, none), earlier.get(f.segment, none))
                for f in figures
            ]
    kind = str(question.__struct_config__.tag)
    return _Draft(
        model.Question(id=question.id, words=question.text, type=kind, items=tuple(items)), pairings
    )


def _with_changes(question: model.Question, found: Mapping[str, model.Change]) -> model.Question:
    replace = msgspec.structs.replace
    items = tuple(
        replace(item, figures=tuple(with_change(figure, found) for figure in item.figures))
        for item in question.items
    )
    return replace(question, items=items)


def _within(period: Period) -> Callable[[Cell], bool]:
    first, last = period.first.isoformat(), period.last.isoformat()
    return lambda cell: first <= cell.day <= last


def _compared(period: Period, cube: Cube) -> tuple[Period, ...]:
    """(later, earlier): the period and the one before where that has answers, else the period's halves."""
    previous = period.previous()
    if any(map(_within(previous), cube.counts)):
        return period, previous
    first, second = period.halves() if period.days > 1 else (period, period)
    if first != second and all(any(map(_within(half), cube.counts)) for half in (first, second)):
        return second, first
    return ()


def _heard(asked: _Asked, period: Period, index: Index) -> tuple[model.Heard, ...]:
    by: dict[str, Counter[str]] = {"segment": Counter(), "channel": Counter(), "version": Counter()}
    within = _within(period)
    for cell, n in asked.cells.get(RESPONSES, ()):
        if within(cell):
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


def _trend_months(period: Period) -> list[Period]:
    """The last twelve months up to the period's end, or all of a longer period."""
    ending = month(period.last.year, period.last.month)
    back = ending.first
    for _ in range(TREND_MONTHS - 1):
        back = (back - timedelta(days=1)).replace(day=1)
    start = min(back, period.first.replace(day=1))
    return list(Period("", start, period.last).months())


def _trends(prefix: str, asked: _Asked, period: Period) -> tuple[model.Trend, ...]:
    """Every single-item headline, month by month, all segments together."""
    trends = []
    months = _trend_months(period)
    for question in asked.questions:
        if question.measure not in ("top-2-box", "nps") or len(question.items()) != 1:
            continue
        points = []
        for each in months:
            counts = asked.counts(question, question.id, each)
            only = {ALL: counts[ALL]}
            (figure,) = figures_of(f"{prefix}/trend-{each.label}", question, question.id, only)
            points.append(model.Point(month=each.label, figure=figure))
        measure = "nps" if question.measure == "nps" else "csat"
        trends.append(
            model.Trend(item=question.id, words=question.text, measure=measure, points=tuple(points))
        )
    return tuple(trends)


def _notes(unknown: Mapping[tuple[str, str], int], asked: _Asked, superseded: int) -> tuple[str, ...]:
    notes = [
        f"{n} response{'s' if n != 1 else ''} of the version {version}, which no release holds: not counted."
        for (_, version), n in sorted(unknown.items())
    ]
    notes += [
        f"“{question}” had another type or scale in the version {version}: not counted with it."
        for question, version in asked.apart
    ]
    if superseded:
        notes.append(
            f"{superseded} responses were corrected by their senders later; the corrections are counted."
        )
    return tuple(notes)
