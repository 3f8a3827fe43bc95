"""Which questions does an XLSForm ask? The survey sheet in order, with its groups and what is around them."""

import re
from pathlib import Path
from typing import Any

from listenwell.interchange import workbook
from listenwell.interchange.answers import Answer
from listenwell.interchange.cleaning import words
from listenwell.interchange.draft import Draft, DraftQuestion, Said
from listenwell.interchange.notes import Notes
from listenwell.interchange.workbook import Row, Unreadable
from listenwell.interchange.xlsform.layout import OURS, column, language_code, own_keys
from listenwell.interchange.xlsform.questions import QUESTIONS, Line, grid

_TYPES = {
    "int": "integer",
    "string": "text",
    "trigger": "acknowledge",
    "select1": "select_one",
    "datetime": "datetime",
}
_SELECT = re.compile(
    r"(select[ _]one|select1|select[ _]multiple|select all that apply|add select one prompt using|rank)"
    r"(?P<file>[ _]from[ _]file)?(?: from)?\s+(?P<list>\S+)(?P<other>.*)"
)
_RECORDED = [
    "start",
    "end",
    "today",
    "deviceid",
    "phonenumber",
    "username",
    "simserial",
    "subscriberid",
    "uri",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "last-saved",
    "xml-external",
    "csv-external",
]
_WORKED_OUT = ("calculate", "hidden", "calculate_here")
_WORDS = ("label", "hint", "guidance_hint")
_SETTINGS_SAID = ("form_title", "title")


def read(path: Path, notes: Notes) -> Draft:
    """The survey of a file. Raises Unreadable, OSError."""
    sheets = workbook.read(path, ("survey", "choices", "settings"), notes)
    if "survey" not in sheets:
        raise Unreadable("it has no sheet “survey”, so it is no XLSForm")
    reader = _Reader(sheets, notes)
    if not reader.typed:
        raise Unreadable("its sheet “survey” has no column “type”, so it is no XLSForm")
    reader.read()
    return reader.draft


