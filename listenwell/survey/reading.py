"""Nodes to typed values: the Struct says which names there are; every problem is told, not only the first."""

from collections.abc import Collection, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from listenwell.survey.fields import fields_of
from listenwell.survey.lines import Node
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import Id

Shape = TypeVar("Shape", bound=msgspec.Struct)
_BAD = object()


def read(
    node: Node,
    shape: type[Shape],
    problems: Problems,
    *,
    given: Mapping[str, Any] | None = None,
    left: Collection[str] = (),
) -> Shape | None:
    """The node as a `shape`, or None when anything in it is wrong (recorded).

    `given` are fields that come from elsewhere; `left` are names that may stand here and are read by the
    caller.
    """
    given = given or {}
    fields = _fields(shape)
    values: dict[str, Any] = dict(given)
    good = True
    for key, child in node.mapping.items():
        if key in left:
            continue
        if key not in fields or key in given:
            good = False
            allowed = [*(name for name in fields if name not in given), *left]
            problems.add(
                "K01",
                child.file,
                child.line,
                near=near_match(key, allowed),
                key=key,
                allowed=", ".join(allowed),
            )
            continue
        values[key] = convert(child, fields[key].type, key, problems)
        good = good and values[key] is not _BAD
    for name, field in fields.items():
        if field.required and name not in node.mapping and name not in given:
            good = False
            problems.add("K03", node.file, node.line, key=name, rule=describe(field.type))
    return shape(**values) if good else None


def convert(node: Node, kind: Any, key: str, problems: Problems) -> Any:
    """The node's value as `kind`; a marker that is no value when it is wrong (recorded)."""
    base, origin, inside, is_struct = _taken_apart(kind)
    if origin is dict and isinstance(node.value, dict):
        names = [_name(child, name, inside[0], problems) for name, child in node.value.items()]
        words = {n: convert(c, inside[1], f"{key}: {n}", problems) for n, c in node.value.items()}
        return words if all(names) and _BAD not in words.values() else _BAD
    if origin is tuple and isinstance(node.value, list):
        return _list(node, node.value, kind, inside[0], key, problems)
    if is_struct and isinstance(node.value, dict):
        value = read(node, base, problems)
        return _BAD if value is None else value
    try:
        return msgspec.convert(node.plain(), kind)
    except msgspec.ValidationError:
        near = near_match(node.value, _words_of(base)) if isinstance(node.value, str) else ""
        problems.add(
            "K02", node.file, node.line, near=near, key=key, value=shown(node.value), rule=describe(kind)
        )
        return _BAD


@cache
def _fields(shape: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in fields_of(shape)}


class _Kind(NamedTuple):
    """What `convert` asks of an annotation."""

    base: Any
    origin: Any
    inside: tuple[Any, ...]
    is_struct: bool


_KINDS: dict[int, tuple[Any, _Kind]] = {}
"""Annotations taken apart, which costs more than a value does, under their `id`: some cannot be hashed.
Each is kept beside its kind, so that no other one comes to have its id."""


def _taken_apart(kind: Any) -> _Kind:
    known = _KINDS.get(id(kind))
    if known is None:
        base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
        if get_origin(base) is UnionType:
            options = [option for option in get_args(base) if option is not NoneType]
            base = options[0] if len(options) == 1 else base
        is_struct = isinstance(base, type) and issubclass(base, msgspec.Struct)
        known = _KINDS[id(kind)] = kind, _Kind(base, get_origin(base), get_args(base), is_struct)
    return known[1]


def _list(node: Node, children: list[Node], kind: Any, each: Any, key: str, problems: Problems) -> Any:
    entries = tuple(convert(child, each, key, problems) for child in children)
    if not entries:
        problems.add("K02", node.file, node.line, key=key, value="an empty list", rule=describe(kind))
        return _BAD
    good = _BAD not in entries
    for child, entry in zip(children, entries, strict=True):
        if entry is not _BAD and entries.count(entry) > 1:
            good = False
            problems.add("K05", child.file, child.line, key=key, value=shown(child.value))
    return entries if good else _BAD


def _name(node: Node, name: str, kind: Any, problems: Problems) -> bool:
    try:
        msgspec.convert(name, kind)
    except msgspec.ValidationError:
        if kind is Id:
            problems.add("K04", node.file, node.line, id=name, kind="row or option")
        else:
            problems.add("K02", node.file, node.line, key=name, value="here", rule=describe(kind))
        return False
    return True


def describe(kind: Any) -> str:
    """The rule of a key, to follow "it must be"."""
    if get_origin(kind) is Annotated:
        base, *notes = get_args(kind)
        texts = [note.description for note in notes if isinstance(note, msgspec.Meta) and note.description]
        return texts[0] if texts else describe(base)
    if get_origin(kind) is Literal:
        return "one of: " + ", ".join(map(str, get_args(kind)))
    if get_origin(kind) is tuple:
        return f"a list in square brackets, each {describe(get_args(kind)[0])}"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "lines of “name: value”: " + ", ".join(kind.__struct_fields__)
    options = [arg for arg in get_args(kind) if arg is not type(None)]
    return describe(options[0]) if options else "a value"


def shown(value: object) -> str:
    """A value as it is quoted back in a message."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a block of names"
        case list():
            return "a list"
        case bool():
            return str(value).lower()
        case _:
            text = str(value)
            return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"


def _words_of(kind: Any) -> tuple[str, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()
