"""What may stand in each template file, as JSON Schema, so that editors complete and check while one types?

Made from the same Structs that files are read by; their rules are the descriptions. A schema knows names,
values and what is needed; what one file says about another only `check` knows.
"""

import re
import sys
from collections.abc import Iterable
from typing import Any

import msgspec

from listenwell.survey.fields import translated
from listenwell.survey.opening import Days
from listenwell.survey.organisation import NAME, Organisation, Segment
from listenwell.survey.question import Question
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording

Schema = dict[str, Any]

_SAYS = {
    "title": "the page's heading, and the link on the portal",
    "introduction": "under the heading; its first sentence also stands on the portal",
    "thanks": "what the page after sending says",
    "audience": "customers, or interviewers for a page that your own staff fill in",
    "channels": "the ways it is answered; the first counts when a link names none",
    "drivers": "the overall rating (outcome) and the ratings that are counted together with it (items)",
    "complaints": "the choice question whose options are causes of complaint",
    "opens": "the first day on which it is open, such as 2026-12-01",
    "closes": "the last day on which it is open, such as 2027-01-31",
}
"""What the keys of a survey are for, shown by editors."""

MADE_BY = "Made by `listenwell schema`; do not edit."
_DIALECT = "http://json-schema.org/draft-07/schema#"  # the one that editors of YAML know best
_ID = "^[a-z][a-z0-9_]{0,39}$"
_HIDE = {"type": "boolean", "description": "true leaves the question out"}
_USE = {
    "type": "string",
    "pattern": f"^{NAME}/{_ID[1:]}",
    "description": "a question of another survey, such as pulse/recommend; lines beside it replace its own",
}
_GIVEN = ("survey", "segment", "language", "questions", "untranslated", "original", "id")
"""Fields that are no keys of a file: they come from its name, or from other files."""


def schemas() -> dict[str, Schema]:
    """The schema of each kind of file, by the name of the kind."""
    return {
        "survey": _survey(),
        "segment": _segment(),
        "organisation": _whole(*_shape(Organisation)),
        "translation": _translation(),
        "wording": _wording(),
    }


def text_of(schema: Schema) -> str:
    """The schema as a file."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=1).decode() + "\n"


def _survey() -> Schema:
    shape, defs = _shape(Questionnaire)
    days, _ = _shape(Days)
    kinds, more = _kinds()
    shape["properties"] |= days["properties"] | {
        "questions": {
            "description": "the questions by their names, in the order of the page",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _ID},
            "additionalProperties": {"$ref": "#/$defs/question"},
        }
    }
    for key, says in _SAYS.items():
        shape["properties"][key] = _explained(shape["properties"][key], says)
    shape["required"] = [*shape.get("required", ()), "questions"]
    question = {
        "type": "object",
        "properties": {"type": _type(), "hide": _HIDE, "use": _USE},
        "anyOf": [{"required": ["type"]}, {"required": ["hide"]}, {"required": ["use"]}],
        "allOf": [
            {"if": {"required": ["use"]}, "then": {"$ref": "#/$defs/used"}},
            *(
                {
                    "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                    "then": {
                        "if": {"anyOf": [_hidden(), {"required": ["use"]}]},
                        "else": {"$ref": f"#/$defs/{kind}"},
                    },
                }
                for kind in QUESTION_TYPES
            ),
        ],
    }
    used = _closed({key: _or_none(map(_partial, values)) for key, values in _anything(kinds).items()})
    used["properties"]["use"] = _USE
    return _whole(shape, {"question": question, "used": used} | kinds | more | defs)


def _explained(schema: Schema, says: str) -> Schema:
    """With what the key is for; beside a reference nothing else is read."""
    return {
        "description": says,
        **({"allOf": [schema]} if "$ref" in schema else schema | {"description": says}),
    }


def _hidden() -> Schema:
    """Of a question that is left out nothing is asked but its name."""
    return {"properties": {"hide": {"const": True}}, "required": ["hide"]}


def _kinds() -> tuple[Schema, Schema]:
    """The keys of each question type, and what these refer to."""
    kinds, defs = {}, {}
    for name, row in QUESTION_TYPES.items():
        shape, more = _shape(row.question, but=row.question.fixed)
        shape["properties"] = {"type": {"const": name}} | shape["properties"] | {"hide": _HIDE}
        for key, least in row.question.least.items():
            shape["properties"][key]["minProperties"] = least
        shape["description"] = _says(row.question)
        kinds[name] = shape
        defs |= more
    return kinds, defs


def _type() -> Schema:
    says = [_says(row.question) for row in QUESTION_TYPES.values()]
    return {
        "enum": list(QUESTION_TYPES),
        "markdownEnumDescriptions": says,
        "description": "what is asked for",
    }


def _says(question: type[Question]) -> str:
    """The first line of the type's module."""
    line = (sys.modules[question.__module__].__doc__ or "").partition("\n")[0]
    return line.partition(": ")[2] or line


