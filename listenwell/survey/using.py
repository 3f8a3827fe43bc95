"""A question that several surveys ask is written in one of them: what becomes of `use: pulse/recommend`?

The survey that uses it takes over its lines, what segments change in it and its translations, each with the
file and line where it is written. Lines beside `use` take their place, or take one away.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

import msgspec

from listenwell.survey.lines import Node
from listenwell.survey.merging import Path, at, overlay, without
from listenwell.survey.organisation import NAME
from listenwell.survey.problems import Problem, Problems, near_match
from listenwell.survey.reading import shown
from listenwell.survey.resolving import questions_block

USE = "use"
_OWN = ("hide", "show_if", "after", "before")
"""What a question says about the survey it stands in, and nobody takes over."""
_NOTHING: dict[str, Node] = {}


class Written(msgspec.Struct, frozen=True):
    """A survey as its files have it: itself, what each segment changes, and its words by language."""

    base: Node
    changes: dict[str, Node]
    words: dict[str, Node | None]


Others = Callable[[str], Written | None]
"""Another survey by its name; None when it is not there, or cannot be read (recorded)."""


def uses(written: Written) -> tuple[str, ...]:
    """The surveys that this one takes questions from, in order."""
    blocks = (written.base, *written.changes.values())
    return tuple(dict.fromkeys(str(use.value).partition("/")[0] for b in blocks for _, _, use in _using(b)))


def with_used(own: Written, others: Others, problems: Problems) -> Written | None:
    """The survey with the questions it uses in their places; None when one of them cannot be (recorded)."""
    before = problems.told
    whole = own
    for name, question, use in _using(own.base):
        source = _found(name, question, use, others, problems)
        if source:
            whole = _for_all(whole, name, question, *source)
    for segment, block in own.changes.items():
        for name, question, use in _using(block):
            if at(own.base, ("questions", name)) is not None:
                problems.add("Q11", use.file, use.line, id=name)
                continue
            source = _found(name, question, use, others, problems)
            if source:
                whole = _for_one(whole, segment, name, question, *source)
    return whole if problems.told == before else None


def but_lenders(problems: Iterable[Problem], used: Iterable[tuple[str, ...]]) -> list[Problem]:
    """The problems without the warning that nobody is asked a survey, where others use its questions; `used`
    has the surveys that each one uses."""
    lending = {survey for each in used for survey in each}
    return [p for p in problems if p.code != "S04" or PurePosixPath(p.file).stem not in lending]


def _for_all(whole: Written, name: str, question: Node, source: Written, theirs: Path) -> Written:
    """With a question of the survey taken over, and with it what each segment changes in it."""
    path = ("questions", name)
    base = _put(whole.base, path, overlay(_taken(source.base, theirs), without(question, USE)))
    changes = dict(whole.changes)
    for segment, changed in source.changes.items():
        if (found := _taken(changed, theirs)) is not None:
            changes[segment] = _joined(changes.get(segment), path, found)
    blocks: list[Path] = [(), *(("segments", segment) for segment in source.changes)]
    words = _words(whole, source, [((*block, *path), (*block, *theirs)) for block in blocks])
    return Written(base, changes, words)


def _for_one(
    whole: Written, segment: str, name: str, question: Node, source: Written, theirs: Path
) -> Written:
    """With a question that one segment adds taken over, as that segment is asked it."""
    found = _taken(source.base, theirs)
    changed = _taken(source.changes[segment], theirs) if segment in source.changes else None
    found = overlay(found, changed) if changed else found
    path = ("questions", name)
    block = _put(whole.changes[segment], path, overlay(found, without(question, USE)))
    here = ("segments", segment, *path)
    words = _words(whole, source, [(here, ("segments", segment, *theirs)), (here, theirs)])
    return Written(whole.base, {**whole.changes, segment: block}, words)


def _words(whole: Written, source: Written, places: list[tuple[Path, Path]]) -> dict[str, Node | None]:
    """The survey's words, joined by those that stand in the other one's translations: (here, there)."""
    words = dict(whole.words)
    for language, translation in source.words.items():
        for here, there in places if translation else ():
            found = at(translation, there)
            if words.get(language) is not None and found is not None:
                words[language] = _joined(words[language], here, found)
    return words


def _using(block: Node) -> Iterator[tuple[str, Node, Node]]:
    """Each question with `use`: its name, itself, and the value."""
    questions = block.mapping.get("questions")
    for name, question in (questions.mapping if questions else _NOTHING).items():
        if USE in question.mapping:
            yield name, question, question.mapping[USE]


def _found(
    name: str, question: Node, use: Node, others: Others, problems: Problems
) -> tuple[Written, Path] | None:
    """The survey that the question is written in, and its place there."""
    survey, _, key = str(use.value).partition("/")
    source = others(survey) if re.fullmatch(NAME, survey) and key else None
    listed = questions_block(source.base, problems) if source else None
    if source and listed is None:
        return None
    there = listed.mapping.get(key) if listed else None
    if source is None or there is None or not there.mapping:
        near = near_match(key, listed.mapping) if listed else ""
        near = f"{survey}/{near}" if near else ""
        problems.add("Q08", use.file, use.line, near=near, id=name, name=shown(use.value))
        return None
    if USE in there.mapping:
        problems.add("Q09", use.file, use.line, id=name, first=there.mapping[USE].value)
        return None
    kind = question.mapping.get("type")
    if kind is not None and kind.plain() != there.mapping.get("type", kind).plain():
        problems.add("Q10", kind.file, kind.line, id=name, name=use.value)
        return None
    return source, ("questions", key)


def _taken(block: Node, path: Path) -> Node | None:
    """As much of a question as others take over; None when it is not there."""
    found = at(block, path)
    return without(found, *_OWN) if found is not None and found.mapping else None


def _joined(block: Node | None, path: Path, found: Node) -> Node:
    """`block` with `found` at `path`, under what stands there already."""
    there = at(block, path) if block else None
    block = block or Node({}, found.file, found.line)
    return _put(block, path, _under(found, there) if there is not None else found)


def _under(found: Node, over: Node) -> Node:
    """Two changes as one: the second wins, and what it takes away stays taken away."""
    if not isinstance(found.value, dict) or not isinstance(over.value, dict):
        return over
    merged = dict(found.value)
    for key, node in over.value.items():
        merged[key] = _under(merged[key], node) if key in merged else node
    return Node(merged, over.file, over.line)


def _put(block: Node, path: Path, value: Node) -> Node:
    key, *rest = path
    there = block.mapping.get(key) or Node({}, value.file, value.line)
    return Node(
        {**block.mapping, key: _put(there, tuple(rest), value) if rest else value}, block.file, block.line
    )
