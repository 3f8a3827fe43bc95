"""May this receipt code be looked up? Only so often by one source, and ever slower while wrong ones are
tried.

What is counted, and when, never depends on whether a code is right: a lookup is counted before anything is
looked up, and the answer to one too many is the same for every code. Only misses are slowed down, whose
answer says already that they are misses. A code that its own check letter gives away as a slip is not looked
up at all.
"""

import threading

from listenwell.intake.counting import times, times_in_all
from listenwell.intake.services import Services
from listenwell.web import Request

MOST_A_DAY = 60
"""Lookups by one network in a day (UTC): each page about an answer is one."""
MISSES_AT_FULL_SPEED = 100
"""Wrong codes in a day, over all sources, before the answer to the next one is held back."""
LONGEST = 2.0
"""Seconds that it is held back at the most."""

# Of the threads of a server so many may wait at once, so that nobody's answers have to.
_waiting = threading.BoundedSemaphore(2)


def admitted(request: Request, services: Services) -> bool:
    """Count a lookup; whether its source may make it. Raises StorageUnavailable."""
    return times(request.source, "receipt", services) <= MOST_A_DAY


def missed(services: Services) -> bool:
    """Count a wrong code and hold back; False when too many are held back to tell about this one.

    Raises StorageUnavailable.
    """
    over = times_in_all("receipt-miss", services) - MISSES_AT_FULL_SPEED
    if over <= 0:
        return True
    if not _waiting.acquire(blocking=False):
        return False
    try:
        services.pause(min(LONGEST, over / MISSES_AT_FULL_SPEED))
    finally:
        _waiting.release()
    return True
