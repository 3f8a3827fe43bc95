"""What a rule may look at, and what it gives back: numbers that know how they are shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from listenwell.summary.measures import KINDS
from listenwell.summary.model import (
    Complaints,
    Drivers,
    Figure,
    Headline,
    Mark,
    Need,
    Question,
    Reach,
    Review,
    Span,
    Theme,
    Trend,
)
from listenwell.summary.words import Words

How = Literal[
    "count", "value", "amount", "signed", "percent", "text", "unit", "measure", "rule", "day", "days"
]


class Number(NamedTuple):
    """A number or name of a sentence: `raw` as the figure has it, `how` it is shown, `what` it counts or
    which kind of figure it is of."""

    raw: float | str
    how: How
    what: str = ""

    def shown(self, words: Words) -> str:
        """As it stands in the sentence."""
        return _SHOWN[self.how](self, words)


class Said(NamedTuple):
    """A finding before it has a sentence: its kind, which is also its sentence's name; `evidence` names the
    sentence that is put in place of {evidence}."""

    kind: str
    numbers: dict[str, Number] = {}  # noqa: RUF012 - never changed
    figures: tuple[str, ...] = ()
    evidence: str = ""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The sections of a summary that findings are made from."""

    responses: int
    period: Span
    compared: tuple[Span, ...]
    families: Mapping[str, int]
    segments: Mapping[str, str]
    reach: tuple[Reach, ...]
    review: Review
    headlines: tuple[Headline, ...]
    questions: tuple[Question, ...]
    trends: tuple[Trend, ...]
    marks: tuple[Mark, ...]
    needs: tuple[Need, ...]
    complaints: tuple[Complaints, ...]
    drivers: tuple[Drivers, ...]
    themes: tuple[Theme, ...]

    def words_of(self) -> dict[str, str]:
        """Item to its words."""
        return {item.id: item.words for question in self.questions for item in question.items}

    def place(self, segment: str) -> Number:
        """The segment at the end of a phrase; nothing for all of them."""
        return Number(f", {self.segments.get(segment, segment)}" if segment else "", "text")

    def where(self, segment: str) -> Number:
        """The segment within a sentence, after the item; nothing for all of them."""
        return Number(f", {self.segments.get(segment, segment)}," if segment else "", "text")


Rule = Callable[[Known], Iterable[Said]]


def text(words: str) -> Number:
    """A name."""
    return Number(words, "text")


def evidence(figure: Figure) -> tuple[dict[str, Number], str]:
    """From what to what, on how many answers, and between which bounds the change lies; and the name of the
    sentence for it."""
    change, measure = figure.change, figure.measure
    numbers = {
        "measure": Number(measure, "measure", measure),
        "earlier": Number(change.earlier, "value", measure),
        "earlier_base": Number(change.earlier_base, "count", "answers"),
        "later": Number(change.later, "value", measure),
        "later_base": Number(change.later_base, "count", "answers"),
        "difference": Number(change.difference, "signed", measure),
        "unit": Number(measure, "unit", measure),
    }
    if change.lower is None or change.upper is None:
        return numbers, "evidence_plain"
    numbers["lower"] = Number(change.lower, "signed", measure)
    numbers["upper"] = Number(change.upper, "signed", measure)
    return numbers, "evidence"


def _amount(number: Number, words: Words) -> str:
    unit = KINDS[number.what].unit
    return words.decimal(float(number.raw) * unit.shown, unit.places)


def _days(number: Number, words: Words) -> str:
    first, last = str(number.raw).split("..")
    return words.days(Span(label="", first=date.fromisoformat(first), last=date.fromisoformat(last)))


def _count(number: Number, words: Words) -> str:
    n = int(number.raw)
    return words.count(number.what, n) if number.what else words.whole(n)


_SHOWN: dict[How, Callable[[Number, Words], str]] = {
    "count": _count,
    "value": lambda number, words: words.with_unit(float(number.raw), number.what),
    "amount": _amount,
    "signed": lambda number, words: words.number(float(number.raw), number.what, signed=True),
    "percent": lambda number, words: words.percent(float(number.raw)),
    "text": lambda number, _: str(number.raw),
    "unit": lambda number, words: words.unit(number.what),
    "measure": lambda number, words: words.in_sentence(number.what),
    "rule": lambda number, words: words("rules", str(number.raw)),
    "day": lambda number, words: words.day(date.fromisoformat(str(number.raw))),
    "days": _days,
}
