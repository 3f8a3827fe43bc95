"""What is wrong with what a customer sent, in the customer's words?"""

from collections.abc import Iterable

import msgspec

from listenwell.survey.question import Refusal
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording


class PageProblem(msgspec.Struct, frozen=True):
    """Words of a refusal, the form field to link to ("" for the page as a whole), and what it is about."""

    field: str
    words: str
    about: str = ""


def problem_words(
    refusals: Iterable[Refusal], questionnaire: Questionnaire, wording: Wording
) -> list[PageProblem]:
    """The refusals in the customer's language; one per field, the first."""
    about = {field: question.text for question in questionnaire.questions for field in question.fields()}
    about |= {label.answer: label.words for question in questionnaire.questions for label in question.items()}
    found: dict[str, PageProblem] = {}
    for refusal in refusals:
        words = wording.say(getattr(wording.errors, refusal.reason), **refusal.values)
        if refusal.reason in _OF_ONE_DATE and (which := _which(refusal.field, questionnaire, wording)):
            words = wording.say(wording.errors.date_of_two, which=which, problem=words)
        problem = PageProblem(refusal.field, words, about.get(refusal.field, ""))
        found.setdefault(refusal.field or words, problem)
    return list(found.values())


_PARTS = ("date_no_day", "date_no_month", "date_no_year", "date_day", "date_month", "date_year")
_OF_ONE_DATE = frozenset(("date_needed", *_PARTS, "date_early", "date_late"))


def _which(field: str, questionnaire: Questionnaire, wording: Wording) -> str:
    """Which of two dates the field belongs to, in the page's words; "" where there is one."""
    name, _, part = field.partition(".")
    ends = getattr(questionnaire.by_id.get(name), "ends", ("",))
    end = next((end for end in ends if end and part.startswith(end)), "")
    return str(getattr(wording.page, f"{end}date")) if end else ""
