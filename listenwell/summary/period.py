"""Periods of a summary: 2026, 2026-Q3, 2026-09, 2026-W39, or two dates with .. between; days are UTC."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec


class PeriodError(ValueError):
    """The text names no period."""


class Period(msgspec.Struct, frozen=True):
    """From `first` to `last`, both included."""

    label: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def previous(self) -> "Period":
        """The period before: the same kind (quarter before quarter), or as many days for a range."""
        before = self.first - timedelta(days=1)
        match len(self.label), "Q" in self.label:
            case 4, _:
                return year(before.year)
            case 7, True:
                return quarter(before.year, (before.month + 2) // 3)
            case 8, False:
                return week_of(before)
            case 7, False:
                return month(before.year, before.month)
            case _:
                return span(self.first - timedelta(days=self.days), before)

    def halves(self) -> "tuple[Period, Period]":
        """Its first and second half; an odd day goes to the second."""
        middle = self.first + timedelta(days=self.days // 2)
        return span(self.first, middle - timedelta(days=1)), span(middle, self.last)

    def months(self) -> "Iterator[Period]":
        """Every calendar month that has a day in it, whole."""
        at = self.first.replace(day=1)
        while at <= self.last:
            yield month(at.year, at.month)
            at = (at + timedelta(days=31)).replace(day=1)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, which: int) -> Period:
    """A calendar quarter, 1 to 4."""
    first = date(number, which * 3 - 2, 1)
    last = date(number, which * 3, calendar.monthrange(number, which * 3)[1])
    return Period(f"{number:04}-Q{which}", first, last)


def quarter_of(day: date) -> Period:
    """The quarter that has the day."""
    return quarter(day.year, (day.month + 2) // 3)


def month(number: int, which: int) -> Period:
    """A calendar month, 1 to 12."""
    last = calendar.monthrange(number, which)[1]
    return Period(f"{number:04}-{which:02}", date(number, which, 1), date(number, which, last))


def week_of(day: date) -> Period:
    """The ISO week, Monday to Sunday, that has the day."""
    at, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(f"{at:04}-W{number:02}", first, first + timedelta(days=6))


def span(first: date, last: date) -> Period:
    """Any range of days."""
    return Period(f"{first}..{last}", first, last)


_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_KINDS = (
    (r"(\d{4})", lambda y: year(int(y))),
    (r"(\d{4})-Q([1-4])", lambda y, q: quarter(int(y), int(q))),
    (r"(\d{4})-W(\d{2})", lambda y, w: week_of(date.fromisocalendar(int(y), int(w), 1))),
    (r"(\d{4})-(\d{2})", lambda y, m: month(int(y), int(m))),
    (
        r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})",
        lambda a, b: span(date.fromisoformat(a), date.fromisoformat(b)),
    ),
)


def parse(text: str) -> Period:
    """The period that a text names. Raises PeriodError, whose words say what is understood."""
    for pattern, make in _KINDS:
        if match := re.fullmatch(pattern, text):
            try:
                period = make(*match.groups())
            except ValueError as error:
                raise PeriodError(f"“{text}” is no period: {error}") from error
            if not _FIRST_YEAR <= period.first.year <= period.last.year <= _LAST_YEAR:
                raise PeriodError(f"“{text}” is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
            if period.last < period.first:
                raise PeriodError(f"“{text}” ends before it begins")
            return period
    raise PeriodError(
        f"“{text}” is no period; write a year (2026), a quarter (2026-Q3), a month (2026-09), a week "
        "(2026-W39) or two dates (2026-01-15..2026-03-31)"
    )
