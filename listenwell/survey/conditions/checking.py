"""Which conditions cannot be meant so? Every problem at the line of its “show_if”."""

from collections.abc import Mapping
from typing import NamedTuple

from listenwell.survey.conditions.language import (
    YES,
    Answered,
    Compared,
    Condition,
    Unclear,
    atoms,
    parse,
)
from listenwell.survey.conditions.possible import outcomes
from listenwell.survey.lines import Node
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import NOT_APPLICABLE, Answers, Question

_SHOWN = 12
"""Answers or names that a message lists at most."""


def check_conditions(
    asked: Mapping[str, Question],
    nodes: Mapping[str, Node],
    whole: Mapping[str, Question],
    problems: Problems,
) -> bool:
    """Whether every condition of the questions that are asked is good.

    `nodes` are the questions' lines; `whole` are the questions of the survey as written, before a segment's
    changes and with hidden ones, so that a message can say that something was taken away.
    """
    before = problems.told
    earlier: dict[str, Question] = {}
    good = True
    for name, question in asked.items():
        if question.show_if:
            place = _Place(name, nodes[name].mapping["show_if"], problems)
            good = _Checking(place, asked, earlier, whole, set(nodes)).check(question.show_if, good) and good
        earlier[name] = question
    return problems.told == before


class _Place(NamedTuple):
    id: str
    node: Node
    problems: Problems

    def tell(self, code: str, near: str = "", **values: object) -> None:
        self.problems.add(code, self.node.file, self.node.line, near=near, id=self.id, **values)


class _Checking:
    """One condition against the questions around it."""

    def __init__(
        self,
        place: _Place,
        asked: Mapping[str, Question],
        earlier: Mapping[str, Question],
        whole: Mapping[str, Question],
        written: set[str],
    ) -> None:
        self._place, self._asked, self._earlier = place, asked, dict(earlier)
        self._whole, self._written = whole, written

    def check(self, text: str, others: bool) -> bool:
        """Whether it is good; `others` says that those before it are, which judging it as a whole needs."""
        try:
            condition = parse(text)
        except Unclear as unclear:
            self._place.tell("C01", found=unclear.found, at=unclear.at, reason=unclear.reason)
            return False
        found = [self._known(atom) and self._comparable(atom) for atom in atoms(condition)]
        good = all(found)
        if good and others:
            self._judge(text, condition)
        return good

    def _judge(self, text: str, condition: Condition) -> None:
        found = outcomes(condition, self._earlier)
        if len(found) == 1:
            self._place.tell("C07" if found == {False} else "C08", condition=text)

    def _known(self, atom: Compared | Answered) -> bool:
        name, _, row = atom.item.partition(".")
        if name == self._place.id:
            self._place.tell("C05", name=name, where="which is this question itself")
        elif name in self._asked and name not in self._earlier:
            self._place.tell("C05", name=name, where="which comes after it")
        elif name not in self._asked and (name in self._whole or name in self._written):
            self._place.tell("C06", what=f"the question “{name}”")
        elif name not in self._asked:
            self._place.tell(
                "C02", near_match(name, self._earlier), name=name, allowed=_listed(self._earlier)
            )
        else:
            return self._row_known(atom, name, row)
        return False

    def _row_known(self, atom: Compared | Answered, name: str, row: str) -> bool:
        question = self._asked[name]
        items = [item.answer for item in question.items()]
        grid = items != [name]
        if atom.item in items or (isinstance(atom, Answered) and not row):
            return True
        if (
            grid
            and row
            and name in self._whole
            and atom.item in [i.answer for i in self._whole[name].items()]
        ):
            self._place.tell("C06", what=f"the row “{row}” of “{name}”")
        else:
            near = near_match(row, [i.partition(".")[2] for i in items])
            self._place.tell(
                "C02",
                f"{name}.{near}" if near else "" if grid else name,
                name=atom.item,
                allowed=_listed(items),
            )
        return False

    def _comparable(self, atom: Compared | Answered) -> bool:
        question = self._asked[atom.item.partition(".")[0]]
        if not question.fields():
            rule = "it is only read, and has no answer"
            self._place.tell("C04", comparison=_text(atom), rule=rule)
            return False
        if isinstance(atom, Answered):
            return True
        rule = _broken_rule(atom, question.answers())
        if rule:
            self._place.tell("C04", comparison=_text(atom), rule=rule)
            return False
        return self._answers_there(atom, question)

    def _answers_there(self, atom: Compared, question: Question) -> bool:
        answers = question.answers()
        missing = [v for v in atom.values if v not in answers.listed and answers.kind in ("one", "many")]
        first = self._whole.get(question.id)
        for value in missing:
            if first is not None and value in first.answers().listed:
                self._place.tell("C06", what=f"the answer “{value}” of “{question.id}”")
            else:
                allowed = [str(answer) for answer in answers.listed]
                near = near_match(str(value), allowed)
                self._place.tell("C03", near, answer=value, name=question.id, allowed=_listed(allowed))
        return not missing


def _broken_rule(atom: Compared, answers: Answers) -> str:
    """What a comparison with such answers must keep to, where it does not; "" where it does."""
    ordered, item = atom.sign[0] in "<>", atom.item
    match answers.kind:
        case "words":
            return f"its answers are words of the customer’s own: only “answered({item})” can be asked"
        case "one" if ordered or atom.sign == "contains":
            return f"its answers have no order and one is chosen: “{item} = {answers.listed[0]}”, != or in"
        case "many" if atom.sign not in ("contains", "in"):
            return f"several of its answers can be chosen: “{item} contains {answers.listed[0]}” or in"
        case "scale" | "number":
            numbers = [answer for answer in answers.listed if isinstance(answer, int)]
            low, high = (numbers[0], numbers[-1]) if numbers else (answers.low, answers.high)
            fitting = all(
                low <= v <= high if isinstance(v, int) else v in answers.listed and not ordered
                for v in atom.values
            )
            if atom.sign == "contains" or not fitting:
                more = f", or {NOT_APPLICABLE} by = and !=" if NOT_APPLICABLE in answers.listed else ""
                return f"its answers are whole numbers from {low} to {high}{more}"
    return ""


def _text(atom: Compared | Answered) -> str:
    if isinstance(atom, Answered):
        return f"answered({atom.item})"
    if atom.sign == "in":
        return f"{atom.item} in ({', '.join(map(str, atom.values))})"
    if atom.sign == "=" and atom.values == (YES,):
        return atom.item
    return f"{atom.item} {atom.sign} {atom.values[0]}"


def _listed(names: Mapping[str, object] | list[str]) -> str:
    shown = list(names)[:_SHOWN]
    return ", ".join(shown) + (", ..." if len(names) > _SHOWN else "") or "none above it"
