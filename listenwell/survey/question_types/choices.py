"""choices: any number of several options, with "other, please say" and "none of these"."""

from collections.abc import Iterator
from typing import Any, ClassVar

from listenwell.survey import options
from listenwell.survey.options import CHOSEN, NONE, OTHER, Order
from listenwell.survey.question import (
    ANSWERED,
    BLANK,
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


class Choices(Optioned, tag="choices", frozen=True, kw_only=True):
    """Kept as the list of option names, in the order of the options; with `other` as
    {"chosen": names, "other": words, where there are any}. Shares are of those who answered.
    """

    options: NamedWords
    other: Words = ""
    none: Words = ""
    order: Order = "as-written"

    many: ClassVar[bool] = True
    adopted: ClassVar = ("other", "none")

    def mistakes(self) -> Iterator[Mistake]:
        return options.option_mistakes(self.options, {OTHER: self.other, NONE: self.none})

    def from_form(self, typed: Typed) -> Any:
        chosen = list(typed.get(self.id, ()))
        if not self.other:
            return chosen
        given = {CHOSEN: chosen, OTHER: next(iter(typed.get(f"{self.id}.{OTHER}", ())), None)}
        return {name: value for name, value in given.items() if not is_blank(value)}

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        parts = options.split(given) if self.other else (given, None)
        names = [label.answer for label in self.labels()]
        if parts is None or not (is_blank(parts[0]) or _all_listed(parts[0], names)):
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        chosen, written = [name for name in names if name in (parts[0] or ())], parts[1]
        if self.none and NONE in chosen and len(chosen) > 1:
            return Checked(None, (Refusal(self.id, "none_alone", {"option": self.none}),))
        if not self.other:
            return Checked(chosen)
        checked = options.check_other(written, OTHER in chosen, f"{self.id}.{OTHER}", self.other)
        if checked.refusals:
            return checked
        return Checked(options.with_words(chosen, checked.value))

    def labels(self) -> tuple[Label, ...]:
        more = {OTHER: self.other, NONE: self.none}
        named = {**self.options, **{name: words for name, words in more.items() if words}}
        return tuple(Label(name, words) for name, words in named.items())

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        chosen = value.get(CHOSEN) if isinstance(value, dict) else value
        if isinstance(chosen, list):
            yield self.id, ANSWERED
            for name in chosen:
                yield self.id, name
        else:
            yield self.id, BLANK
        if isinstance(value, dict) and OTHER in value:
            yield f"{self.id}.{OTHER}", ANSWERED


def _all_listed(given: Any, names: list[str]) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) and each in names for each in given)
