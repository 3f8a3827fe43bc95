"""Counts -> Summary: let stats judge them, hide what must stay hidden, put the sections in their order."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from listenwell import __version__
from listenwell.pages.release import Release
from listenwell.stats.suppression import COMMENTS
from listenwell.summary import model
from listenwell.summary.annex import annex_of
from listenwell.summary.asked import Asked, within
from listenwell.summary.comments import Written, written
from listenwell.summary.comparing import changes
from listenwell.summary.complaints import complaints_of
from listenwell.summary.drivers import drivers_of, pair_sums, reliability_of
from listenwell.summary.findings import Known, findings
from listenwell.summary.gathering import Gathered
from listenwell.summary.guarding import LEAST
from listenwell.summary.guarding.earlier import (
    comments_kept,
    guarded,
    guarded_trends,
    section_kept,
    still_said,
)
from listenwell.summary.importance import importance_of
from listenwell.summary.invitations import Invitations
from listenwell.summary.marks import Seen, mix_marks, seen_of, version_marks, versions_of
from listenwell.summary.measures import KINDS, measure_of
from listenwell.summary.measuring import ALL
from listenwell.summary.needs import FAMILY, needs_of
from listenwell.summary.origins import with_origins
from listenwell.summary.period import Period
from listenwell.summary.questions import draft, with_changes
from listenwell.summary.ratings import headlines_of, ratings_of
from listenwell.summary.reach import reach_of
from listenwell.summary.review import with_effects
from listenwell.summary.sentences import in_words
from listenwell.summary.themes import Naming, themes_kept, themes_of
from listenwell.summary.trends import controlled, is_week, steps_of, trends
from listenwell.summary.weighing import weigh
from listenwell.summary.words import Words
from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally import Cube


class UnknownSurvey(ValueError):
    """The release holds no survey of that name."""


class Beside(NamedTuple):
    """What people keep beside the answers: the last review's actions, the invitations of the period, and
    what they call the themes of comments."""

    review: model.Review = model.Review()
    invitations: Invitations = Invitations()
    naming: Naming = Naming()


def window(period: Period, as_of: datetime) -> tuple[date, date]:
    """The days that a summary is made from: the period, the one before, the trend's months or weeks, and
    what came after up to `as_of`, for it may correct what came in the period."""
    return min(period.previous().first, steps_of(period)[0].first), max(period.last, as_of.date())


def summarise(
    survey: str,
    period: Period,
    gathered: Gathered,
    *,
    as_of: datetime,
    release: Release,
    language: str = "",
    beside: Beside = Beside(),  # noqa: B008 - frozen
    previous: model.Summary | None = None,
) -> model.Summary:
    """The summary of a survey in a period from what was gathered for it.

    In `language` where there are words and a questionnaire in it, else in the organisation's first. Same
    counts, responses, release and `as_of`: the same Summary. `previous` is the
    edition before of the same period, of which few answers must not follow. Raises UnknownSurvey.
    """
    index = release.index()
    if survey not in index.masters:
        raise UnknownSurvey(survey)
    first = index.organisation.first_language
    language = language if language in index.organisation.languages else first
    words = Words(language, release.templates())
    asked = Asked(survey, index, release, gathered.cube, words, language)
    everyone = {name: segment.name[language] for name, segment in index.segments.items()}
    population = {name: index.segments[name].population for name in asked.segments if name in index.segments}
    reach = reach_of(
        asked, period, everyone, population, beside.invitations, lambda name: words.or_name("channels", name)
    )
    segments = {r.name: r.words for r in reach if r.kind == "segment"}
    spans = _compared(period, gathered.cube)
    answered = _answered(asked, period)
    weighing = weigh(answered, population)
    spoken = [item for q in asked.questions for item in q.own_words()]
    newest, amiss = gathered.newest(spoken)
    comments = {item: written(item, newest, words.mask_name, asked.said(item, period)) for item in spoken}
    prefix = f"{survey}/{period.label}"
    drafts = [draft(prefix, q, asked, period, comments, spans, weighing) for q in asked.questions]
    found, families = changes([pairing for each in drafts for pairing in each.pairings])
    questions = guarded((with_changes(each.question, found) for each in drafts), previous)
    by_item = {item.partition(".")[0]: each for item, each in comments.items()}
    current = {item: {one.text for one in each} for item, each in by_item.items()}
    fresh = {i.id: i.comments for each in drafts for i in each.question.items if i.comments}
    kept = comments_kept(questions, previous, fresh)
    questions = still_said(questions, kept, current)
    kept = {i.id: i.comments for q in questions for i in q.items if i.id in kept and i.comments}
    pairs = list(zip(asked.questions, questions, strict=True))
    needs, compared_needs = needs_of(pairs, asked, spans)
    seen = seen_of(asked, gathered.days)
    item_words = {item.id: item.words for question in questions for item in question.items}
    marks = _marks(asked, seen, period, item_words, words)
    total = sum(answered.values())
    series = controlled(
        guarded_trends(trends(prefix, asked, period, [period, *spans], marks), previous),
        _run_chart(words, period),
    )
    sums = pair_sums(asked, period)
    questionnaire = _newest(asked, index.masters[survey].version)
    compared = tuple(model.Span(label=s.label, first=s.first, last=s.last) for s in spans)
    headlines = headlines_of(questions, bool(spans))
    unshown = {
        i.id
        for q in questions
        for i in q.items
        if i.base is None or any(f.carried for f in i.figures if f.segment == ALL)
    }
    sections = {
        "reach": reach,
        "review": with_effects(beside.review, _by_item(questions)),
        "headlines": headlines,
        "questions": questions,
        "trends": series,
        "marks": marks,
        "needs": needs,
        "complaints": tuple(
            chart
            for question, shown in pairs
            if questionnaire is not None and question.id == questionnaire.complaints
            for chart in complaints_of(question, shown.items)
        ),
        "drivers": section_kept(
            drivers_of(questionnaire.drivers if questionnaire else None, asked, sums, unshown),
            previous.drivers if previous else (),
        ),
        "themes": themes_kept(
            _themes(by_item, asked, questionnaire, questions, beside.naming),
            previous.themes if previous else (),
            kept,
            current,
        ),
    }
    earlier = previous.questions if previous else ()
    sections["questions"] = with_origins(questions, by_item, kept, sections["themes"], earlier)
    summary_period = model.Span(label=period.label, first=period.first, last=period.last)
    families |= {FAMILY: compared_needs}
    known = Known(
        responses=total,
        period=summary_period,
        compared=compared,
        families=families,
        segments=segments,
        **sections,
    )
    versions = versions_of(seen, asked, period, segments)
    methods = [
        model.Method(name=words.measure_name(f.measure), method=f.method, source=f.source)
        for question in questions
        for item in question.items
        for f in item.figures
    ]
    note = words("notes", "suppression", least=LEAST, least_comments=COMMENTS)
    summary = model.Summary(
        organisation=index.organisation.name,
        survey=survey,
        title=questionnaire.title if questionnaire else index.masters[survey].title,
        language=words.language,
        period=summary_period,
        compared=compared,
        as_of=as_of,
        final=as_of.date() > period.last,
        product_version=__version__,
        responses=total,
        families=families,
        segments=segments,
        findings=findings(known, words),
        versions=versions,
        ratings=ratings_of(pairs),
        importance=importance_of(asked.questions, asked, period, unshown),
        reliability=section_kept(
            reliability_of(asked.questions, asked, period, sums, unshown),
            previous.reliability if previous else (),
        ),
        annex=annex_of(asked, versions, methods, weighing, segments, gathered, note),
        notes=_notes(gathered, asked, beside, (amiss, weighing.note)),
        **sections,
    )
    return in_words(summary, words)


def _answered(asked: Asked, period: Period) -> dict[str, int]:
    """Responses of each segment that is asked or has answered."""
    inside, found = within(period), dict.fromkeys(asked.segments, 0)
    for cell, n in asked.responses:
        if inside(cell):
            found[cell.segment] = found.get(cell.segment, 0) + n
    return found


def _compared(period: Period, cube: Cube) -> tuple[Period, ...]:
    """(later, earlier): the period and the one before where that has answers, else the period's halves."""
    previous = period.previous()
    if any(map(within(previous), cube.counts)):
        return period, previous
    first, second = period.halves() if period.days > 1 else (period, period)
    if first != second and all(any(map(within(half), cube.counts)) for half in (first, second)):
        return second, first
    return ()


