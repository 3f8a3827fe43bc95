"""A question from its lines, read once for all segments that leave it alone."""

import msgspec

from listenwell.survey.lines import Node
from listenwell.survey.merging import translate, without
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import Id, Question
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.reading import convert, read, shown
from listenwell.survey.translating import words_in


class Shared:
    """What was read of a survey for one segment and is the same for the next: a question that segments leave
    alone is one and the same node for all of them, so it is read once and becomes one and the same value."""

    def __init__(self, original: str = "") -> None:
        self.original = original
        """The language of words that a translation lacks."""
        self._questions: dict[int, tuple[Node, Question | None]] = {}
        self._left: dict[int, tuple[Node, tuple[str, ...]]] = {}
        self._translated: dict[int, tuple[Node, Node]] = {}
        # by `id`: each node is kept beside what was made of it, so that no other comes to have its id

    def question(self, name: str, node: Node, problems: Problems) -> Question | None:
        """The question of that node; a mistake in it is recorded the first time."""
        found = self._questions.get(id(node))
        if found is None:
            found = self._questions[id(node)] = node, read_question(name, node, problems)
        return found[1]

    def translated(self, base: Node, words: Node) -> Node:
        """The survey in the language of `words`."""
        found = self._translated.get(id(words))
        if found is None:
            found = self._translated[id(words)] = words, translate(base, without(words, "segments"))
        return found[1]

    def left(self, name: str, node: Node, ending: str) -> tuple[str, ...]:
        """Paths of the question's words not from files of that ending, which is one for each node."""
        found = self._left.get(id(node))
        if found is None:
            inside = Node({"questions": Node({name: node}, node.file, node.line)}, node.file, node.line)
            found = self._left[id(node)] = node, words_left(inside, ending)
        return found[1]


def read_question(name: str, node: Node, problems: Problems) -> Question | None:
    """The question, or None when anything in it is wrong (recorded)."""
    allowed = ", ".join(QUESTION_TYPES)
    if not isinstance(node.value, dict):
        rule = "a block of lines such as “type: rating”"
        problems.add("K02", node.file, node.line, key=name, value=shown(node.value), rule=rule)
        return None
    if convert(Node(name, node.file, node.line), Id, name, Problems()) != name:
        problems.add("K04", node.file, node.line, id=name, kind="question")
        return None
    kind = node.mapping.get("type")
    if kind is None:
        problems.add("Q02", node.file, node.line, id=name, allowed=allowed)
        return None
    row = QUESTION_TYPES.get(kind.value) if isinstance(kind.value, str) else None
    if row is None:
        near = near_match(str(kind.value), QUESTION_TYPES)
        problems.add("Q01", kind.file, kind.line, near=near, id=name, type=kind.value, allowed=allowed)
        return None
    question = _at_once(name, node, row.question) or read(
        node, row.question, problems, given={"id": name, **row.question.fixed}, left=("type", "hide")
    )
    if question is None:
        return None
    mistakes = list(question.mistakes())
    for key, rule in mistakes:
        place = node.mapping.get(key, node)
        value = shown(place.value) if key in node.mapping else "left out"
        problems.add("K02", place.file, place.line, key=key, value=value, rule=rule)
    if mistakes:
        return None
    for key, least in row.question.least.items():
        count = len(getattr(question, key))
        if count < least:
            problems.add("Q04", node.file, node.line, key=key, id=name, count=count, least=least)
            return None
    return question


def _at_once(name: str, node: Node, shape: type[Question]) -> Question | None:
    """The question if nothing in it is wrong, for a fraction of what reading it key by key costs."""
    if "id" in node.mapping or not shape.fixed.keys().isdisjoint(node.mapping):
        return None
    given = {key: child.plain() for key, child in node.mapping.items() if key != "hide"}
    if any(isinstance(value, list | dict) and _has_list(value) for value in given.values()):
        return None  # whether a list has something twice is seen entry by entry
    try:
        question = msgspec.convert({**given, "id": name}, shape)
    except msgspec.ValidationError:
        return None
    as_fixed = all(getattr(question, key) == value for key, value in shape.fixed.items())
    return question if as_fixed else None


def _has_list(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_list(child) for child in value.values())
    return isinstance(value, list)


def words_left(node: Node, ending: str) -> tuple[str, ...]:
    """Paths of the words that are not from files whose names end so (`.de.yaml`)."""
    return tuple(".".join(path) for path, _ in words_in(node, {}, besides=ending))
