"""Whether a translation has the words of its survey: what it lacks or has too many, how much is done."""

from collections.abc import Iterator
from functools import cache

from listenwell.survey.fields import translated
from listenwell.survey.lines import Node
from listenwell.survey.merging import Path, at, leaves, nearest, without
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading import shown

LEAST_SHARE = 0.5
"""A survey is offered in a language when at least this share of its words is translated."""


def needed_words(base: Node, changes: dict[str, Node]) -> dict[Path, Node]:
    """Path in a translation file to the original: the survey's words, and those that segments change."""
    types = types_of(base)
    found = dict(words_in(base, types))
    for segment, changed in changes.items():
        found |= {("segments", segment, *path): leaf for path, leaf in words_in(changed, types)}
    return found


def types_of(base: Node) -> dict[str, str]:
    """Question id to the type that the survey's file gives it."""
    questions = base.mapping.get("questions")
    return {name: _type(node) for name, node in questions.mapping.items()} if questions else {}


def words_in(node: Node, types: dict[str, str], besides: str = "") -> Iterator[tuple[Path, Node]]:
    """Every text that customers read, with its path; without those in files whose names end so."""
    keys: dict[str, frozenset[str]] = {}
    for path, leaf in leaves(node):
        if not isinstance(leaf.value, str) or (besides and leaf.file.endswith(besides)):
            continue
        if len(path) == 1 and path[0] in translated(Questionnaire):
            yield path, leaf
        elif len(path) >= 3 and path[0] == "questions":
            name = path[1]
            if name not in keys:
                keys[name] = _translated_of(types.get(name) or _type(at(node, path[:2])))
            if path[2] in keys[name]:
                yield path, leaf


@cache
def _translated_of(kind: str) -> frozenset[str]:
    """The keys of a question whose values are words. A hidden question may have lost its type: then the words
    of any type are words."""
    row = QUESTION_TYPES.get(kind)
    shapes = [row.question] if row else [each.question for each in QUESTION_TYPES.values()]
    return frozenset().union(*map(translated, shapes))


def check_translation(
    base: Node, changes: dict[str, Node], words: Node, language: str, problems: Problems
) -> bool:
    """Compare `words` with the survey's file and with the `changes` each segment makes to it.

    True when enough is translated for the survey to be offered in the language.
    """
    segments = words.mapping.get("segments")
    if segments is not None and not isinstance(segments.value, dict):
        rule = "a block with a name for each segment"
        value = shown(segments.value)
        problems.add("K02", segments.file, segments.line, key="segments", value=value, rule=rule)
        words = without(words, "segments")
    needed = needed_words(base, changes)
    there = {path: leaf for path, leaf in leaves(words) if path and leaf.value is not None}
    _tell_superfluous(needed, there, problems)
    missing = [path for path in needed if path not in there]
    total = len(needed)
    counts = {"language": language, "missing": len(missing), "total": total}
    if missing and total - len(missing) < LEAST_SHARE * total:
        problems.add("T11", words.file, words.line, **counts)
        return False
    for path in missing:
        place = nearest(words, path)
        original = short(str(needed[path].value))
        problems.add("T01", place.file, place.line, what=": ".join(path), original=f"“{original}”")
    if missing:
        problems.add("T10", words.file, words.line, **counts)
    return True


def short(text: str) -> str:
    """The beginning of the text, for a message."""
    return text if len(text) <= 80 else text[:79] + "…"


def _tell_superfluous(needed: dict[Path, Node], there: dict[Path, Node], problems: Problems) -> None:
    names = {name for path in needed for name in path}
    for path, leaf in there.items():
        if path in needed and not isinstance(leaf.value, str):
            rule = "words (in quotes when they look like a number)"
            problems.add("K02", leaf.file, leaf.line, key=path[-1], value=shown(leaf.value), rule=rule)
        if path not in needed:
            wrong = next((name for name in path if name not in names), "")
            near = near_match(wrong, names) if wrong else ""
            problems.add("T02", leaf.file, leaf.line, near=near, what=f"“{': '.join(path)}”")


def _type(question: Node | None) -> str:
    kind = question.mapping.get("type") if question else None
    return str(kind.value) if kind else ""
