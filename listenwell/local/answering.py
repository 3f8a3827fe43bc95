"""What one simulated customer answers to a question: a row for each question type."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from listenwell.local.phrases import BY_MOOD, BY_QUESTION, other_words
from listenwell.survey.options import NONE, OTHER, OTHER_LIMIT, with_words
from listenwell.survey.question import DONT_KNOW, NOT_APPLICABLE, Question
from listenwell.survey.question_types import (
    Choice,
    Choices,
    Consent,
    Contact,
    Date,
    Effort,
    Number,
    Ranking,
    Rating,
    RatingGrid,
    Recommend,
    Statement,
    Text,
    YesNo,
)
from listenwell.survey.question_types.consent import AGREED
from listenwell.survey.question_types.contact import GIVEN
from listenwell.survey.question_types.effort import POINTS
from listenwell.survey.question_types.typed_date import Span, bound
from listenwell.survey.response import Value

_ITEM_SHIFT = {"communication": 0.7, "value": -0.55, "understanding": 0.2}
"""What the change adds for these rows, on the scale of one standard deviation of mood."""
_BLANK = 0.06
_NOT_APPLICABLE = 0.04
_NONE = 0.05
_SAYS_OTHER = 0.8
_AGREE, _LEAVE_CONTACT, _NO_DATE = 0.7, 0.12, 0.35


class Customer(NamedTuple):
    """Who answers: in which language, in what mood (0 is fair, 1 a standard deviation better), and whether
    the change of the play has come, and when."""

    language: str
    mood: float
    changed: bool
    day: date


def answer(rng: random.Random, question: Question, customer: Customer) -> Value | None:
    """A believable answer in the shape in which it is kept; None where the question is left empty."""
    if not question.required and rng.random() < _BLANK:
        return None
    return ANSWERS[type(question)](rng, question, customer)


def _rating(rng: random.Random, question: Rating, customer: Customer) -> Value:
    return _score(rng, customer.mood, 1, question.points)


def _rating_grid(rng: random.Random, question: RatingGrid, customer: Customer) -> Value:
    rows: dict[str, Any] = {}
    for row in question.rows:
        felt = customer.mood + (_ITEM_SHIFT.get(row, 0.0) if customer.changed else 0.0)
        skips = question.not_applicable and rng.random() < _NOT_APPLICABLE
        rows[row] = NOT_APPLICABLE if skips else _score(rng, felt, 1, question.points)
    for place, row in enumerate(question.rows if question.importance else ()):
        # What matters has nothing to do with the mood; earlier rows matter somewhat more.
        rows[f"{row}.importance"] = _score(rng, 0.6 - 0.25 * place, 1, question.points)
    return rows


def _recommend(rng: random.Random, _question: Recommend, customer: Customer) -> Value:
    return _score(rng, customer.mood, 0, 10)


def _effort(rng: random.Random, _question: Effort, customer: Customer) -> Value:
    return _score(rng, customer.mood - 0.2, 1, POINTS)


def _yes_no(rng: random.Random, question: YesNo, customer: Customer) -> Value:
    if question.dont_know and rng.random() < _NOT_APPLICABLE:
        return DONT_KNOW
    return "yes" if rng.gauss(customer.mood, 1.0) > -0.6 else "no"


def _choice(rng: random.Random, question: Choice, customer: Customer) -> Value:
    chosen = _pick(rng, [label.answer for label in question.labels()])
    return _with_other(rng, question, customer, chosen)


def _choices(rng: random.Random, question: Choices, customer: Customer) -> Value:
    names = [label.answer for label in question.labels()]
    if question.none:
        names.remove(NONE)
        if rng.random() < _NONE:
            return _with_other(rng, question, customer, [NONE])
    picked = {_pick(rng, names) for _ in range(rng.choice((1, 2, 2, 3)))}
    return _with_other(rng, question, customer, [name for name in names if name in picked])


def _ranking(rng: random.Random, question: Ranking, _customer: Customer) -> Value:
    """Earlier options tend to be ranked higher; by name where the page has them at random."""
    names = list(question.options) if question.order == "as-written" else sorted(question.options)
    places = {name: place + rng.gauss(0, 1.4) for place, name in enumerate(names)}
    return sorted(names, key=lambda name: places[name])[: question.ranks]


def _text(rng: random.Random, question: Text, customer: Customer) -> Value | None:
    # Most people write only when they are asked to, or when they are moved.
    silent = 0.0 if question.required else 0.55 - 0.15 * abs(customer.mood)
    if rng.random() < silent:
        return None
    spoken = customer.language if customer.language in BY_MOOD else "en"
    named = BY_QUESTION[spoken].get(question.id)
    if named is not None:
        return rng.choice(named)[: question.limit] if named else None
    felt = "bad" if customer.mood < -0.5 else "fair" if customer.mood < 0.5 else "good"
    return rng.choice(BY_MOOD[spoken][felt])[: question.limit]


def _number(rng: random.Random, question: Number, _customer: Customer) -> Value:
    """Small numbers more often than large ones, as quantities are."""
    share = rng.betavariate(1.6, 3.5)
    number = question.low + share * (question.high - question.low)
    return f"{number:.{question.decimals}f}" if question.decimals else round(number)


def _date(rng: random.Random, question: Date, customer: Customer) -> Value | None:
    """Soon more often than late, on working days, within what the question takes."""
    if question.others and rng.random() < _NO_DATE:
        return rng.choice(question.others)
    day = customer.day
    earliest = bound(question.earliest, day) if question.earliest else day
    latest = bound(question.latest, day) if question.latest else day + timedelta(days=730)
    if earliest > latest:
        return None
    first = min(latest, earliest + timedelta(days=int(rng.expovariate(1 / 45))))
    while first.weekday() >= 5 and first < latest:
        first += timedelta(days=1)
    last = min(latest, first + timedelta(days=rng.choice((2, 4, 7, 14)))) if question.range else first
    return str(Span(first, last, question.precision == "month", question.range))


def _consent(rng: random.Random, question: Consent, _customer: Customer) -> Value | None:
    return AGREED if question.required or rng.random() < _AGREE else None


def _contact(rng: random.Random, _question: Contact, customer: Customer) -> Value | None:
    """That contact was given; nobody is there to be reached."""
    return GIVEN if rng.random() < _LEAVE_CONTACT + 0.1 * (customer.mood < -0.5) else None


def _score(rng: random.Random, mood: float, low: int, high: int) -> int:
    """A score three quarters up the scale for the mood 0, and a sixth of the scale for each step."""
    centre = low + (high - low) * (0.76 + 0.17 * mood) + rng.gauss(0, (high - low) * 0.1)
    return max(low, min(high, round(centre)))


def _pick(rng: random.Random, names: Sequence[str]) -> str:
    """Earlier options somewhat more often, so that shares differ."""
    return rng.choices(names, [len(names) - 0.6 * i for i in range(len(names))])[0]


def _with_other(
    rng: random.Random, question: Choice | Choices, customer: Customer, chosen: str | list[str]
) -> Value:
    """The answer as it is kept; most who choose "other" say what."""
    if not question.other:
        return chosen
    written = None
    says = OTHER in (chosen if isinstance(chosen, list) else [chosen]) and rng.random() < _SAYS_OTHER
    if says:
        written = rng.choice(other_words(question.id, customer.language))[:OTHER_LIMIT]
    return with_words(chosen, written)


ANSWERS: dict[type[Question], Callable[..., Value | None]] = {
    Rating: _rating,
    RatingGrid: _rating_grid,
    Recommend: _recommend,
    Effort: _effort,
    YesNo: _yes_no,
    Choice: _choice,
    Choices: _choices,
    Ranking: _ranking,
    Text: _text,
    Number: _number,
    Date: _date,
    Consent: _consent,
    Contact: _contact,
    Statement: lambda _rng, _question, _customer: None,
}
