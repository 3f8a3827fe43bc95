"""Which rules of a stylesheet hide the questions whose condition is false, without script?

A form is asked by `:has(:checked)`. What cannot be asked so (words, numbers that are typed) is taken as
possible: the question is then shown with its condition in words. A browser without `:has`, and paper, show
every question with its words.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from listenwell.survey.conditions import Condition, parse
from listenwell.survey.conditions.deciding import fits
from listenwell.survey.conditions.language import All, Answered, Compared, Not
from listenwell.survey.question import Question

MAX_SELECTOR = 4000
"""Characters of one question's rule; beyond them it is shown with its words."""

TRUE, FALSE = "*", ":not(*)"


class Hiding(NamedTuple):
    """`rules` for the page's stylesheet; `in_full` are the questions that need no words where they work."""

    rules: str
    in_full: frozenset[str]


def hiding(questions: Iterable[Question]) -> Hiding:
    """How a page with these questions hides some of them; no rules where none has a condition."""
    making = _Making({question.id: question for question in questions})
    conditional = [question for question in making.questions.values() if question.show_if]
    rules, in_full = [], set()
    for question in conditional:
        possible, sure = making.shown(question.id, possible=True), making.shown(question.id, possible=False)
        if possible != TRUE and len(possible) <= MAX_SELECTOR:
            rules.append(f"form:not({possible}) [data-if={question.id}]{{display:none}}")
            if possible == sure:
                in_full.add(question.id)
    if not rules:
        return Hiding("", frozenset())
    words = "[data-if].sure>.when{display:none}"
    inside = "".join([words, *rules])
    return Hiding(f"@supports selector(:has(*)){{@media screen{{{inside}}}}}", frozenset(in_full))


class _Making:
    """Selectors of a form in which a condition is true: of one that may be (`possible`), or surely is."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self._shown: dict[tuple[str, bool], str] = {}

    def shown(self, name: str, *, possible: bool) -> str:
        """The form in which the question is asked."""
        key = (name, possible)
        if key not in self._shown:
            text = self.questions[name].show_if
            self._shown[key] = self._of(parse(text), possible) if text else TRUE
        return self._shown[key]

    def _of(self, condition: Condition, possible: bool) -> str:
        if isinstance(condition, Not):
            return _negated(self._of(condition.of, not possible))
        if isinstance(condition, Compared | Answered):
            name = condition.item.partition(".")[0]
            return _every(
                [self._atom(condition, self.questions[name], possible), self.shown(name, possible=possible)]
            )
        parts = [self._of(part, possible) for part in condition.parts]
        joined = _every(parts) if isinstance(condition, All) else _some(parts)
        return joined if len(joined) <= MAX_SELECTOR else TRUE if possible else FALSE

    def _atom(self, atom: Compared | Answered, question: Question, possible: bool) -> str:
        answers = question.answers()
        if answers.control == "typed":
            return TRUE if possible else FALSE
        if isinstance(atom, Answered):
            fields = [f for f in question.fields() if atom.item in (f, question.id)]
            return _has(fields, (), answers.control)
        fitting = [answer for answer in answers.listed if fits(atom, answer)]
        if len(fitting) == len(answers.listed):
            return _has([atom.item], (), answers.control)
        return _has([atom.item], fitting, answers.control) if fitting else FALSE


def _has(fields: Iterable[str], values: Iterable[int | str], control: str) -> str:
    """A form in which one of the fields has one of the values chosen; any value, with none named."""
    named = _one_of(f'[name="{field}"]' for field in fields)
    valued = _one_of(f'[value="{value}"]' for value in values) or ':not([value=""])'
    between = " " if control == "selected" else ""
    return f":has({named}{between}{valued}:checked)"


def _one_of(selectors: Iterable[str]) -> str:
    listed = list(selectors)
    return listed[0] if len(listed) == 1 else f":is({','.join(listed)})" if listed else ""


def _every(parts: Iterable[str]) -> str:
    needed = [part for part in dict.fromkeys(parts) if part != TRUE]
    return FALSE if FALSE in needed else "".join(needed) or TRUE


def _some(parts: Iterable[str]) -> str:
    enough = [part for part in dict.fromkeys(parts) if part != FALSE]
    return TRUE if TRUE in enough else _one_of(enough) or FALSE


def _negated(selector: str) -> str:
    return {TRUE: FALSE, FALSE: TRUE}.get(selector, f":not({selector})")
