"""How is a condition told to a customer, in the words of their language?"""

from collections.abc import Mapping, Sequence
from functools import reduce

from listenwell.survey.conditions.deciding import fits
from listenwell.survey.conditions.language import All, Answered, Compared, Condition, Not, parse
from listenwell.survey.question import DONT_KNOW, NOT_APPLICABLE, Question
from listenwell.survey.wording import Wording


def in_words(text: str, questions: Mapping[str, Question], wording: Wording) -> str:
    """The sentence that stands where a page cannot hide the question by itself."""
    telling = _Telling(questions, wording)
    return wording.say(wording.conditions.only_if, condition=telling.clause(parse(text), negated=False))


class _Telling:
    def __init__(self, questions: Mapping[str, Question], wording: Wording) -> None:
        self._questions, self._say, self._words = questions, wording.say, wording.conditions
        self._not_applicable = wording.page.not_applicable

    def clause(self, condition: Condition, *, negated: bool) -> str:
        """The condition, or what is true when it is not, after “if”."""
        if isinstance(condition, Not):
            return self.clause(condition.of, negated=not negated)
        if isinstance(condition, Answered):
            words = self._words.not_answered if negated else self._words.answered
            return self._say(words, question=self._question(condition.item))
        if isinstance(condition, Compared):
            return self._compared(condition, negated)
        every = isinstance(condition, All) != negated
        clauses = [self._inner(part, negated) for part in condition.parts]
        return self._joined(self._words.all_of if every else self._words.any_of, clauses)

    def _inner(self, part: Condition, negated: bool) -> str:
        clause = self.clause(part, negated=negated)
        return f"({clause})" if hasattr(_bare(part), "parts") else clause

    def _compared(self, compared: Compared, negated: bool) -> str:
        words, question = self._words, self._question(compared.item)
        if compared.sign != "!=":
            offered = self._questions[compared.item.partition(".")[0]].answers().listed
            if offered and all(fits(compared, answer) for answer in offered):
                return self.clause(Answered(compared.item), negated=negated)
            chosen = words.not_chosen if negated else words.chosen
            return self._say(chosen, answers=self._answers(compared), question=question)
        answers = self._answers(Compared(compared.item, "=", compared.values))
        if not negated:
            return self._say(words.other_than, answers=answers, question=question)
        that = self._say(words.chosen, answers=answers, question=question)
        return self._joined(words.any_of, [that, self._say(words.not_answered, question=question)])

    def _answers(self, compared: Compared) -> str:
        """The answers that fit: “3 or less”, “4 or more”, or each by its words."""
        question = self._questions[compared.item.partition(".")[0]]
        offered = question.answers()
        if compared.sign[0] in "<>":
            return self._range(
                compared, [a for a in offered.listed if isinstance(a, int)] or [offered.low, offered.high]
            )
        fitting = [a for a in offered.listed if fits(compared, a)] or list(compared.values)
        return self._joined(self._words.any_of, [self._answer(question, answer) for answer in fitting])

    def _range(self, compared: Compared, numbers: Sequence[int]) -> str:
        down = compared.sign[0] == "<"
        value = int(compared.values[0]) + {"<": -1, ">": 1}.get(compared.sign, 0)
        if value == (min(numbers) if down else max(numbers)):
            return str(value)
        return self._say(self._words.up_to if down else self._words.at_least, number=value)

    def _answer(self, question: Question, answer: int | str) -> str:
        if isinstance(answer, int):
            return str(answer)
        if answer == NOT_APPLICABLE:
            return self._say(self._words.quoted, answer=self._not_applicable)
        words = {label.answer: label.words for label in question.labels()}
        words[DONT_KNOW] = getattr(question, "dont_know", "")
        return self._say(self._words.quoted, answer=words.get(answer, answer))

    def _question(self, item: str) -> str:
        question = self._questions[item.partition(".")[0]]
        return {label.answer: label.words for label in question.items()}.get(item, question.text)

    def _joined(self, words: str, parts: Sequence[str]) -> str:
        return reduce(lambda one, other: self._say(words, first=one, second=other), parts)


def _bare(condition: Condition) -> Condition:
    while isinstance(condition, Not):
        condition = condition.of
    return condition
