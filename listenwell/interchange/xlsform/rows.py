"""What is one question of ours as rows of the survey sheet, and which list of choices do they take?

A type of the registry without a row in `ROWS` is told as left out; a test walks the registry so that none is.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from listenwell.interchange.notes import Notes
from listenwell.interchange.xlsform import limits
from listenwell.interchange.xlsform.layout import own_cell
from listenwell.survey.fields import fields_of
from listenwell.survey.question import NOT_APPLICABLE, Question
from listenwell.survey.question_types import QUESTION_TYPES

Words = dict[str, str]
"""The same words by language."""
_COMMON = ("id", "text", "hint", "required", "interviewer", "show_if")


class Sheets(msgspec.Struct):
    """The rows so far: cells by column, where words are by language."""

    survey: list[dict[str, Any]] = []
    choices: list[dict[str, Any]] = []


class Asked:
    """A question in every language, the first of which is the one that its survey is written in."""

    def __init__(self, by_language: Mapping[str, Question], words: Mapping[str, Any], notes: Notes) -> None:
        self.by_language, self.notes = by_language, notes
        self.question: Any = next(iter(by_language.values()))
        self.id = self.question.id
        self.kind = next(k for k, row in QUESTION_TYPES.items() if type(self.question) is row.question)
        self._words = words

    def said(self, key: str, name: str = "") -> Words:
        """The words of a key, or of one name in it, by language."""
        found = {}
        for language, question in self.by_language.items():
            value = getattr(question, key)
            found[language] = value.get(name, "") if name else value
        return {language: words for language, words in found.items() if words}

    def wording(self, key: str) -> Words:
        """Words that stand on every page."""
        return {language: getattr(self._words[language].page, key) for language in self.by_language}

    def own(self, *said: str, **more: Any) -> str:
        """The cell of ours: every key but those that other columns say."""
        keys: dict[str, Any] = {"type": self.kind}
        for field in fields_of(type(self.question)):
            value = getattr(self.question, field.name)
            if field.name in (*_COMMON, *said) or value == field.default or not _plain(value):
                continue
            keys[field.name] = self.said(field.name) if _is_words(field.type) else value
        return own_cell(keys | more)

    def lost(
        self, what: str, remedy: str = "It is kept for the way back in the column “listenwell”."
    ) -> None:
        """Tell what XLSForm has no words for."""
        self.notes.add("O02", f"question “{self.id}”", what=what, remedy=remedy)

    def row(self, kind: str, **cells: Any) -> dict[str, Any]:
        row = {"type": kind, "name": self.id, "label": self.said("text"), "hint": self.said("hint")}
        row |= {
            "guidance_hint": self.said("interviewer"),
            "required": "yes" if self.question.required else "",
        }
        return row | cells


def _plain(value: object) -> bool:
    return isinstance(value, bool | int | str | tuple) and value not in ("", ())


def _is_words(kind: Any) -> bool:
    return any(
        (getattr(note, "extra", None) or {}).get("translated") for note in getattr(kind, "__metadata__", ())
    )


def _listed(sheets: Sheets, name: str, choices: Mapping[str, Words]) -> None:
    sheets.choices += [{"list_name": name, "name": value, "label": said} for value, said in choices.items()]


def _points(asked: Asked, points: int, first: int = 1) -> dict[str, Words]:
    """The points of a scale with their words: all of them, or only those of its ends."""
    languages = list(asked.by_language)
    found = {str(n): dict.fromkeys(languages, str(n)) for n in range(first, first + points)}
    if getattr(asked.question, "words", None):
        found = {name: asked.said("words", name) for name in found}
    else:
        names = list(found)
        found[names[0]], found[names[-1]] = asked.said("low"), asked.said("high")
    if getattr(asked.question, "not_applicable", False):
        found[NOT_APPLICABLE] = asked.wording("not_applicable")
    return found


_SCALE = ("points", "low", "high", "words", "not_applicable")


def _rating(asked: Asked, sheets: Sheets) -> None:
    question = asked.question
    points, first = {"recommend": (11, 0), "effort": (7, 1)}.get(
        asked.kind, (getattr(question, "points", 0), 1)
    )
    _listed(sheets, asked.id, _points(asked, points, first))
    if getattr(question, "show", "") == "stars":
        asked.lost("stars for a list of answers")
    sheets.survey.append(
        asked.row(f"select_one {asked.id}", appearance="likert", listenwell=asked.own(*_SCALE))
    )


def _grid(asked: Asked, sheets: Sheets) -> None:
    question = asked.question
    _listed(sheets, asked.id, _points(asked, question.points))
    own = asked.own(*_SCALE, "rows", "importance", rows=list(question.rows))
    head = asked.row("begin_group", appearance="table-list", required="", listenwell=own)
    sheets.survey += [head, *_rows(asked, asked.id), {"type": "end_group"}]
    if question.importance:
        what = "importance is asked by a second grid, of the name in brackets"
        name = f"{asked.id}_importance"
        asked.notes.add("O01", f"question “{asked.id}”", what=f"{what} ({name})", remedy="")
        languages = list(asked.by_language)
        choices = {str(n): dict.fromkeys(languages, str(n)) for n in range(1, question.points + 1)}
        asks = {language: each.importance for language, each in asked.by_language.items()}
        choices["1"] = {language: each.low for language, each in asks.items()}
        choices[str(question.points)] = {language: each.high for language, each in asks.items()}
        _listed(sheets, name, choices)
        label = {language: each.text for language, each in asks.items()}
        part = own_cell({"part": "importance"})
        group = {
            "type": "begin_group",
            "name": name,
            "label": label,
            "appearance": "table-list",
            "listenwell": part,
        }
        sheets.survey += [group, *_rows(asked, name), {"type": "end_group"}]


def _rows(asked: Asked, listed: str) -> list[dict[str, Any]]:
    required = "yes" if asked.question.required else ""
    return [
        {
            "type": f"select_one {listed}",
            "name": f"{listed}_{row}",
            "label": asked.said("rows", row),
            "required": required,
        }
        for row in asked.question.rows
    ]


def _yes_no(asked: Asked, sheets: Sheets) -> None:
    keys = ("yes", "no", *(["dont_know"] if asked.question.dont_know else []))
    _listed(sheets, asked.id, {key: asked.said(key) for key in keys})
    sheets.survey.append(asked.row(f"select_one {asked.id}", listenwell=asked.own(*keys)))


def _options(asked: Asked, sheets: Sheets) -> None:
    question = asked.question
    kind = {"choice": "select_one", "choices": "select_multiple", "ranking": "rank"}[asked.kind]
    apart = [key for key in ("other", "none") if getattr(question, key, "")]
    choices = {name: asked.said("options", name) for name in question.options}
    _listed(sheets, asked.id, choices | {key: asked.said(key) for key in apart})
    cells: dict[str, Any] = {
        "listenwell": asked.own("options", "order", *apart, **dict.fromkeys(apart, True))
    }
    if question.order == "random":
        cells["parameters"] = "randomize=true"
    if "none" in apart:
        cells["constraint"] = "not(selected(., 'none')) or count-selected(.) = 1"
    if getattr(question, "best", 0):
        asked.lost(f"ranking of the best {question.best} only")
    sheets.survey.append(asked.row(f"{kind} {asked.id}", **cells))
    if "other" in apart:
        relevant, part = f"selected(${{{asked.id}}}, 'other')", own_cell({"part": "other"})
        sheets.survey.append(
            {
                "type": "text",
                "name": f"{asked.id}_other",
                "label": asked.said("other"),
                "relevant": relevant,
                "listenwell": part,
            }
        )


def _text(asked: Asked, sheets: Sheets) -> None:
    limit = f"string-length(.) <= {asked.question.limit}"
    appearance = "multiline" if asked.question.lines > 1 else ""
    sheets.survey.append(
        asked.row("text", constraint=limit, appearance=appearance, listenwell=asked.own("limit"))
    )


def _number(asked: Asked, sheets: Sheets) -> None:
    question = asked.question
    kind = "decimal" if question.decimals else "integer"
    if question.unit:
        asked.lost("unit behind a number")
    if question.bands:
        asked.lost("bands in which numbers are counted")
    between = f". >= {question.low} and . <= {question.high}"
    sheets.survey.append(asked.row(kind, constraint=between, listenwell=asked.own("low", "high")))


def _date(asked: Asked, sheets: Sheets) -> None:
    question = asked.question
    bounds = {
        sign: limits.day(bound)
        for sign, bound in ((">=", question.earliest), ("<=", question.latest))
        if bound
    }
    for bound, day in zip(
        (b for b in (question.earliest, question.latest) if b), bounds.values(), strict=True
    ):
        if not day:
            asked.lost(f"limit “{bound}” of a date")
    for key, what in (
        ("range", "time from one date to another"),
        ("as_soon_as_possible", "“as soon as possible” beside a date"),
        ("no_fixed_date", "“no fixed date” beside a date"),
    ):
        if getattr(question, key):
            asked.lost(what)
    constraint = " and ".join(f". {sign} {day}" for sign, day in bounds.items() if day)
    appearance = "month-year" if question.precision == "month" else ""
    sheets.survey.append(
        asked.row("date", constraint=constraint, appearance=appearance, listenwell=asked.own())
    )


def _consent(asked: Asked, sheets: Sheets) -> None:
    sheets.survey.append(asked.row("acknowledge", listenwell=asked.own()))


def _statement(asked: Asked, sheets: Sheets) -> None:
    sheets.survey.append(asked.row("note", listenwell=asked.own()))


def _contact(asked: Asked, sheets: Sheets) -> None:
    remedy = "Keep them apart from the answers there too, and delete them on time."
    asked.lost("contact details that are kept apart from the answers", remedy)
    sheets.survey.append(asked.row("begin_group", required="", listenwell=asked.own("consent")))
    part = own_cell({"part": "contact"})
    for way in asked.question.ways:
        label = asked.wording(f"contact_{way}")
        sheets.survey.append(
            {"type": "text", "name": f"{asked.id}_{way}", "label": label, "listenwell": part}
        )
    consent = {
        "type": "acknowledge",
        "name": f"{asked.id}_consent",
        "label": asked.said("consent"),
        "listenwell": part,
    }
    sheets.survey += [consent, {"type": "end_group"}]


ROWS: dict[str, Callable[[Asked, Sheets], None]] = {
    "rating": _rating,
    "rating-grid": _grid,
    "recommend": _rating,
    "effort": _rating,
    "yes-no": _yes_no,
    "choice": _options,
    "choices": _options,
    "ranking": _options,
    "text": _text,
    "number": _number,
    "date": _date,
    "consent": _consent,
    "statement": _statement,
    "contact": _contact,
}