def _segment() -> Schema:
    """A segment's changes give any key of any type a new value, or none, which takes it away."""
    shape, defs = _shape(Segment)
    survey, more = _shape(Questionnaire)
    days, _ = _shape(Days)
    kinds, others = _kinds()
    anything = _anything(kinds) | {"use": [_USE]}
    places = {key: {"type": "string", "pattern": _ID} for key in ("after", "before")}
    names = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
    question = _closed(
        {key: _or_none(_partial(v) for v in values) for key, values in anything.items()} | places
    )
    question["properties"]["order"] = {
        "anyOf": [*question["properties"].get("order", {}).get("anyOf", ()), names]
    }
    changed = _closed({key: _or_none([v]) for key, v in (survey["properties"] | days["properties"]).items()})
    changed["properties"] |= {"questions": _by_name(_ID, question), "order": names}
    shape["properties"]["changes"] = _by_name(f"^{NAME}$", changed)
    shape["properties"]["changes"]["description"] = "a block for each survey that reads differently here"
    return _whole(shape, defs | more | others)


def _anything(kinds: Schema) -> dict[str, list[Schema]]:
    """Every key of every type, with what it may be."""
    anything: dict[str, list[Schema]] = {"type": [_type()]}
    for kind in kinds.values():
        for key, value in kind["properties"].items():
            if key != "type" and value not in anything.setdefault(key, []):
                anything[key].append(value)
    return anything


def _partial(schema: Schema) -> Schema:
    """A list of named words of which only some are given, and some taken away."""
    if "additionalProperties" not in schema or not isinstance(schema["additionalProperties"], dict):
        return schema
    each = {"anyOf": [schema["additionalProperties"], {"type": "null"}]}
    return {k: v for k, v in schema.items() if k != "minProperties"} | {"additionalProperties": each}


def _or_none(options: Iterable[Schema]) -> Schema:
    return {"anyOf": [*options, {"type": "null"}]}


def _translation() -> Schema:
    """Only words; each under its name, none of them needed."""
    words = {"type": "string", "description": "the words in this language"}
    named = {"type": "object", "additionalProperties": words}
    keys: Schema = {}
    for row in QUESTION_TYPES.values():
        shape, _ = _shape(row.question)
        for key in sorted(translated(row.question)):
            keys[key] = words if shape["properties"][key].get("type") == "string" else named
    whole = {key: words for key in Questionnaire.__struct_fields__ if key in translated(Questionnaire)}
    whole["questions"] = _by_name(_ID, _closed(keys))
    return _whole(_closed(whole | {"segments": _by_name(f"^{NAME}$", _closed(dict(whole)))}), {})


def _wording() -> Schema:
    """Whole in the first language; elsewhere words may be missing."""
    shape, defs = _shape(Wording)
    shape["required"] = ["name", "direction"]
    for each in defs.values():
        each.pop("required", None)
    return _whole(shape, defs)


def _by_name(pattern: str, each: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": each}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _shape(struct: type[msgspec.Struct], but: Iterable[str] = ()) -> tuple[Schema, Schema]:
    """A Struct's own schema with the keys that files may have, and those that it refers to."""
    defs = msgspec.json.schema(struct)["$defs"]
    own = defs.pop(struct.__name__)
    gone = {*_GIVEN, *but}
    if struct in {row.question for row in QUESTION_TYPES.values()}:
        gone.add("type")
    properties = {key: _tidy(value) for key, value in own["properties"].items() if key not in gone}
    needed = [key for key in own.get("required", ()) if key not in gone]
    shape = _closed(properties) | ({"required": needed} if needed else {})
    return shape, {name: _tidy(value) for name, value in defs.items() if name in _named(properties, defs)}


def _named(properties: Schema, defs: Schema) -> set[str]:
    """The definitions that are reached from here."""
    found: set[str] = set()
    rest = [properties]
    while rest:
        text = msgspec.json.encode(rest.pop()).decode()
        new = set(re.findall(r"#/\$defs/(\w+)", text)) - found
        found |= new
        rest += [defs[name] for name in new]
    return found


def _tidy(value: Any) -> Any:
    """As editors want it: the end of a pattern as JavaScript has it, no empty lists, no talk of Python."""
    if isinstance(value, list):
        return [_tidy(each) for each in value if each != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    found = {key: _tidy(each) for key, each in value.items() if key not in ("title", "default")}
    if value.get("type") == "object" and "properties" in value:
        found.pop("description", None)
        found["properties"] = {key: _tidy(each) for key, each in value["properties"].items()}
    if isinstance(found.get("pattern"), str):
        found["pattern"] = found["pattern"].replace("\\Z", "$")
    if found.get("format") == "date":
        found["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    if found.get("type") == "array":
        found |= {"minItems": 1, "uniqueItems": True}
    return found


def _whole(shape: Schema, defs: Schema) -> Schema:
    return {"$schema": _DIALECT, "$comment": MADE_BY} | shape | ({"$defs": defs} if defs else {})
