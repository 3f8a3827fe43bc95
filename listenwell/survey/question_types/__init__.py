"""The registry of question types: one row and one file each, plus its page template of the same name.

    rating        one scale                     rating.py
    rating-grid   several aspects, one scale    rating_grid.py
    recommend     0 to 10, Net Promoter Score   recommend.py
    choice        one of several options        choice.py
    choices       any of several options        choices.py
    text          own words                     text.py

To add a type: its file here, its row in QUESTION_TYPES, pages/questions/<type>.html in the templates. Its
`measure` says how summaries show it. tests/test_question_types.py walks each row from page to summary.
"""

from typing import Any, NamedTuple, Union

from listenwell.survey.question import Question
from listenwell.survey.question_types.choice import Choice
from listenwell.survey.question_types.choices import Choices
from listenwell.survey.question_types.rating import Rating
from listenwell.survey.question_types.rating_grid import RatingGrid
from listenwell.survey.question_types.recommend import Recommend
from listenwell.survey.question_types.text import Text


class QuestionType(NamedTuple):
    """A type with an example question and a valid answer to it (in the shape of the JSON door)."""

    question: type[Question]
    example: Question
    answer: Any


_SCALE = {"low": "Very poor", "high": "Very good"}

QUESTION_TYPES: dict[str, QuestionType] = {
    "rating": QuestionType(
        Rating,
        Rating(id="overall", text="Overall, how good was our service?", not_applicable=True, **_SCALE),
        4,
    ),
    "rating-grid": QuestionType(
        RatingGrid,
        RatingGrid(
            id="aspects", text="How good were we at", rows={"timing": "Timing", "value": "Value"}, **_SCALE
        ),
        {"timing": 5, "value": 2},
    ),
    "recommend": QuestionType(
        Recommend,
        Recommend(
            id="recommend", text="Would you recommend us?", low="Not at all likely", high="Very likely"
        ),
        9,
    ),
    "choice": QuestionType(
        Choice,
        Choice(id="met", text="Did we meet the date?", options={"yes": "Yes", "no": "No"}),
        "yes",
    ),
    "choices": QuestionType(
        Choices,
        Choices(
            id="days",
            text="Which days suit you?",
            options={"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday"},
        ),
        ["mon", "wed"],
    ),
    "text": QuestionType(
        Text, Text(id="better", text="What should we do better?"), "Answer the phone sooner."
    ),
}

AnyQuestion = Union[tuple(row.question for row in QUESTION_TYPES.values())]  # noqa: UP007 - built from the registry
"""For decoding: msgspec picks the type by its `type` key."""

__all__ = [
    "QUESTION_TYPES",
    "AnyQuestion",
    "Choice",
    "Choices",
    "QuestionType",
    "Rating",
    "RatingGrid",
    "Recommend",
    "Text",
]
