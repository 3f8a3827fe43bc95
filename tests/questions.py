"""A question of every type with a valid answer: the examples of the registry, and what else a type can be."""

from typing import Any, NamedTuple

import msgspec

from listenwell.survey.question import Question
from listenwell.survey.question_types import (
    QUESTION_TYPES,
    Choice,
    Choices,
    Effort,
    Ranking,
    Rating,
    RatingGrid,
    YesNo,
)
from listenwell.survey.question_types.rating_grid import Importance

_ENDS = {"low": "Very poor", "high": "Very good"}
_DAYS = {"mon": "Monday", "tue": "Tuesday"}
_IMPORTANCE = Importance(text="How important is it?", low="Not at all", high="Extremely")


class Case(NamedTuple):
    """A question, a valid answer in the shape of the JSON door, and what is kept of it."""

    question: Question
    answer: Any
    kept: Any


_MORE = {
    "rating of 2 in words": (
        Rating(id="fit", text="Did it fit?", points=2, words={"1": "No", "2": "Yes"}, show="words"),
        2,
    ),
    "rating of 3": (Rating(id="fit", text="How did it fit?", points=3, **_ENDS), 3),
    "rating of 4 stars": (
        Rating(id="fit", text="How did it fit?", points=4, show="stars", not_applicable=True, **_ENDS),
        4,
    ),
    "rating of 11": (Rating(id="fit", text="How did it fit?", points=11, **_ENDS), 11),
    "rating-grid of 3 in words": (
        RatingGrid(
            id="aspects",
            text="And these?",
            rows={"timing": "Timing", "value": "Value"},
            points=3,
            words={"1": "Poor", "2": "Fair", "3": "Good"},
            show="words",
            not_applicable=True,
        ),
        {"timing": 3, "value": 1},
    ),
    "rating-grid with importance": (
        RatingGrid(
            id="aspects",
            text="And these?",
            rows={"timing": "Timing", "value": "Value"},
            importance=_IMPORTANCE,
            not_applicable=True,
            **_ENDS,
        ),
        {"timing": 5, "value": 2, "timing.importance": 4, "value.importance": 3},
    ),
    "effort that may not apply": (
        Effort(id="easy", text="It was easy.", low="Disagree", high="Agree", not_applicable=True),
        7,
    ),
    "yes-no with do not know": (
        YesNo(id="met", text="Did we?", yes="Yes", no="No", dont_know="I do not know"),
        "yes",
    ),
    "choice with other": (
        Choice(id="day", text="Which day?", options=_DAYS, other="Another day"),
        {"chosen": "other", "other": "Good Friday"},
    ),
    "choices with other and none": (
        Choices(id="days", text="Which days?", options=_DAYS, other="Another day", none="None of these"),
        {"chosen": ["tue", "other"], "other": "Good Friday"},
    ),
    "ranking of the best": (
        Ranking(
            id="first", text="What comes first?", options={"a": "Price", "b": "Time", "c": "Care"}, best=2
        ),
        ["c", "a"],
    ),
}
CASES = {
    **{name: Case(row.example, row.answer, row.kept) for name, row in QUESTION_TYPES.items()},
    **{name: Case(question, answer, answer) for name, (question, answer) in _MORE.items()},
}

_FORMS = {
    "by_date": {"by_date.day": ["5"], "by_date.month": ["3"], "by_date.year": ["2026"]},
    "about_visit": {},
    "reach": {
        "reach.email": ["j.miller@example.com"],
        "reach.telephone": ["01632 960 001"],
        "reach.consent": ["yes"],
    },
}
"""Question id to form, where it does not follow from the answer."""


def parts_of(question):
    """The questions by which its items are counted."""
    return list(
        {
            str(msgspec.json.encode(part)): part for part in (question.of(i.answer) for i in question.items())
        }.values()
    )


def form_of(case):
    """The answer as a browser sends it."""
    question, answer, _ = case
    if question.id in _FORMS:
        return _FORMS[question.id]
    if isinstance(question, Ranking):
        ranks = {option: str(rank) for rank, option in enumerate(answer, 1)}
        return {question.item(option): [ranks.get(option, "")] for option in question.options}
    if getattr(question, "other", ""):
        chosen = answer["chosen"]
        listed = chosen if isinstance(chosen, list) else [chosen]
        return {question.id: listed, f"{question.id}.other": [answer.get("other", "")]}
    if isinstance(answer, dict):
        return {f"{question.id}.{row}": [str(value)] for row, value in answer.items()}
    return {question.id: [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]}
