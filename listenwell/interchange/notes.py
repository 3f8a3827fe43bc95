"""What became of each thing that has no equal on the other side: a catalogue of messages, and the report."""

from typing import Literal

import msgspec

Outcome = Literal["left out", "to fill in", "changed", "renamed"]

HEADINGS: dict[Outcome, str] = {
    "left out": "Left out",
    "to fill in": "To fill in",
    "changed": "Changed",
    "renamed": "Renamed (answers are kept under the new names)",
}
"""In the order of the report."""


class Message(msgspec.Struct, frozen=True):
    """One row of the catalogue; the texts carry `{names}`."""

    outcome: Outcome
    said: str
    remedy: str = ""


MESSAGES: dict[str, Message] = {
    # In: questions
    "I01": Message(
        "left out", "questions of the type “{type}” are not asked here", "Ask in words, or do without."
    ),
    "I02": Message(
        "left out", "“{type}” is recorded by the app, not asked, and we keep nothing of the kind", ""
    ),
    "I03": Message("left out", "“{key}” has no equal here ({value})", "See that the question does without."),
    "I04": Message("left out", "it is worked out, not asked", "Work it out from the answers later."),
    "I05": Message(
        "left out",
        "the condition “{condition}” cannot be said here: {reason}; the question is asked of everybody",
        "Write another “show_if”, or reword the question so that it fits everybody.",
    ),
    "I06": Message(
        "left out", "its list of answers is not in this file ({what})", "Write the options yourself."
    ),
    "I07": Message("left out", "the limit “{limit}” cannot be said here", "Say in the hint what is wanted."),
    "I08": Message("left out", "words in the language “{language}”", "{remedy}"),
    "I09": Message("left out", "a picture, sound or film (“{what}”)", "Say in words what it shows."),
    "I10": Message("left out", "there is nothing to read in it", ""),
    # In: changes
    "I20": Message("changed", "{what} became {became}", "{remedy}"),
    "I21": Message("changed", "formatting was taken out of its words", "See that they read well without."),
    "I22": Message("changed", "invisible signs were taken out of its words"),
    "I23": Message("changed", "its words were cut after {limit} characters", "Shorten them."),
    "I24": Message("changed", "the cell {cell} is a formula; what it showed last was taken: “{shown}”"),
    "I25": Message("changed", "the scale from {low} to {high} became {points} points from 1"),
    # In: names
    "I30": Message("renamed", "is “{name}” here"),
    # In: what is missing
    "I40": Message("to fill in", "{what}", "{remedy}"),
    "I41": Message(
        "to fill in",
        "its words take in an earlier answer ({what}), which is not filled in here",
        "Reword it.",
    ),
    "I42": Message(
        "to fill in", "the cell {cell} is a formula that was never worked out", "Write the words."
    ),
    # Out
    "O01": Message("changed", "{what}", "{remedy}"),
    "O02": Message("left out", "XLSForm has no {what}; other tools leave it out", "{remedy}"),
    "O03": Message(
        "left out", "the condition “{condition}” cannot be said in XLSForm: {reason}", "Write it there."
    ),
}


class Note(msgspec.Struct, frozen=True):
    """One entry of the report: where in the source, the name of the thing there ("" for the whole), and the
    message filled in."""

    code: str
    place: str
    item: str
    said: str
    remedy: str

    @property
    def outcome(self) -> Outcome:
        return MESSAGES[self.code].outcome

    def __str__(self) -> str:
        item = f", “{self.item}”" if self.item else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.place}{item}: {self.said}.{remedy} ({self.code})"


class Notes:
    """Collects notes; the same one told twice counts once."""

    def __init__(self) -> None:
        self._all: dict[Note, None] = {}

    def add(self, code: str, place: str, item: str = "", **values: object) -> None:
        """Record a message of the catalogue."""
        message = MESSAGES[code]
        shown = {name: _short(str(value)) for name, value in values.items()}
        self._all[Note(code, place, item, message.said.format(**shown), message.remedy.format(**shown))] = (
            None
        )

    def all(self) -> list[Note]:
        """Every note in the order told."""
        return list(self._all)


def report(notes: list[Note]) -> str:
    """The notes under their headings, one a line; "" when there are none."""
    parts = []
    for outcome, heading in HEADINGS.items():
        told = [f"  {note}" for note in notes if note.outcome == outcome]
        if told:
            parts.append("\n".join([f"{heading}:", *told]))
    return "\n".join(parts)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
