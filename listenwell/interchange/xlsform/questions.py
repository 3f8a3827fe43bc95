"""What is one row of the survey sheet as a question of ours?"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from listenwell.interchange.answers import Answer, Place, about_recommending, options, scale
from listenwell.interchange.cleaning import name_of
from listenwell.interchange.draft import DraftQuestion, Said, Target
from listenwell.interchange.notes import Notes
from listenwell.interchange.xlsform.limits import limits
from listenwell.survey.fields import fields_of
from listenwell.survey.question_types import QUESTION_TYPES

_YES_NO = ("yes", "no")
_DONT_KNOW = ("dont_know", "dk", "unsure", "not_sure")
_TOLD = (
    "calculation",
    "default",
    "read_only",
    "choice_filter",
    "repeat_count",
    "trigger",
    "required_message",
)
_TOLD_STARTS = ("constraint_message", "bind::", "body::", "instance::")
_SHOWN = ("image", "audio", "video", "big-image")


class Line(msgspec.Struct, kw_only=True):
    """A row that asks something, with all that is needed to turn it into a question."""

    place: str
    kind: str
    """The type without the name of its list."""
    name: str
    said: dict[str, Said]
    """Label, hint and guidance_hint."""
    cells: dict[str, str]
    """The other columns."""
    answers: list[Answer] = []
    listed: str = ""
    or_other: bool = False
    own: dict[str, Any] = {}
    notes: Notes

    @property
    def where(self) -> Place:
        return Place(self.place, self.name, self.notes)

    @property
    def list_where(self) -> Place:
        """Lists are shared, so what became of their answers is told once."""
        return Place(self.place, self.listed, self.notes)

    def parameters(self) -> dict[str, str]:
        return dict(re.findall(r"([\w-]+)\s*=\s*([^\s;,]+)", self.cells.get("parameters", "")))

    def made(
        self, kind: str, values: dict[str, str | int] | None = None, of: str = "words", **keys: Any
    ) -> DraftQuestion:
        """The question; `of` is the kind of its answers in conditions."""
        common: dict[str, Any] = {
            "type": kind,
            "text": self.said["label"] or self.said["hint"] or Said({"": self.name}),
        }
        if self.said["label"] and self.said["hint"] and kind != "statement":
            common["hint"] = self.said["hint"]
        if self.said["guidance_hint"]:
            common["interviewer"] = self.said["guidance_hint"]
        required = self.cells.get("required", "").strip().lower()
        if required in ("yes", "true", "true()", "1") and kind not in ("statement", "contact"):
            common["required"] = True
        elif required not in ("", "no", "false", "false()", "0", "yes", "true", "true()", "1"):
            self.notes.add("I03", self.place, self.name, key="required", value=required)
        self._tell(kind)
        name = name_of(self.name, (), "question")
        targets = {self.name: Target(name, of, values or {})}
        return DraftQuestion(
            place=self.place,
            source=self.name,
            id=name,
            keys=common | keys | self.settings(kind),
            targets=targets,
        )

    def settings(self, kind: str) -> dict[str, Any]:
        """What our own column says, as far as it is a key of this type; words come by language."""
        names = {field.name for field in fields_of(QUESTION_TYPES[kind].question)} - {"id", "text"}
        return {k: Said(v) if isinstance(v, dict) else v for k, v in self.own.items() if k in names}

    def constrained(self, kind: str) -> dict[str, Any]:
        """The keys that the row's `constraint` makes; what cannot be said is told."""
        keys, left = limits(self.cells.get("constraint", ""), kind)
        for part in left:
            self.notes.add("I07", self.place, self.name, limit=part)
        return keys

    def _tell(self, kind: str) -> None:
        for key, value in self.cells.items():
            if key in _TOLD or (key.startswith(_TOLD_STARTS) and kind != "statement"):
                self.notes.add("I03", self.place, self.name, key=key, value=value)
            if key.removeprefix("media::") in _SHOWN:
                self.notes.add("I09", self.place, self.name, what=value)


