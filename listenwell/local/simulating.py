"""Believable customers for any survey of the release: the same for the same numbers, days and seed.

Each customer has a mood that all their answers follow. Half-way through the days the mood improves, most in
how customers are kept informed, while value for money does not move: a change that a summary must find.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from listenwell.local.phrases import BY_MOOD, BY_QUESTION
from listenwell.local.staff import INTERVIEWER
from listenwell.pages.release import Published, Release
from listenwell.survey.question import NOT_APPLICABLE, Question
from listenwell.survey.question_types import (
    Choice,
    Choices,
    Consent,
    Contact,
    Date,
    Number,
    Rating,
    RatingGrid,
    Recommend,
    Text,
)
from listenwell.survey.question_types.consent import AGREED
from listenwell.survey.question_types.contact import GIVEN
from listenwell.survey.question_types.typed_date import Span, bound
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response, Value

SIMULATED = "simulated"
"""The mark of a response that nobody gave."""

_WEIGHTS = {"service-rating": 9, "pulse": 4, "expectations": 3, "telephone-interview": 2, "your-own-words": 2}
_CHANNELS = {"web": 9, "email": 6, "qr": 3, "telephone": 2, "letter": 1, "in-person": 1}
_MOOD_BEFORE, _MOOD_AFTER = 0.0, 0.55
_ITEM_SHIFT = {"communication": 0.7, "value": -0.55, "understanding": 0.2}
"""What the change adds for these rows, on the scale of one standard deviation of mood."""
_BLANK = 0.06
_NOT_APPLICABLE = 0.04
_AGREE, _LEAVE_CONTACT, _NO_DATE = 0.7, 0.12, 0.35


def simulate(release: Release, *, count: int, first: date, last: date, seed: int) -> Iterator[Response]:
    """`count` responses received from `first` to `last`, both included, in order of time."""
    rng = random.Random(f"{seed}:{count}:{first}:{last}")  # noqa: S311 - a repeatable play, not a secret
    days = (last - first).days + 1
    # Customers answer on working days five times as often as at the weekend.
    weights = [1 if (first + timedelta(days=d)).weekday() >= 5 else 5 for d in range(days)]
    moments = sorted(
        (rng.choices(range(days), weights)[0], rng.randint(7 * 3600, 21 * 3600)) for _ in range(count)
    )
    pages = _by_survey(release)
    for day, second in moments:
        when = datetime.combine(first + timedelta(days=day), time(tzinfo=UTC)) + timedelta(seconds=second)
        page = _choose_page(rng, pages)
        asked = release.questionnaire(page.survey, page.version)
        yield _respond(rng, asked, when, changed=day >= days // 2)


def _by_survey(release: Release) -> dict[str, list[Published]]:
    pages: dict[str, list[Published]] = {}
    for page in release.index().published:
        pages.setdefault(page.survey, []).append(page)
    return pages


def _choose_page(rng: random.Random, pages: dict[str, list[Published]]) -> Published:
    """A survey, then a segment and language of it; the first language is used three times as often."""
    names = list(pages)
    offered = pages[rng.choices(names, [_WEIGHTS.get(name, 2) for name in names])[0]]
    first = offered[0].language
    return rng.choices(offered, [3 if page.language == first else 1 for page in offered])[0]


def _respond(rng: random.Random, asked: Questionnaire, when: datetime, *, changed: bool) -> Response:
    mood = rng.gauss(_MOOD_AFTER if changed else _MOOD_BEFORE, 1.0)
    answers = {}
    for question in asked.questions:
        value = _answer(rng, question, asked.language, mood, changed, when.date())
        if value is not None:
            answers[question.id] = value
    for name in asked.not_asked(answers):
        answers.pop(name, None)
    if not answers:  # nobody sends an empty page
        first = next(q for q in asked.questions if q.items() and not q.apart)
        question = msgspec.structs.replace(first, required=True)
        answers[question.id] = _answer(rng, question, asked.language, mood, changed, when.date())
    return Response(
        id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        survey=asked.survey,
        version=asked.version,
        segment=asked.segment,
        channel=rng.choices(asked.channels, [_CHANNELS[channel] for channel in asked.channels])[0],
        language=asked.language,
        received_at=when,
        answers=answers,
        marks=(SIMULATED,),
        entered_by=INTERVIEWER if asked.audience == "interviewers" else "",
    )


def _answer(
    rng: random.Random, question: Question, language: str, mood: float, changed: bool, day: date
) -> Value | None:
    if not question.required and rng.random() < _BLANK:
        return None
    match question:
        case Rating():
            return _score(rng, mood, 1, question.points)
        case RatingGrid():
            rows = {}
            for row in question.rows:
                felt = mood + (_ITEM_SHIFT.get(row, 0.0) if changed else 0.0)
                skips = question.not_applicable and rng.random() < _NOT_APPLICABLE
                rows[row] = NOT_APPLICABLE if skips else _score(rng, felt, 1, question.points)
            return rows
        case Recommend():
            return _score(rng, mood, 0, 10)
        case Choice():
            return _pick(rng, list(question.options))
        case Choices():
            picked = {_pick(rng, list(question.options)) for _ in range(rng.choice((1, 2, 2, 3)))}
            return [name for name in question.options if name in picked]
        case Text():
            # Most people write only when they are asked to, or when they are moved.
            silent = 0.0 if question.required else 0.55 - 0.15 * abs(mood)
            return None if rng.random() < silent else _words(rng, question, language, mood)
        case _:
            return _entered(rng, question, mood, day)


def _entered(rng: random.Random, question: Question, mood: float, day: date) -> Value | None:
    """An answer to what is typed or ticked, and to nothing else."""
    match question:
        case Number():
            return _number(rng, question)
        case Date():
            return _date(rng, question, day)
        case Consent():
            return AGREED if question.required or rng.random() < _AGREE else None
        case Contact():  # that contact was given; nobody is there to be reached
            return GIVEN if rng.random() < _LEAVE_CONTACT + 0.1 * (mood < -0.5) else None
    return None


def _number(rng: random.Random, question: Number) -> Value:
    """Small numbers more often than large ones, as quantities are."""
    share = rng.betavariate(1.6, 3.5)
    number = question.low + share * (question.high - question.low)
    return f"{number:.{question.decimals}f}" if question.decimals else round(number)


def _date(rng: random.Random, question: Date, day: date) -> Value | None:
    """Soon more often than late, on working days, within what the question takes."""
    if question.others and rng.random() < _NO_DATE:
        return rng.choice(question.others)
    earliest = bound(question.earliest, day) if question.earliest else day
    latest = bound(question.latest, day) if question.latest else day + timedelta(days=730)
    if earliest > latest:
        return None
    first = min(latest, earliest + timedelta(days=int(rng.expovariate(1 / 45))))
    while first.weekday() >= 5 and first < latest:
        first += timedelta(days=1)
    last = min(latest, first + timedelta(days=rng.choice((2, 4, 7, 14)))) if question.range else first
    return str(Span(first, last, question.precision == "month", question.range))


def _score(rng: random.Random, mood: float, low: int, high: int) -> int:
    """A score three quarters up the scale for the mood 0, and a sixth of the scale for each step."""
    centre = low + (high - low) * (0.76 + 0.17 * mood) + rng.gauss(0, (high - low) * 0.1)
    return max(low, min(high, round(centre)))


def _pick(rng: random.Random, names: Sequence[str]) -> str:
    """Earlier options somewhat more often, so that shares differ."""
    return rng.choices(names, [len(names) - 0.6 * i for i in range(len(names))])[0]


def _words(rng: random.Random, question: Text, language: str, mood: float) -> str | None:
    spoken = language if language in BY_MOOD else "en"
    named = BY_QUESTION[spoken].get(question.id)
    if named is not None:
        return rng.choice(named)[: question.limit] if named else None
    felt = "bad" if mood < -0.5 else "fair" if mood < 0.5 else "good"
    return rng.choice(BY_MOOD[spoken][felt])[: question.limit]
