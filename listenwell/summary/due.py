"""What is to be compiled now, in which order, and when does a run with little time left stop?"""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from listenwell.storage import DocumentStore
from listenwell.summary.editions import read_shelf
from listenwell.summary.period import Period, month, quarter_of, year

SETTLING_DAYS = 7
"""How long a period that is over is compiled again each night, so that late corrections are in its last
edition."""
SPARE = 2.0
"""A summary is begun while so many times the slowest one of this run is left."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class OutOfTime(Exception):
    """The run stopped between two summaries; the next one goes on there."""


def due_periods(as_of: datetime) -> list[Period]:
    """The running month, quarter and year, and those that ended in the last week."""
    today = as_of.date()
    running = [month(today.year, today.month), quarter_of(today), year(today.year)]
    ended = [p.previous() for p in running if (today - p.first).days < SETTLING_DAYS]
    return [*running, *ended]


def still_due(
    surveys: Iterable[str], as_of: datetime, documents: DocumentStore, done_since: datetime | None
) -> list[tuple[str, Period]]:
    """Survey and period that are due and were not compiled at or after `done_since`: those whose last night
    is the longest ago come first, so that runs that never end starve none.

    Raises StorageUnavailable.
    """
    found = []
    for survey in surveys:
        for period in due_periods(as_of):
            shelf = read_shelf(documents, survey, period.label)
            checked = shelf.checked if shelf else _NEVER
            if done_since is None or checked < done_since:
                found.append((checked.date(), survey, period))
    return [(survey, period) for _, survey, period in sorted(found, key=lambda each: each[0])]


def while_time_is_left(
    work: Iterable[tuple[str, Period]], seconds_left: Callable[[], float] | None
) -> Iterator[tuple[str, Period]]:
    """The work, while there is time for a piece of it; None: for ever. Raises OutOfTime before a piece for
    which too little is left."""
    slowest = 0.0
    for done, each in enumerate(work):
        if seconds_left is not None and seconds_left() < SPARE * slowest:
            raise OutOfTime(f"{done} summaries compiled; the next run goes on with the rest")
        begun = time.monotonic()
        yield each
        slowest = max(slowest, time.monotonic() - begun)
