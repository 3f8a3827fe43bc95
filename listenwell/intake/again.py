"""Asking a store again that failed for the moment, as long as there is time to answer the customer."""

import random
from collections.abc import Callable
from typing import TypeVar

from listenwell.intake.services import Services
from listenwell.storage import StorageUnavailable

BUDGET = 8.0
"""Seconds from the first attempt within which a further one may begin."""
_PAUSES = (0.1, 0.3, 0.9, 2.0)

Found = TypeVar("Found")


def patiently(call: Callable[[], Found], services: Services, ends: float) -> Found:
    """What the call gives, asked up to five times; none begins after `ends`. The call must bear being made
    twice. Raises StorageUnavailable with what the last one said."""
    ends = min(ends, services.clock() + BUDGET)
    for longest in _PAUSES:
        try:
            return call()
        except StorageUnavailable as error:
            pause = longest * random.uniform(0.5, 1)  # noqa: S311 - so that servers do not come back together
            if not error.passing or services.clock() + pause > ends:
                raise
            services.pause(pause)
    return call()
