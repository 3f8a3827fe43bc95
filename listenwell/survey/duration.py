"""How long does a questionnaire take? From what there is to read and to answer."""

from listenwell.survey.question import Label, Question
from listenwell.survey.questionnaire import Questionnaire

_WORDS_PER_SECOND = 4


def seconds(question: Question) -> float:
    """Seconds for one question: 240 words a minute to read, and what its type takes to answer."""
    asked = question.items() or (Label("", question.text),)
    labels = question.labels() if question.listed else ()
    read = sum(len(label.words.split()) for label in (*asked, *labels))
    return read / _WORDS_PER_SECOND + question.seconds * len(question.items())


def minutes(questionnaire: Questionnaire) -> int:
    """Whole minutes, at least 1: what the page says."""
    return max(1, round(sum(map(seconds, questionnaire.questions)) / 60))
