"""Under which words is an answer shown? The survey's as they were written, the program's in the language."""

from listenwell.summary.words import Words
from listenwell.survey.question import Question
from listenwell.survey.question_types.number import Number


def labels_of(question: Question, words: Words) -> dict[str, str]:
    """Every answer that can be counted, in order, and its words. Raises ReleaseOutdated."""
    if isinstance(question, Number):
        return {label.answer: _number(label.answer, question.unit, words) for label in question.labels()}
    ours, tag = question.ours(), question.__struct_config__.tag
    return {
        answer: words("answers", f"{tag}_{answer}" if tag else answer) if answer in ours else told
        for answer, told in question.labels()
    }


def _number(answer: str, unit: str, words: Words) -> str:
    """A number, or from one to another, with the decimal mark of the language."""
    first, _, last = (words.marked(part) for part in answer.partition(".."))
    shown = words("numbers", "range", low=first, high=last) if last else first
    return f"{shown} {unit}" if unit else shown