def _select_one(line: Line) -> list[DraftQuestion]:
    own, names = line.own.get("type"), [a.value for a in line.answers]
    if own == "recommend" or (
        not own and names == [str(n) for n in range(11)] and about_recommending(line.said["label"], line.name)
    ):
        values: dict[str, str | int] = {str(n): n for n in range(11)}
        taken = scale(line.answers, line.where._replace(notes=Notes()))
        ends = {key: taken.keys[key] for key in ("low", "high") if key in taken.keys} if taken else {}
        if taken and "words" in taken.keys:
            ends = {"low": taken.keys["words"]["1"], "high": taken.keys["words"]["11"]}
        for key in {"low", "high"} - ends.keys():
            line.notes.add(
                "I40",
                line.place,
                line.name,
                what="an end of the scale has no words",
                remedy=f"Add “{key}: ...”.",
            )
        return [line.made("recommend", values, "scale", **ends)]
    lower = {name.lower() for name in names}
    if own == "yes-no" or (
        not own and set(_YES_NO) <= lower and len(lower - {*_YES_NO, *_DONT_KNOW}) == 0 and len(lower) <= 3
    ):
        by = {"dont_know" if a.value.lower() in _DONT_KNOW else a.value.lower(): a for a in line.answers}
        values = {a.value: {"yes": "yes", "no": "no"}.get(key, "?") for key, a in by.items()}
        return [
            line.made(
                "yes-no",
                values,
                "one",
                **{key: by[key].said for key in ("yes", "no", "dont_know") if key in by},
            )
        ]
    if own in ("rating", "effort") or (not own and _scaled(line, names)):
        taken = scale(line.answers, line.where)
        if taken:
            kind = "effort" if own == "effort" else "rating"
            keys = {k: v for k, v in taken.keys.items() if kind == "rating" or k not in ("points", "show")}
            return [line.made(kind, taken.values, "scale", **keys)]
    return _chosen(line, "choice")


def _scaled(line: Line, names: list[str]) -> bool:
    """Whether a list of answers is meant as a scale: shown as one, or 0 to 10."""
    return "likert" in line.cells.get("appearance", "") or names == [str(n) for n in range(11)]


def _chosen(line: Line, kind: str) -> list[DraftQuestion]:
    apart = {
        key: a
        for key in ("other", "none")
        for a in line.answers
        if line.own.get(key) is True and a.value == key
    }
    keys: dict[str, Any] = {key: a.said for key, a in apart.items()}
    if line.or_other and kind == "ranking":
        line.notes.add("I03", line.place, line.name, key="or_other", value="one more to rank")
        line.or_other = False
    if line.or_other:
        keys["other"] = Said({"": "Other"})
        line.notes.add(
            "I40",
            line.place,
            line.name,
            what="the words of “other” were not in the file",
            remedy="See that “other: ...” reads well.",
        )
    taken = options([a for a in line.answers if a not in apart.values()], line.list_where, list(keys))
    if not line.answers:
        line.notes.add("I06", line.place, line.name, what=line.listed or "no list")
    if line.parameters().get("randomize", "").lower() == "true":
        keys["order"] = "random"
    line.own = {k: v for k, v in line.own.items() if k not in apart}
    if "none" not in apart:
        line.constrained(kind)
    values = taken.values | {key: key for key in (*apart, *(["other"] if line.or_other else []))}
    of = {"choice": "one", "choices": "many"}.get(kind, "words")
    return [line.made(kind, values, of, **taken.keys, **keys)]


def _select_multiple(line: Line) -> list[DraftQuestion]:
    return _chosen(line, "choices")


def _rank(line: Line) -> list[DraftQuestion]:
    return _chosen(line, "ranking")


def _text(line: Line) -> list[DraftQuestion]:
    lines = 4 if "multiline" in line.cells.get("appearance", "") else 1
    return [line.made("text", lines=lines, **line.constrained("text"))]


def _number(line: Line) -> list[DraftQuestion]:
    keys = line.constrained("number")
    for key, end in (("low", "lowest"), ("high", "highest")):
        if key not in keys and key not in line.own:
            line.notes.add(
                "I40",
                line.place,
                line.name,
                what=f"a number needs its {end} value",
                remedy=f"Add a line “{key}: ...”.",
            )
    if line.kind == "decimal":
        keys["decimals"] = 2
        if "decimals" not in line.own:
            line.notes.add(
                "I20", line.place, line.name, what="a decimal", became="a number with 2 decimals", remedy=""
            )
    return [line.made("number", None, "number", **keys)]


