"""number: a whole number, or one with decimals, in a range.

How it is counted. Counts are whole numbers that add up over days and engines, so a sum of decimals is no
count. Up to 1,001 possible values each value is counted by itself, in its one exact spelling ("12.50"), and
the mean follows from the counts without rounding. Above that a count for each value would grow with the
answers and single people out; the template then gives `bands`, only these are counted, and there is no mean.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from listenwell.survey.question import (
    ANSWERED,
    BLANK,
    Answers,
    Checked,
    Label,
    Mistake,
    Occasion,
    Question,
    Refusal,
    Words,
    is_blank,
)
from listenwell.survey.question_types.typed_number import TooManyDecimals, decimal_of, mark_of
from listenwell.survey.response import Value

Limit = Annotated[
    int, Meta(ge=-1_000_000_000, le=1_000_000_000, description="a whole number up to 1000000000")
]
Decimals = Annotated[int, Meta(ge=0, le=3, description="a whole number from 0 to 3")]
Bands = Annotated[tuple[int, ...], Meta(description="a list of rising whole numbers in square brackets")]

MOST_VALUES = 1_001
_MOST_LABELS = 12
_ENGLISH = Occasion(date.min, "en")


class Number(Question, tag="number", frozen=True, kw_only=True):
    """Kept as a whole number, or with `decimals` as text with exactly that many ("12.50")."""

    low: Limit
    high: Limit
    decimals: Decimals = 0
    unit: Words = ""
    bands: Bands = ()
    """Where each group of answers begins, after the first, which begins at `low`."""

    seconds: ClassVar[int] = 10
    unanswered: ClassVar[str] = "number_needed"
    listed: ClassVar[bool] = False

    @property
    def measure(self) -> str:  # type: ignore[override]
        """Values that are counted one by one have a mean; bands have shares alone."""
        return "mean" if self.each_value else "shares"

    @property
    def each_value(self) -> bool:
        """Whether every value is counted by itself."""
        return self._steps < MOST_VALUES

    @property
    def _steps(self) -> int:
        return (self.high - self.low) * 10**self.decimals

    def mistakes(self) -> Iterator[Mistake]:
        if self.low >= self.high:
            yield Mistake("high", "a larger number than “low”")
        elif self.bands and (list(self.bands) != sorted(set(self.bands)) or not self._inside(self.bands)):
            yield Mistake("bands", "numbers that rise, each above “low” and none above “high”")
        elif not self.bands and not self.each_value:
            rule = (
                "a list such as [10, 50, 100] of where bands begin, for a range with more than "
                f"{MOST_VALUES:,} values is counted by them"
            )
            yield Mistake("bands", rule)

    def _inside(self, bands: tuple[int, ...]) -> bool:
        return self.low < bands[0] and bands[-1] <= self.high

    def check(self, given: Any) -> Checked:
        return self.check_on(given, _ENGLISH)

    def check_on(self, given: Any, occasion: Occasion) -> Checked:
        if is_blank(given) or (isinstance(given, str) and not given.strip()):
            return Checked(None)
        try:
            number = decimal_of(given, self.decimals, occasion.language, self.unit)
        except TooManyDecimals:
            reason = "number_decimals" if self.decimals else "number_whole"
            values = {"decimals": self.decimals} if self.decimals else {}
            return Checked(None, (Refusal(self.id, reason, values),))
        if number is None:
            return Checked(None, (Refusal(self.id, "number_needed"),))
        if not self.low <= number <= self.high:
            return Checked(None, (Refusal(self.id, "number_between", {"low": self.low, "high": self.high}),))
        return Checked(f"{number:.{self.decimals}f}" if self.decimals else int(number))

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        return {self.id: [str(value).replace(".", mark_of(language))]}

    def labels(self) -> tuple[Label, ...]:
        starts = self._starts()
        if not starts:
            return tuple(Label(text, self._words(text)) for text in map(self._text, range(self._steps + 1)))
        ends = [*(start - 1 for start in starts[1:]), self._steps]
        spans = [(self._text(first), self._text(last)) for first, last in zip(starts, ends, strict=True)]
        return tuple(Label(_span(*span), self._words(_words_of(*span))) for span in spans)

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        if value is None:
            yield self.id, BLANK
            return
        yield self.id, ANSWERED
        starts = self._starts()
        if self.each_value:
            yield self.id, str(value)
        if starts:
            step = int((Decimal(str(value)) - self.low).scaleb(self.decimals))
            band = max(number for number, start in enumerate(starts) if start <= step)
            yield self.id, self.labels()[band].answer

    def answers(self) -> Answers:
        return Answers("number", low=self.low, high=self.high, whole=not self.decimals)

    def said(self, value: Value | None, part: str = "") -> tuple[Decimal, ...]:
        return () if value is None or part else (Decimal(str(value)),)

    def scores(self, value: Value | None) -> dict[str, int]:
        return {}

    def _starts(self) -> list[int]:
        """The first step of each band, counted from `low`; none where the values are few."""
        scale = 10**self.decimals
        if self.bands:
            return [0, *((band - self.low) * scale for band in self.bands)]
        if self._steps < _MOST_LABELS:
            return []
        width = next(w for p in range(13) for f in (1, 2, 5) if (w := f * 10**p) * 10 >= self._steps)
        return list(range(0, self._steps, width))

    def _text(self, step: int) -> str:
        return f"{Decimal(self.low) + Decimal(step).scaleb(-self.decimals):.{self.decimals}f}"

    def _words(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _words_of(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
