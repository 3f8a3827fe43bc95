"""What is a rule, and what does it look at?

A rule looks at one level: a `Text`, an `Asked` question, a `Page` (a questionnaire in one language) or the
`Folder` as a whole. Its `judge` gives a `Hit` for each thing a colleague would speak up about.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from listenwell.survey.comments import Comment
from listenwell.survey.lines import Node
from listenwell.survey.organisation import Organisation, Segment
from listenwell.survey.question import Question
from listenwell.survey.questionnaire import Questionnaire

Level = Literal["text", "question", "survey", "folder"]


class Hit(NamedTuple):
    """Where something was found, what (completes "file, line: ..."), and a better wording if one is "
    "honest."""

    place: Node
    found: str
    suggestion: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the registry. `reason` follows a semicolon and `remedy` is a sentence of its own; `lists`
    names the word lists it needs: in a language without one of them it does not judge."""

    id: str
    title: str
    looks_at: str
    reason: str
    remedy: str
    severity: Literal["warning", "advice"]
    level: Level
    judge: Callable[[Any, Any], Iterator[Hit]]
    lists: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Words that somebody reads. `role` is the key they stand under (text, hint, low, options, title, ...);
    `closed` tells that they belong to a question which is answered by choosing."""

    words: str
    role: str
    place: Node
    language: str
    closed: bool = False

    @property
    def asks(self) -> bool:
        """Whether these words are what is asked: a question, or the row of a grid."""
        return self.role in ("text", "rows")


class Asked(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A question in one language, with its lines."""

    question: Question
    node: Node
    language: str

    def place(self, key: str = "text") -> Node:
        """Where the key stands; the question's own line when it is not there."""
        return self.node.mapping.get(key, self.node)

    @property
    def open(self) -> bool:
        """Whether it is answered in own words."""
        return self.question.measure == "comments"

    @cached_property
    def options(self) -> dict[str, str]:
        """Option to its words; empty for types without options."""
        return dict(getattr(self.question, "options", {}) or {})

    @cached_property
    def rows(self) -> dict[str, str]:
        """Row to its words; empty for types without rows."""
        return dict(getattr(self.question, "rows", {}) or {})

    @property
    def ends(self) -> tuple[str, str] | None:
        """The words at the low and the high end of its scale, or None."""
        low, high = getattr(self.question, "low", ""), getattr(self.question, "high", "")
        return (low, high) if isinstance(low, str) and isinstance(high, str) and low and high else None


class Page(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A questionnaire in one language, with its lines; `first` tells that this is the first language."""

    questionnaire: Questionnaire
    node: Node
    asked: tuple[Asked, ...]
    texts: tuple[Text, ...]
    first: bool

    @property
    def place(self) -> Node:
        """The line that stands for the page as a whole."""
        return self.node.mapping.get("title", self.node)


class Folder(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything else: who asks, the segments, the files and their notes, and the portal (None: there is
    none)."""

    root: Path
    organisation: Organisation
    segments: dict[str, Segment]
    files: dict[str, Node]
    comments: tuple[Comment, ...]
    texts: tuple[Text, ...]
    portal: Path | None
