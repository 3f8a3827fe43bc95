"""statement: words to read between the questions; nothing to answer, nothing to count."""

from collections.abc import Iterator
from typing import Any, ClassVar

from listenwell.survey.question import Checked, Label, Question, Refusal, Typed, is_blank
from listenwell.survey.response import Value


class Statement(Question, tag="statement", frozen=True, kw_only=True):
    """Has no field, so nothing is kept. An empty line in `text` begins a new paragraph."""

    measure: ClassVar[str] = "none"
    seconds: ClassVar[int] = 0
    fixed: ClassVar = {"required": False, "hint": ""}

    def fields(self) -> tuple[str, ...]:
        return ()

    def from_form(self, typed: Typed) -> Any:
        return None

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        return {}

    def check(self, given: Any) -> Checked:
        return Checked(None) if is_blank(given) else Checked(None, (Refusal("", "unknown_field"),))

    def items(self) -> tuple[Label, ...]:
        return ()

    def labels(self) -> tuple[Label, ...]:
        return ()

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        yield from ()
