"""Is a question asked, given the answers before it? The one evaluator, for intake, counting and all else."""

from collections.abc import Callable, Iterable, Mapping

from listenwell.survey.conditions.language import (
    All,
    Answer,
    Answered,
    Compared,
    Condition,
    Not,
    Some,
    atoms,
    parse,
)
from listenwell.survey.question import Question
from listenwell.survey.response import Value

Said = Callable[[str], tuple[Answer, ...]]
"""Gives what was answered to an item: nothing, one answer, or several."""


def holds(condition: Condition, said: Said) -> bool:
    """Whether the condition is true of the answers."""
    match condition:
        case Not(of):
            return not holds(of, said)
        case All(parts):
            return all(holds(part, said) for part in parts)
        case Some(parts):
            return any(holds(part, said) for part in parts)
        case Answered(item):
            return bool(said(item))
        case _:
            return any(fits(condition, answer) for answer in said(condition.item))


def fits(compared: Compared, answer: Answer) -> bool:
    """Whether one answer bears the relation. Words have no order: they are neither less nor more."""
    value = compared.values[0]
    match compared.sign:
        case "=" | "contains":
            return answer == value
        case "!=":
            return answer != value
        case "in":
            return answer in compared.values
        case _ if isinstance(answer, str) or isinstance(value, str):
            return False
        case "<":
            return answer < value
        case "<=":
            return answer <= value
        case ">":
            return answer > value
        case _:
            return answer >= value


def not_asked(questions: Iterable[Question], answers: Mapping[str, Value]) -> frozenset[str]:
    """Ids of the questions whose condition is false, in one pass from first to last.

    An answer to a question that is itself not asked counts as none for those after it.
    """
    by_id: dict[str, Question] = {}
    hidden: set[str] = set()

    def said(item: str) -> tuple[Answer, ...]:
        name, _, part = item.partition(".")
        if name in hidden or name not in by_id:
            return ()
        return by_id[name].said(answers.get(name), part)

    for question in questions:
        if question.show_if and not holds(parse(question.show_if), said):
            hidden.add(question.id)
        by_id[question.id] = question
    return frozenset(hidden)


def sources(condition: Condition) -> tuple[str, ...]:
    """The items that a condition asks about, each once, in their order in it."""
    return tuple(dict.fromkeys(atom.item for atom in atoms(condition)))
