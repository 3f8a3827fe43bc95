"""What did the customer type, in words to read and copy? For pages that cannot take it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from listenwell.survey.question import NOT_APPLICABLE, Typed
from listenwell.survey.question_types.date import ASAP, DATE, OPEN
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Value
from listenwell.survey.wording import PageWords

NOTHING: Mapping[str, str] = {}


class Written(NamedTuple):
    """What was asked, and what was answered, one entry for each value."""

    asked: str
    answers: tuple[str, ...]


def written(
    typed: Typed,
    questionnaire: Questionnaire | None,
    not_applicable: str = "",
    beside_dates: Mapping[str, str] = NOTHING,
) -> list[Written]:
    """Every field that has a value, in the order asked; under its own name where nothing is known of it.

    Fields of the form that are no questions begin with an underscore and are left out.
    """
    known = dict(_asked(questionnaire, not_applicable, beside_dates)) if questionnaire else {}
    found: list[Written] = []
    for field in dict.fromkeys((*known, *typed)):
        values = tuple(value for value in typed.get(field, ()) if value.strip())
        if values and not field.startswith("_"):
            asked, words = known.get(field, (field, {}))
            answers = tuple(words.get(value, value) for value in values)
            if found and found[-1].asked == asked:  # the parts of a date
                answers = found.pop().answers + answers
            found.append(Written(asked, answers))
    return found


def kept(
    answers: Mapping[str, Value],
    questionnaire: Questionnaire | None,
    language: str,
    words: PageWords,
    apart: str,
) -> list[Written]:
    """The same of stored answers. `apart` is said where something lies apart from them; without the
    questionnaire each stands under its own name."""
    filled: dict[str, list[str]] = {}
    for name, value in answers.items():
        question = questionnaire.by_id.get(name) if questionnaire else None
        filled |= question.to_form(value, language) if question else {name: [str(value)]}
    found = written(filled, questionnaire, words.not_applicable, _beside_dates(words))
    lying = [q for q in questionnaire.questions if q.apart and q.id in answers] if questionnaire else []
    return found + [Written(question.text, (apart,)) for question in lying]


def _beside_dates(words: PageWords) -> dict[str, str]:
    """What may be chosen in place of a date, or before one (question_types/date.py)."""
    return {ASAP: words.as_soon_as_possible, OPEN: words.no_fixed_date, DATE: words.on_a_date}


def _asked(
    questionnaire: Questionnaire, not_applicable: str, beside_dates: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, dict[str, str]]]]:
    """Field to the words of its question (or row) and of its answers."""
    for question in questionnaire.questions:
        items = {label.answer: label.words for label in question.items()}
        words = {NOT_APPLICABLE: not_applicable}
        if question.listed:
            words |= {label.answer: label.words for label in question.labels()}
        if question.dated:
            words |= beside_dates
        for field in question.fields():
            yield field, (items.get(field, question.text), words)
