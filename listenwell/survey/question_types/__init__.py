"""The registry of question types: one row and one file each, plus its page template of the same name.

    rating        one scale                     rating.py
    rating-grid   several aspects, one scale    rating_grid.py
    recommend     0 to 10, Net Promoter Score   recommend.py
    effort        agreement that it was easy    effort.py
    yes-no        one of two                    yes_no.py
    choice        one of several options        choice.py
    choices       any of several options        choices.py
    ranking       options in their order        ranking.py
    text          own words                     text.py
    number        a number in a range           number.py, typed_number.py
    date          a day, month or time          date.py, typed_date.py
    consent       a box to tick                 consent.py
    statement     words to read                 statement.py
    contact       e-mail, telephone, consent    contact.py

To add a type: its file here (`to_form` undoes `from_form`), its row in QUESTION_TYPES,
pages/questions/<type>.html in the templates. Its `measure` says how summaries show it.
tests/test_question_types.py walks each row from page to summary.
"""

from typing import Any, NamedTuple, Union

from listenwell.survey.question import Question
from listenwell.survey.question_types.choice import Choice
from listenwell.survey.question_types.choices import Choices
from listenwell.survey.question_types.consent import Consent
from listenwell.survey.question_types.contact import Contact
from listenwell.survey.question_types.date import Date
from listenwell.survey.question_types.effort import Effort
from listenwell.survey.question_types.number import Number
from listenwell.survey.question_types.ranking import Ranking
from listenwell.survey.question_types.rating import Rating
from listenwell.survey.question_types.rating_grid import RatingGrid
from listenwell.survey.question_types.recommend import Recommend
from listenwell.survey.question_types.statement import Statement
from listenwell.survey.question_types.text import Text
from listenwell.survey.question_types.yes_no import YesNo
from listenwell.survey.response import Value


class QuestionType(NamedTuple):
    """A type with an example question, a valid answer to it (in the shape of the JSON door), and what is kept
    of that answer, where it is something else."""

    question: type[Question]
    example: Question
    answer: Any
    apart: Value | None = None

    @property
    def kept(self) -> Value | None:
        """What a response keeps of the answer."""
        return self.apart if self.apart is not None else self.answer


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
    "effort": QuestionType(
        Effort,
        Effort(
            id="easy",
            text="It was easy to get an appointment.",
            low="Strongly disagree",
            high="Strongly agree",
        ),
        6,
    ),
    "yes-no": QuestionType(
        YesNo, YesNo(id="solved", text="Does it work now?", yes="Yes, it works", no="No, it does not"), "no"
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
    "ranking": QuestionType(
        Ranking,
        Ranking(
            id="matters",
            text="What matters most to you?",
            options={"time": "Being on time", "price": "A low price", "talk": "Being kept informed"},
        ),
        ["price", "time", "talk"],
    ),
    "text": QuestionType(
        Text, Text(id="better", text="What should we do better?"), "Answer the phone sooner."
    ),
    "number": QuestionType(
        Number, Number(id="visits", text="How many visits did it take?", low=0, high=9, unit="visits"), 3
    ),
    "date": QuestionType(
        Date,
        Date(id="by_date", text="By which date?", as_soon_as_possible=True, no_fixed_date=True),
        "2026-03-05",
    ),
    "consent": QuestionType(Consent, Consent(id="quote", text="You may quote my words"), "yes"),
    "statement": QuestionType(
        Statement, Statement(id="about_visit", text="The next questions are about our last visit."), None
    ),
    "contact": QuestionType(
        Contact,
        Contact(id="reach", text="Would you like an answer?", consent="Use these details to answer me"),
        {"email": "j.miller@example.com", "telephone": "01632 960 001", "consent": True},
        "given",
    ),
}

AnyQuestion = Union[tuple(row.question for row in QUESTION_TYPES.values())]  # noqa: UP007 - built from the registry
"""For decoding: msgspec picks the type by its `type` key."""

__all__ = [
    "QUESTION_TYPES",
    "AnyQuestion",
    "Choice",
    "Choices",
    "Consent",
    "Contact",
    "Date",
    "Effort",
    "Number",
    "QuestionType",
    "Ranking",
    "Rating",
    "RatingGrid",
    "Recommend",
    "Statement",
    "Text",
    "YesNo",
]
