"""date: a day or a month, or a time from one to another, with "as soon as possible" beside it where asked.

How it is counted. A single date says little in a summary and much about a person, so dates are counted by
lead time: the days from the day the answer was received (UTC) to the last day of the wanted time, in bands.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal

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
    Switch,
    Typed,
    is_blank,
)
from listenwell.survey.question_types.typed_date import Refused, Span, bound, span_of
from listenwell.survey.response import Value

Precision = Annotated[Literal["day", "month"], Meta(description="day or month")]
Bound = Annotated[
    str,
    Meta(
        pattern=r"^(|today|[+-][0-9]{1,4} (day|week|month|year)s?|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z",
        description="today, a time from today such as “+2 years” or “-30 days”, or a date such as 2026-12-31",
    ),
]

ASAP, OPEN, DATE = "asap", "none", "date"
_BANDS = ((-1, "past"), (7, "week"), (30, "month"), (90, "quarter"), (365, "year"))
_LATER = "later"
_LABELS = (
    Label(ASAP, "As soon as possible"),
    Label(DATE, "A date, of any of the following"),
    Label("past", "Before the day of the answer"),
    Label("week", "Within 7 days"),
    Label("month", "In 8 to 30 days"),
    Label("quarter", "In 31 to 90 days"),
    Label("year", "In 91 to 365 days"),
    Label(_LATER, "In more than 365 days"),
    Label(OPEN, "No fixed date"),
)
_OURS = tuple(label.answer for label in _LABELS)
_NOW = Occasion(date(2000, 1, 1), "en")


class Date(Question, tag="date", frozen=True, kw_only=True):
    """Kept in ISO 8601: "2026-03-05", "2026-03" (precision month), "2026-03-01/2026-03-05" (range); or as
    "asap", or "none" (no fixed date)."""

    precision: Precision = "day"
    range: Switch = False
    as_soon_as_possible: Switch = False
    no_fixed_date: Switch = False
    earliest: Bound = ""
    latest: Bound = ""

    measure: ClassVar[str] = "shares"
    seconds: ClassVar[int] = 15
    unanswered: ClassVar[str] = "date_needed"
    listed: ClassVar[bool] = False
    dated: ClassVar[bool] = True

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of one date in the order in which they are asked."""
        return ("day", "month", "year") if self.precision == "day" else ("month", "year")

    @property
    def ends(self) -> tuple[str, ...]:
        """Prefixes of the fields of its dates."""
        return ("from_", "to_") if self.range else ("",)

    @property
    def others(self) -> tuple[str, ...]:
        """Answers that are offered beside a date."""
        asked = ((ASAP, self.as_soon_as_possible), (OPEN, self.no_fixed_date))
        return tuple(name for name, offered in asked if offered)

    def field(self, part: str) -> str:
        """The form field of a part."""
        return f"{self.id}.{part}"

    def fields(self) -> tuple[str, ...]:
        choice = ("when",) if self.others else ()
        return tuple(map(self.field, (*choice, *(end + part for end in self.ends for part in self.parts))))

    def from_form(self, typed: Typed) -> Any:
        return {
            field.partition(".")[2]: typed[field][0].strip()
            for field in self.fields()
            if typed.get(field) and typed[field][0].strip()
        }

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        chosen = str(value)
        if chosen in self.others:
            return {self.field("when"): [chosen]}
        filled = {self.field("when"): [DATE]} if self.others else {}
        for end, text in zip(self.ends, chosen.split("/"), strict=True):
            for part, digits in zip(("year", "month", "day"), text.split("-"), strict=False):
                filled[self.field(end + part)] = [str(int(digits))]
        return filled

    def mistakes(self) -> Iterator[Mistake]:
        for key in ("earliest", "latest"):
            try:
                bound(getattr(self, key), _NOW.day)
            except ValueError:
                yield Mistake(key, "a date that the calendar has")
                return
        # Of a fixed and a moving bound the order depends on the day; that is not for here to judge.
        alike = self.earliest and self.latest and self.earliest[0].isdigit() == self.latest[0].isdigit()
        if alike and bound(self.earliest, _NOW.day) > bound(self.latest, _NOW.day):
            yield Mistake("latest", "no earlier than “earliest”")

    def missing(self, value: Value | None) -> tuple[str, ...]:
        return () if value is not None else self.fields()[:1]

    def check(self, given: Any) -> Checked:
        return self.check_on(given, _NOW)

    def check_on(self, given: Any, occasion: Occasion) -> Checked:
        if is_blank(given):
            return Checked(None)
        try:
            return Checked(self._value(given, occasion.day))
        except Refused as refused:
            return Checked(None, (Refusal(self.field(refused.part), refused.reason, refused.values),))

    def _value(self, given: Any, today: date) -> str | None:
        first = self.ends[0] + self.parts[0]
        if isinstance(given, str):
            if given in self.others:
                return given
            span = Span.read(given, first)
            if (span.months, span.pair) != (self.precision == "month", self.range):
                raise Refused(first, "date_iso")
        elif isinstance(given, dict) and given.keys() <= {f.partition(".")[2] for f in self.fields()}:
            chosen = given.get("when", DATE)
            typed = {part: _text(given[part], part) for part in given if part != "when"}
            if chosen not in (*self.others, DATE):
                raise Refused("when", "choose_listed")
            if chosen != DATE:
                if typed:
                    raise Refused("when", "date_both")
                return chosen
            if not typed:
                if "when" in given:
                    raise Refused(first, "date_needed")
                return None
            span = span_of(typed, self.ends, self.parts)
        else:
            raise Refused(first, "date_iso")
        self._check_bounds(span, first, today)
        return str(span)

    def _check_bounds(self, span: Span, first: str, today: date) -> None:
        last = self.ends[-1] + self.parts[0]
        if span.first > span.last:
            raise Refused(last, "date_order")
        if self.earliest and span.end_of_first < (least := bound(self.earliest, today)) - _slack(
            self.earliest
        ):
            raise Refused(first, "date_early", {"day": least})
        if self.latest and span.start_of_last > (most := bound(self.latest, today)) + _slack(self.latest):
            raise Refused(last, "date_late", {"day": most})

    def answers(self) -> Answers:
        return Answers("one", (*self.others, DATE)) if self.others else Answers("words")

    def said(self, value: Value | None, part: str = "") -> tuple[str, ...]:
        return () if value is None or part else (str(value) if value in (ASAP, OPEN) else DATE,)

    def labels(self) -> tuple[Label, ...]:
        return _LABELS

    def ours(self) -> tuple[str, ...]:
        return _OURS

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        if value is None:
            yield self.id, BLANK
            return
        yield self.id, ANSWERED
        yield self.id, str(value) if value in (ASAP, OPEN) else DATE

    def cells_on(self, value: Value | None, day: date) -> Iterator[tuple[str, str]]:
        yield from self.cells(value)
        if value is not None and value not in (ASAP, OPEN):
            lead = (Span.read(str(value)).last_day - day) / timedelta(days=1)
            yield self.id, next((name for most, name in _BANDS if lead <= most), _LATER)


def _text(given: Any, part: str) -> str:
    """A part as text, also when a program sends a number."""
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    raise Refused(part, "date_iso")


def _slack(bound_: str) -> timedelta:
    """A day, where the bound moves with today: it is not the same day everywhere on earth."""
    return timedelta(days=0 if bound_[0].isdigit() else 1)
