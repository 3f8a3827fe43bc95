"""What choice and choices have in common: options in an order, and words beside “other”.

It has no keys of its own: a version is made from the keys in their order, and each type keeps its order.
"""

from typing import Any, ClassVar

import msgspec

from listenwell.survey import options
from listenwell.survey.options import CHOSEN, OTHER, OTHER_LIMIT
from listenwell.survey.question import Question
from listenwell.survey.response import Value


class Optioned(Question, frozen=True, kw_only=True):
    """A question with `options`, `other` and `order`. The words beside `other` are counted as comments under
    `id.other`, and are no answer by themselves."""

    measure: ClassVar[str] = "shares"
    least: ClassVar = {"options": 2}
    other_limit: ClassVar[int] = OTHER_LIMIT
    """Characters that may be written beside “other”."""

    def arranged(self, seed: str) -> Question:
        if self.order == "as-written":
            return self
        ordered = options.arranged(self.options, f"{seed}/{self.id}")
        return msgspec.structs.replace(self, options=ordered)

    def fields(self) -> tuple[str, ...]:
        return (self.id, *self.own_words())

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        if not isinstance(value, dict):
            return super().to_form(value, language)
        filled = super().to_form(value[CHOSEN], language)
        return {**filled, f"{self.id}.{OTHER}": [str(value[OTHER])]} if OTHER in value else filled

    def missing(self, value: Value | None) -> tuple[str, ...]:
        return (self.id,) if value is None else ()

    def counted_parts(self) -> tuple[tuple[str, str], ...]:
        return ((self.id, CHOSEN), (f"{self.id}.{OTHER}", OTHER)) if self.other else super().counted_parts()

    def said(self, value: Value | None, part: str = "") -> tuple[Any, ...]:
        return super().said(value.get(CHOSEN) if isinstance(value, dict) else value, part)

    def own_words(self) -> tuple[str, ...]:
        return (f"{self.id}.{OTHER}",) if self.other else ()
