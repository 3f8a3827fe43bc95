"""A wording file -> Wording: what it lacks comes from the first language; its plural forms are checked."""

import re
from functools import cache

import msgspec

from listenwell.survey.fields import fields_of
from listenwell.survey.languages import speech
from listenwell.survey.lines import Node
from listenwell.survey.merging import Path, at, nearest
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.reading import read
from listenwell.survey.translating import short
from listenwell.survey.wording import Wording

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OWN = ("language", "name", "direction", "untranslated", "original")
"""Names of a wording that are not words around the questions."""


@cache
def wording_fields() -> dict[Path, msgspec.structs.FieldInfo]:
    """Every phrase of a wording by its path, in order."""
    groups = [field for field in fields_of(Wording) if field.name not in _OWN]
    return {(group.name, field.name): field for group in groups for field in fields_of(group.type)}


def read_wording(
    node: Node, language: str, first: Node | None, first_language: str, problems: Problems
) -> Wording | None:
    """The wording, or None when it has errors (recorded). `first` is the wording file of the first language,
    None when this is it."""
    node = node if first is None else _begun(node)
    missing = [] if first is None else [p for p in wording_fields() if _empty(at(node, p)) and at(first, p)]
    for path in missing:
        _tell_missing(node, path, at(first, path), problems)
    if missing:
        counts = {"language": language, "missing": len(missing), "total": len(wording_fields())}
        problems.add("T10", node.file, node.line, **counts)
    whole = _completed(node, missing, first)
    given = {
        "language": language,
        "untranslated": tuple(".".join(path) for path in missing),
        "original": first_language if missing else "",
    }
    wording = read(whole, Wording, problems, given=given)
    spoken = speech(language)
    if wording and spoken.code and wording.direction != spoken.direction:
        place = node.mapping["direction"]
        values = {"found": wording.direction, "direction": spoken.direction, "language": language}
        problems.add("T15", place.file, place.line, **values)
    for path, field in wording_fields().items() if wording else ():
        if path not in missing:
            _check_phrase(at(node, path), ": ".join(path), field, language, problems)
    return wording


def _begun(node: Node) -> Node:
    """The wording without plural forms that have no words yet."""

    def form(each: Node) -> Node:
        kept = {name: words for name, words in each.mapping.items() if words.value is not None}
        return Node(kept or None, each.file, each.line) if each.mapping else each

    groups = {
        name: Node({key: form(each) for key, each in group.mapping.items()}, group.file, group.line)
        if group.mapping
        else group
        for name, group in node.mapping.items()
    }
    return Node(groups, node.file, node.line)


def _empty(node: Node | None) -> bool:
    return node is None or node.value is None


def _tell_missing(node: Node, path: Path, original: Node, problems: Problems) -> None:
    place = nearest(node, path)
    some = (
        original.value if isinstance(original.value, str) else original.mapping.get("other", original).value
    )
    what, shown = ": ".join(path), f"“{short(str(some))}”"
    problems.add("T01", place.file, place.line, what=what, original=shown)


def _completed(node: Node, missing: list[Path], first: Node | None) -> Node:
    groups = dict(node.mapping)
    for group, name in missing:
        there = groups.get(group) or Node({}, node.file, node.line)
        if there.mapping or there.value in (None, {}):
            groups[group] = Node({**there.mapping, name: at(first, (group, name))}, there.file, there.line)
    return Node(groups, node.file, node.line)


def _check_phrase(
    node: Node, key: str, field: msgspec.structs.FieldInfo, language: str, problems: Problems
) -> None:
    notes = [note.extra for note in getattr(field.type, "__metadata__", ()) if note.extra]
    allowed = next((extra["placeholders"] for extra in notes if "placeholders" in extra), ())
    if not node.mapping:
        _check_placeholders(node, key, allowed, allowed, problems)
        return
    spoken = speech(language)
    for form in spoken.forms_needed:
        if form not in node.mapping:
            numbers = ", ".join(str(n) for n in range(1, 201) if spoken.form(n) == form)
            values = {"key": key, "form": form, "numbers": short(numbers), "language": language}
            needed = ", ".join(spoken.forms_needed)
            problems.add("T13", node.file, node.line, needed=needed, **values)
    for form, words in node.mapping.items():
        if form not in spoken.forms_there:
            there = ", ".join(spoken.forms_there)
            problems.add("T14", words.file, words.line, key=key, form=form, language=language, needed=there)
        # the first placeholder is the number that is counted: words for one number alone can do without it
        needed = allowed[1:] if spoken.stands_for_one_number(form) else allowed
        _check_placeholders(words, f"{key}: {form}", allowed, needed, problems)


def _check_placeholders(
    place: Node, key: str, allowed: tuple[str, ...], needed: tuple[str, ...], problems: Problems
) -> None:
    for name in _PLACEHOLDER.findall(str(place.value)):
        if name not in allowed:
            shown = ", ".join(f"{{{each}}}" for each in allowed) or "none"
            near = near_match(name, allowed)
            problems.add("T06", place.file, place.line, near=near, key=key, name=name, allowed=shown)
    for name in needed:
        if f"{{{name}}}" not in str(place.value):
            problems.add("T08", place.file, place.line, key=key, name=name)