def _range(line: Line) -> list[DraftQuestion]:
    given = line.parameters()
    start, end, step = (
        given.get(key, otherwise) for key, otherwise in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    if not all(re.fullmatch(r"-?\d{1,9}", each) for each in (start, end)):
        line.notes.add(
            "I20",
            line.place,
            line.name,
            what=f"a range from {start} to {end}",
            became="a number",
            remedy="See that its values fit.",
        )
        whole = [int(float(each)) if re.fullmatch(r"-?\d{1,9}(\.\d+)?", each) else 0 for each in (start, end)]
        return [line.made("number", None, "number", low=min(whole), high=max(whole), decimals=1)]
    low, high = sorted((int(start), int(end)))
    if step == "1" and "rating" in line.cells.get("appearance", "") and high - low < 11:
        taken = scale([Answer(str(n), Said(), line.place) for n in range(low, high + 1)], line.where)
        if taken:
            return [line.made("rating", taken.values, "scale", show="stars", **taken.keys)]
    keys = {"decimals": min(3, len(step.partition(".")[2]))} if "." in step else {}
    if step != "1" and not keys:
        line.notes.add("I07", line.place, line.name, limit=f"steps of {step}")
    return [line.made("number", None, "number", low=low, high=high, **keys)]


def _date(line: Line) -> list[DraftQuestion]:
    keys: dict[str, Any] = line.constrained("date")
    if "month-year" in line.cells.get("appearance", ""):
        keys["precision"] = "month"
    if line.kind == "datetime":
        line.notes.add("I20", line.place, line.name, what="day and time", became="a day", remedy="")
    return [line.made("date", None, "words", **keys)]


def _time(line: Line) -> list[DraftQuestion]:
    line.notes.add("I20", line.place, line.name, what="a time of day", became="a text", remedy="")
    return [line.made("text", lines=1, limit=20)]


def _consent(line: Line) -> list[DraftQuestion]:
    return [line.made("consent", {"OK": "yes", "yes": "yes"}, "consent")]


def _note(line: Line) -> list[DraftQuestion]:
    if not line.said["label"] and not line.said["hint"]:
        line.notes.add("I10", line.place, line.name)
        return []
    question = line.made("statement", of="")
    question.asked, question.targets = False, {}
    return [question]


QUESTIONS: dict[str, Callable[[Line], list[DraftQuestion]]] = {
    "select_one": _select_one,
    "select_multiple": _select_multiple,
    "rank": _rank,
    "text": _text,
    "integer": _number,
    "decimal": _number,
    "range": _range,
    "date": _date,
    "datetime": _date,
    "time": _time,
    "acknowledge": _consent,
    "note": _note,
}
"""By type. The rest has no equal."""


def grid(head: Line, rows: list[Line], required: bool) -> DraftQuestion | None:
    """Rows that share a list of answers, as one grid; None when the list is no scale."""
    taken = scale(rows[0].answers, rows[0].list_where)
    if taken is None:
        return None
    given = head.own.get("rows")
    prefix = f"{head.name}_"
    named = options(
        [
            Answer(row.name.removeprefix(prefix), row.said["label"] or Said({"": row.name}), row.place)
            for row in rows
        ],
        head.where,
    )
    ours = (
        given
        if isinstance(given, list) and len(given) == len(rows) and all(isinstance(g, str) for g in given)
        else list(named.keys["options"])
    )
    if len(ours) != len(rows):
        return None
    keys = dict(zip(ours, named.keys["options"].values(), strict=True))
    head.own = {k: v for k, v in head.own.items() if k != "rows"}
    question = head.made("rating-grid", rows=keys, **taken.keys)
    if required:
        question.keys["required"] = True
    question.targets |= {
        row.name: Target(f"{question.id}.{name}", "scale", taken.values)
        for row, name in zip(rows, ours, strict=True)
    }
    return question
