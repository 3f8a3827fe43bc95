"""Answers are shown as the survey has them, and what the program calls them in the summary's language."""

import pytest

from listenwell.summary.labels import labels_of
from listenwell.summary.words import Words
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.question_types.choice import Choice
from listenwell.survey.question_types.contact import Contact
from listenwell.survey.question_types.date import Date
from listenwell.survey.question_types.number import Number
from listenwell.survey.question_types.ranking import Ranking


@pytest.fixture(params=["en", "de"])
def words(house, request):
    return Words(request.param, house.release.templates())


def test_in_english_they_are_what_the_program_calls_them_and_in_german_no_word_of_ours_is_left(words):
    examples = [question.of(item.answer) for row in QUESTION_TYPES.values() for question in [row.example]
                for item in question.items()]  # fmt: skip
    for question in examples:
        found, english = labels_of(question, words), dict(question.labels())
        assert list(found) == list(english)
        changed = {answer for answer in found if found[answer] != english[answer]}
        assert changed <= {*question.ours(), *(answer for answer in english if ".." in answer)}
        assert words.language == "de" or not changed


def test_every_word_of_the_program_has_its_german(house):
    german = Words("de", house.release.templates())
    ranked = Ranking(id="r", text="?", options={"a": "A", "b": "B", "c": "C"}, best=2)
    assert labels_of(ranked.of("r.a"), german) == {"1": "1", "2": "2", "unranked": "ohne Rang"}
    assert labels_of(Contact(id="c", text="?", consent="Yes"), german) == {"given": "Kontakt angegeben"}
    open_date = Date(id="d", text="?")
    shown = labels_of(open_date, german)
    assert all(shown[answer] != told for answer, told in open_date.labels())
    halves = Number(id="n", text="?", low=0, high=40, decimals=1, unit="km")
    assert list(labels_of(halves, german).values())[:2] == ["0,0 bis 4,9 km", "5,0 bis 9,9 km"]
    named = Choice(id="x", text="?", options={"none": "No fixed date", "week": "Within 7 days"})
    assert labels_of(named, german) == {"none": "No fixed date", "week": "Within 7 days"}
