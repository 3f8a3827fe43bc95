"""What did the customer type, in words to read and copy? For pages that cannot take it."""

from collections.abc import Iterator
from typing import NamedTuple

from listenwell.survey.question import NOT_APPLICABLE, Typed
from listenwell.survey.questionnaire import Questionnaire


class Written(NamedTuple):
    """What was asked, and what was answered, one entry for each value."""

    asked: str
    answers: tuple[str, ...]


def written(typed: Typed, questionnaire: Questionnaire | None, not_applicable: str = "") -> list[Written]:
    """Every field that has a value, in the order asked; under its own name where nothing is known of it.

    Fields of the form that are no questions begin with an underscore and are left out.
    """
    known = dict(_asked(questionnaire, not_applicable)) if questionnaire else {}
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


def _asked(
    questionnaire: Questionnaire, not_applicable: str
) -> Iterator[tuple[str, tuple[str, dict[str, str]]]]:
    """Field to the words of its question (or row) and of its answers."""
    for question in questionnaire.questions:
        items = {label.answer: label.words for label in question.items()}
        words = {NOT_APPLICABLE: not_applicable}
        if question.listed:
            words |= {label.answer: label.words for label in question.labels()}
        for field in question.fields():
            yield field, (items.get(field, question.text), words)
