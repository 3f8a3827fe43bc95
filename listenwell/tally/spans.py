"""Days, ISO weeks, months, quarters and years: where each begins, and which of them cover a window."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

Level = Literal["day", "week", "month", "quarter", "year"]
LEVELS: tuple[Level, ...] = get_args(Level)


@lru_cache(maxsize=100_000)
def start_of(level: Level, day: str) -> str:
    """First day of the span that the day (ISO date) lies in; weeks begin on Monday (ISO 8601)."""
    return _start(level, date.fromisoformat(day)).isoformat()


def cover(first: date, last: date, by: Level) -> Iterator[tuple[Level, str]]:
    """(level, first day) of the spans that make up the window: whole ones of the level `by`, else days."""
    day = first
    while day <= last:
        whole = _start(by, day) == day and _end(by, day) <= last
        yield (by if whole else "day"), day.isoformat()
        day = (_end(by, day) if whole else day) + timedelta(days=1)


@lru_cache(maxsize=100_000)
def label(day: str, first: date, last: date, by: Level) -> str:
    """The first day of the span under which `cover` gives this day of the window."""
    given = date.fromisoformat(day)
    start = _start(by, given)
    return start.isoformat() if first <= start and _end(by, start) <= last else day


def _start(level: Level, day: date) -> date:
    match level:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case "year":
            return date(day.year, 1, 1)


def _end(level: Level, start: date) -> date:
    """Last day of the span that begins there."""
    days = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[level]
    after = start + timedelta(days=days)
    return _start(level, after) - timedelta(days=1) if level != "day" else start
