"""How long does a questionnaire take? From what there is to read and to answer."""

from collections.abc import Iterable

from listenwell.survey.question import Label, Question
from listenwell.survey.questionnaire import Questionnaire

_WORDS_PER_SECOND = 4


def seconds(question: Question) -> float:
    """Seconds for one question: 240 words a minute to read, and what its type takes to answer."""
    items = question.items()
    asked = items or (Label("", question.text),)
    labels = question.labels() if question.listed else ()
    read = len(" ".join([label.words for label in (*asked, *labels)]).split())
    return read / _WORDS_PER_SECOND + question.seconds * len(items)


def minutes(questionnaire: Questionnaire) -> int:
    """Whole minutes, at least 1: what the page says."""
    return minutes_of(map(seconds, questionnaire.questions))


def minutes_of(each: Iterable[float]) -> int:
    """Whole minutes, at least 1, for questions that take so many seconds each."""
    return max(1, round(sum(each) / 60))
