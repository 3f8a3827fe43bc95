"""Believable customers for any survey of the release: the same for the same numbers, days and seed.

Each customer has a mood that all their answers follow. Half-way through the days the mood improves, most in
how customers are kept informed, while value for money does not move: a change that a summary must find.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from listenwell.local.answering import Customer, answer
from listenwell.pages.release import Published, Release
from listenwell.staff.roles import INTERVIEWER
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response

SIMULATED = "simulated"
"""The mark of a response that nobody gave."""

_WEIGHTS = {"service-rating": 9, "pulse": 4, "expectations": 3, "telephone-interview": 2, "your-own-words": 2}
_CHANNELS = {"web": 9, "email": 6, "qr": 3, "telephone": 2, "letter": 1, "in-person": 1}
_MOOD_BEFORE, _MOOD_AFTER = 0.0, 0.55


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
        value = answer(rng, question, Customer(asked.language, mood, changed, when.date()))
        if value is not None:
            answers[question.id] = value
    for name in asked.not_asked(answers):
        answers.pop(name, None)
    if not answers:  # nobody sends an empty page
        first = next(q for q in asked.questions if q.items() and not q.apart)
        question = msgspec.structs.replace(first, required=True)
        answers[question.id] = answer(rng, question, Customer(asked.language, mood, changed, when.date()))
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
