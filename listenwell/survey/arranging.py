"""In which order does a segment ask? `order`, `after` and `before` among its changes."""

from collections.abc import Iterable

from listenwell.survey.lines import Node
from listenwell.survey.merging import without
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.reading import shown

_PLACES = ("after", "before")


def arrange(merged: Node, changes: Node, problems: Problems) -> Node:
    """The survey with a segment's changes in it, in the order that these ask for.

    `order` under the survey lists questions that come first, under a question its options or rows; `after`
    and `before` put one question beside another. What they name and is not there is recorded.
    """
    questions = merged.mapping.get("questions")
    if questions is None or not isinstance(questions.value, dict):
        return merged
    theirs = changes.mapping["questions"].mapping if "questions" in changes.mapping else {}
    names = _first(questions.mapping, changes.mapping.get("order"), problems)
    for name, change in theirs.items():
        if name in questions.mapping:
            names = _moved(names, name, change, problems)
    found = {name: _options(questions.mapping[name], theirs.get(name), problems) for name in names}
    rest = without(merged, "order").mapping
    return Node({**rest, "questions": Node(found, questions.file, questions.line)}, merged.file, merged.line)


def _moved(names: list[str], name: str, change: Node, problems: Problems) -> list[str]:
    given = [key for key in _PLACES if key in change.mapping]
    if not given:
        return names
    place = change.mapping[given[-1]]
    others = [other for other in names if other != name]
    if len(given) == len(_PLACES):
        problems.add("S07", place.file, place.line, id=name)
        return names
    if not _known(place, given[0], place, others, problems):
        return names
    at = others.index(str(place.value)) + (given[0] == "after")
    return [*others[:at], name, *others[at:]]


def _options(question: Node, change: Node | None, problems: Problems) -> Node:
    """A question without the keys of arranging, its options or rows in the order that was asked for."""
    if change is None or not isinstance(question.value, dict):
        return question
    order = change.mapping.get("order")
    order = order if order is not None and isinstance(order.value, list) else None
    found = without(question, *_PLACES, *(["order"] if order else []))
    kind = question.mapping.get("type")
    row = QUESTION_TYPES.get(str(kind.value)) if kind else None
    for key in row.question.least if row and order else ():
        listed = found.mapping.get(key)
        if listed is not None and listed.mapping:
            names = _first(listed.mapping, order, problems)
            inside = Node({name: listed.mapping[name] for name in names}, listed.file, listed.line)
            found = Node({**found.mapping, key: inside}, found.file, found.line)
    return found


def _first(there: Iterable[str], order: Node | None, problems: Problems) -> list[str]:
    """The names, those of `order` first."""
    names = list(there)
    if order is None:
        return names
    if not isinstance(order.value, list):
        rule = "a list of names in square brackets"
        problems.add("K02", order.file, order.line, key="order", value=shown(order.value), rule=rule)
        return names
    known = [each for each in order.value if _known(each, "order", order, names, problems)]
    listed = list(dict.fromkeys(str(each.value) for each in known))
    return [*listed, *(name for name in names if name not in listed)]


def _known(named: Node, key: str, place: Node, names: list[str], problems: Problems) -> bool:
    if isinstance(named.value, str) and named.value in names:
        return True
    near, allowed = near_match(str(named.value), names), ", ".join(names)
    problems.add("S06", place.file, place.line, near=near, key=key, name=named.value, allowed=allowed)
    return False
