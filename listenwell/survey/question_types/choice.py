"""choice: one of several options, the last of which may be "other, please say"."""

from collections.abc import Iterator
from typing import Any, ClassVar

from listenwell.survey import options
from listenwell.survey.options import CHOSEN, OTHER, Order
from listenwell.survey.question import (
    ANSWERED,
    Checked,
    Label,
    Mistake,
    NamedWords,
    Refusal,
    Typed,
    Words,
    is_blank,
)
from listenwell.survey.question_types.optioned import Optioned
from listenwell.survey.response import Value


class Choice(Optioned, tag="choice", frozen=True, kw_only=True):
    """Kept as the name of the option; with `other` as {"chosen": name, "other": words, where there are any}.

    The words are counted as comments under `id.other`, and are no answer by themselves.
    """

    options: NamedWords
    other: Words = ""
    order: Order = "as-written"

    adopted: ClassVar = ("other",)

    def mistakes(self) -> Iterator[Mistake]:
        return options.option_mistakes(self.options, {OTHER: self.other})

    def from_form(self, typed: Typed) -> Any:
        chosen = super().from_form(typed)
        if not self.other:
            return chosen
        given = {CHOSEN: chosen, OTHER: next(iter(typed.get(f"{self.id}.{OTHER}", ())), None)}
        return {name: value for name, value in given.items() if not is_blank(value)}

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        parts = options.split(given) if self.other else (given, None)
        names = [label.answer for label in self.labels()]
        if parts is None or not (is_blank(parts[0]) or (isinstance(parts[0], str) and parts[0] in names)):
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        if not self.other:
            return Checked(given)
        chosen, written = parts
        checked = options.check_other(written, chosen == OTHER, f"{self.id}.{OTHER}", self.other)
        if checked.refusals:
            return checked
        return Checked(options.with_words(chosen, checked.value))

    def labels(self) -> tuple[Label, ...]:
        more = {OTHER: self.other} if self.other else {}
        return tuple(Label(name, words) for name, words in {**self.options, **more}.items())

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        if not isinstance(value, dict):
            yield from super().cells(value)
            return
        yield from super().cells(value.get(CHOSEN))
        if OTHER in value:
            yield f"{self.id}.{OTHER}", ANSWERED
