"""Which date did somebody type? Day, month and year in a field each, or ISO 8601; and what is refused."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that are taken; others are slips of the finger."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", re.ASCII)
_RELATIVE = re.compile(r"([+-][0-9]+) (day|week|month|year)s?")


class Refused(ValueError):
    """Why it is no date: the part to mend, the key of the words in wording/, and their values."""

    def __init__(self, part: str, reason: str, values: Mapping[str, int | date] | None = None) -> None:
        super().__init__(reason)
        self.part, self.reason, self.values = part, reason, dict(values or {})


class Span(NamedTuple):
    """From one day or month to another; for a single date both are the same. Months are kept as their first
    days."""

    first: date
    last: date
    months: bool
    pair: bool

    @classmethod
    def read(cls, text: str, part: str = "") -> "Span":
        """A span in ISO 8601. Raises Refused at `part`."""
        ends = [_ISO.fullmatch(end) for end in text.split("/")]
        if len(ends) > 2 or not all(ends) or len({end[3] is None for end in ends if end}) != 1:
            raise Refused(part, "date_iso")
        try:
            days = [date(int(end[1]), int(end[2]), int(end[3] or 1)) for end in ends if end]
        except ValueError:
            raise Refused(part, "date_iso") from None
        if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
            raise Refused(part, "date_iso")
        return cls(days[0], days[-1], ends[0][3] is None, len(days) == 2)  # type: ignore[index]

    def __str__(self) -> str:
        ends = (self.first, self.last) if self.pair else (self.first,)
        return "/".join(day.isoformat()[: 7 if self.months else 10] for day in ends)

    @property
    def end_of_first(self) -> date:
        """The last day of the first date: a month that has begun is not over."""
        return _month_end(self.first) if self.months else self.first

    @property
    def start_of_last(self) -> date:
        """The first day of the last date."""
        return self.last

    @property
    def last_day(self) -> date:
        """The last day of the whole span."""
        return _month_end(self.last) if self.months else self.last


def span_of(typed: Mapping[str, str], ends: Sequence[str], parts: Sequence[str]) -> Span:
    """The dates that were typed, each part under its end and name ("from_day"). Raises Refused, for the first
    part that is missing or wrong."""
    days = [_one(typed, end, parts) for end in ends]
    return Span(days[0], days[-1], "day" not in parts, len(ends) == 2)


def _one(typed: Mapping[str, str], end: str, parts: Sequence[str]) -> date:
    given = {part: typed.get(end + part, "") for part in parts}
    if not any(given.values()):
        raise Refused(end + parts[0], "date_needed")
    for part, text in given.items():
        if not text:
            raise Refused(end + part, f"date_no_{part}")
    year, month = _number(given["year"]), _number(given["month"])
    if month is None or not 1 <= month <= 12:
        raise Refused(end + "month", "date_month")
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(end + "year", "date_year")
    day = _number(given["day"]) if "day" in parts else 1
    most = monthrange(year, month)[1]
    if day is None or not 1 <= day <= most:
        raise Refused(end + "day", "date_day", {"days": most})
    return date(year, month, day)


def _number(text: str) -> int | None:
    """The number in decimal digits of any script, or None."""
    digits = [unicodedata.decimal(character, None) for character in text.strip().rstrip(".")]
    if not digits or len(digits) > 4 or None in digits:
        return None
    return int("".join(map(str, digits)))


def bound(text: str, today: date) -> date:
    """The day that `earliest` or `latest` means; the last day of a shorter month. Raises ValueError."""
    if text in ("", "today"):
        return today
    found = _RELATIVE.fullmatch(text)
    if not found:
        return date.fromisoformat(text)
    number, unit = int(found[1]), found[2]
    if unit in ("day", "week"):
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