def _marks(
    asked: Asked, seen: list[Seen], period: Period, item_words: dict[str, str], words: Words
) -> tuple[model.Mark, ...]:
    """The breaks of all series, by day."""

    def say(kind: str, names: tuple[str, ...]) -> str:
        shown = [
            words.or_name("channels", name) if kind == "channel mix" else item_words.get(name, name)
            for name in names
        ]
        return words("marks", kind, items=words.listed(shown))

    found = [*version_marks(seen, asked, say), *mix_marks(asked, steps_of(period), say)]
    return tuple(sorted(found, key=lambda m: (m.day, m.kind, m.segment, m.items)))


def _run_chart(words: Words, period: Period) -> Callable[[int, int], str]:
    """The note of a series without limits."""

    def note(shown: int, needed: int) -> str:
        return words(
            "notes",
            "run_chart",
            shown=words.count("weeks" if is_week(period) else "months", shown),
            needed=needed,
        )

    return note


def _newest(asked: Asked, master: str) -> Questionnaire | None:
    """The questionnaire whose declarations (drivers, complaints) hold: the survey as it is written now."""
    return asked.questionnaires.get(master) or next(iter(asked.questionnaires.values()), None)


def _themes(
    comments: Mapping[str, Sequence[Written]],
    asked: Asked,
    questionnaire: Questionnaire | None,
    questions: tuple[model.Question, ...],
    naming: Naming,
) -> list[model.Theme]:
    """What the comments of each question are about, by the rating of the survey's outcome: that of its
    drivers, else its first headline."""
    drivers = questionnaire.drivers if questionnaire else None
    scored = {q.id: q for q in asked.questions if q.scored and len(q.items()) == 1}
    names = [drivers.outcome] if drivers else [h.item for h in headlines_of(questions, False)]
    outcome = next((scored[name] for name in names if name in scored), None)

    def rated(one: Written) -> str:
        if outcome is None or one.response.version not in asked.versions[outcome.id]:
            return ""
        score = one.response.answers.get(outcome.id)
        low, high = measure_of(outcome).middle(outcome)
        if not isinstance(score, int):
            return ""
        return "low" if score < low else "high" if score > high else ""

    name = outcome.id if outcome else ""
    return [t for item, each in comments.items() for t in themes_of(item, each, name, rated, naming)]


def _by_item(questions: tuple[model.Question, ...]) -> dict[str, model.Figure]:
    """Headline figures by item, and by item@segment."""
    return {
        figure.item + (f"@{figure.segment}" if figure.segment else ""): figure
        for question in questions
        for item in question.items
        for figure in item.figures
        if KINDS[figure.measure].headline
    }


def _notes(gathered: Gathered, asked: Asked, beside: Beside, more: tuple[str, ...]) -> tuple[str, ...]:
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
    return (
        *notes,
        *filter(None, more),
        *beside.review.problems,
        *beside.invitations.problems,
        *beside.naming.problems,
    )