class _Reader:
    def __init__(self, sheets: dict[str, list[Row]], notes: Notes) -> None:
        self._notes = notes
        settings = {column(k)[0]: v for row in sheets.get("settings", ())[:1] for k, v in row.cells.items()}
        self.draft = Draft(notes=notes, language=language_code(settings.get("default_language", "")))
        self._choices = sheets.get("choices", [])
        self._lists: dict[str, list[Answer]] = {}
        self._survey = sheets["survey"]
        self.typed = any(column(k)[0] == "type" for row in self._survey for k in row.cells)
        title = next((settings[key] for key in _SETTINGS_SAID if key in settings), "")
        if title:
            self.draft.keys["title"] = Said({"": words(title, "settings, row 2", "form_title", notes)})
        own = own_keys(settings.get(OURS, "")) or {}
        known = ("channels", "audience", "drivers", "complaints", "title", "introduction", "thanks")
        self.draft.keys |= {k: Said(v) if k == "title" else v for k, v in own.items() if k in known}

    def read(self) -> None:
        """The rows from top to bottom, groups opened and closed by `begin` and `end`."""
        lines = [self._line(row) for row in self._survey]
        for row in self._choices:
            self._choice(row)
        at, groups = 0, []
        while at < len(lines):
            line = lines[at]
            at += 1
            line.answers = self._lists.get(line.listed, [])
            opened, closed = self._bracket(line.kind)
            if closed:
                groups = groups[:-1]
            elif opened:
                inside = self._inside(lines, at)
                skipped = self._whole(line, inside, groups)
                at += skipped
                if not skipped:
                    groups = [*groups, self._enter(line, opened, groups)]
            else:
                self._ask(line, groups)

    def _line(self, row: Row) -> Line:
        place = f"survey, row {row.number}"
        cells: dict[str, str] = {}
        said: dict[str, dict[str, str]] = {key: {} for key in _WORDS}
        named = {column(k): v for k, v in row.cells.items()}
        name = named.get(("name", ""), "")
        for (key, language), text in named.items():
            if key in _WORDS:
                if (code := self._language(language)) is not None:
                    said[key][code] = words(text, place, name, self._notes, marks=True)
            else:
                cells[f"{key}::{language}" if language else key] = text
        kind = " ".join(cells.pop("type", "").split())
        select = _SELECT.fullmatch(kind.lower())
        listed = kind.split()[-1] if select and not select["other"].strip() else ""
        if select:
            start = select.start("list")
            listed = kind[start : start + len(select["list"])]
        return Line(
            place=place,
            kind=self._type(select, kind.lower()),
            name=name or f"row_{row.number}",
            said={key: Said({k: v for k, v in by.items() if v}) for key, by in said.items()},
            cells=cells,
            listed=listed,
            or_other=bool(select and "other" in select["other"]),
            own=self._own(cells.pop(OURS, ""), place, name),
            notes=self._notes,
        )

    def _own(self, cell: str, place: str, name: str) -> dict[str, Any]:
        own = own_keys(cell)
        if own is None:
            self._notes.add("I03", place, name, key=OURS, value=cell)
        return own or {}

    def _type(self, select: re.Match[str] | None, kind: str) -> str:
        if select is None:
            return _TYPES.get(kind, kind)
        if select["file"]:
            return "select from a file"
        if select[1] == "rank":
            return "rank"
        return "select_one" if "one" in select[1] or select[1] == "select1" else "select_multiple"

    def _language(self, written: str) -> str | None:
        if not written:
            return self.draft.language
        code = language_code(written)
        if not code:
            remedy = "Write its code behind it in the columns, such as “French (fr)”."
            self._notes.add("I08", "survey", language=written, remedy=remedy)
            return None
        return code

    def _choice(self, row: Row) -> None:
        place = f"choices, row {row.number}"
        named = {column(k): v for k, v in row.cells.items()}
        listed = named.get(("list_name", ""), named.get(("listname", ""), ""))
        value = named.get(("name", ""), "")
        if not listed or not value:
            return
        said = Said()
        for (key, language), text in named.items():
            if key == "label" and (code := self._language(language)) is not None:
                said[code] = words(text, place, value, self._notes, marks=True)
            elif key.removeprefix("media::") in ("image", "audio", "video"):
                self._notes.add("I09", place, value, what=text)
        self._lists.setdefault(listed, []).append(Answer(value, said, place))

    @staticmethod
    def _bracket(kind: str) -> tuple[str, bool]:
        """What a row opens (group, repeat, score, ...), or whether it closes something."""
        word, _, rest = kind.replace("_", " ", 1).partition(" ")
        return (rest.split(" ")[0] or "group") if word == "begin" else "", word == "end" and bool(rest)

    def _inside(self, lines: list[Line], at: int) -> list[Line]:
        """The rows up to the end of a group, if there is no group in it."""
        found = []
        for line in lines[at:]:
            opened, closed = self._bracket(line.kind)
            if closed:
                return found
            if opened:
                return []
            line.answers = self._lists.get(line.listed, [])
            found.append(line)
        return []

    def _whole(self, head: Line, inside: list[Line], groups: list[list[str]]) -> int:
        """How many rows a group takes that is one question; 0 when it is none."""
        part = head.own.get("part") or head.own.get("type")
        if head.kind in ("begin_score", "begin score"):
            shared = self._lists.get(head.cells.get("kobo--score-choices", ""), [])
            for line in inside:
                line.kind, line.answers, line.listed = "select_one", shared, "score"
        question = None
        if part == "contact":
            consent = next((line.said["label"] for line in inside if line.kind == "acknowledge"), None)
            question = head.made("contact", **({"consent": consent} if consent else {}))
        elif part == "importance" and inside and self.draft.questions:
            return self._importance(head, inside)
        else:
            rows = [line for line in inside if line.cells.get("appearance", "").strip() != "label"]
            if self._is_grid(head, rows):
                required = any(row.cells.get("required") in ("yes", "true", "true()") for row in rows)
                question = grid(head, rows, required)
        if question is None:
            return 0
        self._count(1 if part == "contact" else len([i for i in inside if i.kind == "select_one"]), came=True)
        self._add(question, head, groups)
        return len(inside) + 1

    def _importance(self, head: Line, inside: list[Line]) -> int:
        said = inside[0].answers
        self.draft.questions[-1].keys["importance"] = {
            "text": head.said["label"],
            "low": said[0].said if said else Said(),
            "high": said[-1].said if said else Said(),
        }
        return len(inside) + 1

    @staticmethod
    def _is_grid(head: Line, rows: list[Line]) -> bool:
        if len(rows) < 2 or any(row.kind != "select_one" or not row.answers for row in rows):
            return False
        alike = len({id(row.answers) for row in rows}) == 1 and not any(
            "relevant" in row.cells for row in rows
        )
        shown = " ".join(
            [head.cells.get("appearance", ""), *(row.cells.get("appearance", "") for row in rows)]
        )
        return alike and (head.kind.endswith("score") or "table-list" in shown or "list-nolabel" in shown)

    def _enter(self, line: Line, opened: str, groups: list[list[str]]) -> list[str]:
        """The conditions inside a group; its label becomes words to read."""
        if opened == "repeat":
            remedy = "Say in its words that all of them are meant."
            self._notes.add(
                "I20",
                line.place,
                line.name,
                what="a repeated group",
                became="questions asked once",
                remedy=remedy,
            )
        relevant = line.cells.get("relevant", "").strip()
        if line.said["label"]:
            line.said["hint"] = Said()
            question = line.made("statement", of="")
            question.asked, question.targets = False, {}
            self._add(question, line, groups)
        return [relevant] if relevant else []

    def _ask(self, line: Line, groups: list[list[str]]) -> None:
        part = line.own.get("part")
        if line.kind in _RECORDED:
            self._notes.add("I02", line.place, line.name, type=line.kind)
        elif line.kind in _WORKED_OUT or (line.cells.get("calculation") and not line.said["label"]):
            self._notes.add("I04", line.place, line.name)
        elif part in ("introduction", "thanks"):
            self.draft.keys[part] = line.said["label"]
        elif part is None and line.kind:
            self._count(line.kind != "note")
            if line.kind not in QUESTIONS:
                self._notes.add("I01", line.place, line.name, type=line.kind)
                return
            made = QUESTIONS[line.kind](line)
            self._count(0, came=bool(made) and line.kind != "note")
            for question in made:
                self._add(question, line, groups)

    def _count(self, found: int, came: bool = False) -> None:
        self.draft.found += found
        self.draft.came += (found or 1) * came

    def _add(self, question: DraftQuestion, line: Line, groups: list[list[str]]) -> None:
        relevant = line.cells.get("relevant", "").strip()
        question.conditions = [
            *(each for group in groups for each in group),
            *([relevant] if relevant else []),
        ]
        self.draft.questions.append(question)
