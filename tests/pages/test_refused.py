"""What is wrong, in the customer's words."""

import pytest
from conftest import SHIPPED

from listenwell.pages.refused import PageProblem, problem_words
from listenwell.survey.frame import read_frame
from listenwell.survey.question_types import Date
from listenwell.survey.questionnaire import Questionnaire

WORDINGS = read_frame(SHIPPED).wordings
ASKED = Date(id="d", text="When?", range=True)
GIVEN = {"from_day": "1", "from_month": "3", "from_year": "2026"}


def told(question, given, language="en"):
    asked = Questionnaire(survey="s", segment="g", language=language, title="T", questions=(question,))
    return problem_words(question.check(given).refusals, asked, WORDINGS[language])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (GIVEN, PageProblem("d.to_day", "To: Enter a date", "When?")),
        ({"to_year": "2026"}, PageProblem("d.from_day", "From: Enter a date", "When?")),
        (GIVEN | {"to_day": "5"}, PageProblem("d.to_month", "To: Enter the month of the date", "When?")),
    ],
)
def test_of_two_dates_it_says_which_one_lacks_something(given, expected):
    assert told(ASKED, given) == [expected]


def test_of_one_date_it_says_no_more_than_that():
    assert told(Date(id="d", text="When?"), {"day": "1"}) == [
        PageProblem("d.month", "Enter the month of the date", "When?")
    ]


def test_it_is_said_in_the_language_of_the_page():
    words = {language: told(ASKED, GIVEN, language)[0].words for language in WORDINGS}
    assert words["de"] == "Bis: Geben Sie ein Datum ein"
    assert words["fr"] == "Au\u00a0: Saisissez une date"
