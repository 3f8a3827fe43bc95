"""choices: any number of several options."""

from collections.abc import Iterator
from typing import Any, ClassVar

from listenwell.survey.question import (
    ANSWERED,
    BLANK,
    Checked,
    Label,
    NamedWords,
    Question,
    Refusal,
    Typed,
    is_blank,
)
from listenwell.survey.response import Value


class Choices(Question, tag="choices", frozen=True, kw_only=True):
    """Kept as the list of option names, in the order of the options. Shares are of those who answered."""

    options: NamedWords

    measure: ClassVar[str] = "shares"
    many: ClassVar[bool] = True
    least: ClassVar = {"options": 2}

    def from_form(self, typed: Typed) -> Any:
        return list(typed.get(self.id, ()))

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        if not isinstance(given, list) or not all(isinstance(g, str) and g in self.options for g in given):
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        return Checked([name for name in self.options if name in given])

    def labels(self) -> tuple[Label, ...]:
        return tuple(Label(name, words) for name, words in self.options.items())

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        if not isinstance(value, list):
            yield self.id, BLANK
            return
        yield self.id, ANSWERED
        for name in value:
            yield self.id, name
