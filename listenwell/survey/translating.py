"""Whether a translation has the words of its survey, all of them and no others."""

from functools import cache

import msgspec

from listenwell.survey.lines import Node
from listenwell.survey.merging import Path, at, leaves, nearest, without
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import fields_of
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading import shown


def check_translation(base: Node, changes: dict[str, Node], words: Node, problems: Problems) -> None:
    """Compare `words` with the survey's file and with the `changes` each segment makes to it."""
    questions = base.mapping.get("questions")
    types = {name: _type(node) for name, node in questions.mapping.items()} if questions else {}
    _compare(_words(base, types), without(words, "segments"), problems, "")
    segments = words.mapping.get("segments") or Node({}, words.file, words.line)
    if not isinstance(segments.value, dict):
        rule = "a block with a name for each segment"
        value = shown(segments.value)
        problems.add("K02", segments.file, segments.line, key="segments", value=value, rule=rule)
    for segment in sorted({*changes, *segments.mapping}):
        changed = changes.get(segment)
        needed = _words(changed, types) if changed else {}
        translated = segments.mapping.get(segment) or Node({}, segments.file, segments.line)
        _compare(needed, translated, problems, f"segments: {segment}: ")


def _type(question: Node) -> str:
    kind = question.mapping.get("type")
    return str(kind.value) if kind else ""


def _words(node: Node, types: dict[str, str]) -> dict[Path, str]:
    """Path to original for every text that customers read."""
    found: dict[Path, str] = {}
    for path, leaf in leaves(node):
        if not isinstance(leaf.value, str):
            continue
        if len(path) == 1 and path[0] in _translated(Questionnaire):
            found[path] = leaf.value
        elif len(path) >= 3 and path[0] == "questions":
            row = QUESTION_TYPES.get(types.get(path[1]) or _type(at(node, path[:2])))
            # a hidden question may have lost its type: then the words of any type are words
            shapes = [row.question] if row else [each.question for each in QUESTION_TYPES.values()]
            if any(path[2] in _translated(shape) for shape in shapes):
                found[path] = leaf.value
    return found


@cache
def _translated(shape: type[msgspec.Struct]) -> frozenset[str]:
    names = set()
    for field in fields_of(shape):
        notes = getattr(field.type, "__metadata__", ())
        if any((getattr(note, "extra", None) or {}).get("translated") for note in notes):
            names.add(field.name)
    return frozenset(names)


def _compare(needed: dict[Path, str], words: Node, problems: Problems, where: str) -> None:
    there = {path: leaf for path, leaf in leaves(words) if path and leaf.value is not None}
    for path, original in needed.items():
        if path not in there:
            place = nearest(words, path)
            short = original if len(original) <= 80 else original[:79] + "…"
            problems.add("T01", place.file, place.line, what=where + ": ".join(path), original=f"“{short}”")
    names = {name for path in needed for name in path}
    for path, leaf in there.items():
        if path in needed and not isinstance(leaf.value, str):
            rule = "words (in quotes when they look like a number)"
            problems.add("K02", leaf.file, leaf.line, key=path[-1], value=shown(leaf.value), rule=rule)
        if path not in needed:
            wrong = next((name for name in path if name not in names), "")
            near = near_match(wrong, names) if wrong else ""
            problems.add("T02", leaf.file, leaf.line, near=near, what=f"“{where}{': '.join(path)}”")
