"""Which submission is the same as one before: by its name, or else by what it says and whence it comes.

A page whose script runs gives its submission a name of its own; so does a page that came back with a mistake.
Any other submission is named here, by a keyed hash of what it says and of what the request alone tells about
its source (address and browser). The key is made of our secret and of a random one that is thrown away after
the day: from then on nobody can test whether an address sent an answer.

- The same again within WINDOW of the one that is stored: one, and it gets the same answer.
- The same again later that day (UTC): stored, and marked as a possible repeat. Two customers in one office
  may well say the same.
- Around midnight the window holds; the mark does not reach over midnight.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import NamedTuple

import msgspec

from listenwell.intake.counting import key_of
from listenwell.intake.receipts import stored_id
from listenwell.intake.services import Services
from listenwell.storage import Added
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import POSSIBLE_REPEAT, Response
from listenwell.web import Source

WINDOW = timedelta(minutes=2)
"""How long the same submission without a name is taken for one, both ends included: a double click, a page
loaded again, a browser that tries again."""

Store = Callable[[str, tuple[str, ...]], Added]
"""Stores the response under a name with marks, unless the name is taken."""


class Named(NamedTuple):
    """The submission's name, and what is stored under it."""

    name: str
    added: Added


class Naming:
    """The names that one submission may have on one day: the first, and one for each repeat."""

    def __init__(self, response: Response, contact: ContactDetails | None, source: Source) -> None:
        reach = (contact.email, contact.telephone) if contact else ()
        said = (
            *(response.survey, response.segment, response.channel, response.invitation),
            *(response.entered_by, response.answers, reach),
        )
        self._said = msgspec.json.encode(said, order="sorted")
        self._source = source

    def on(self, day: date, services: Services) -> Callable[[int], str]:
        """Place (0, 1, 2, ...) to name. Raises StorageUnavailable."""
        key = key_of(day, services)
        said = self._source.keyed(key) + self._said

        def name(place: int) -> str:
            mac = hmac.digest(key, place.to_bytes(4) + said, hashlib.sha256)
            return str(uuid.UUID(bytes=mac[:16], version=4))

        return name


def store_unnamed(response: Response, naming: Naming, services: Services, store: Store) -> Named:
    """Store a submission that came without a name, by the rule above. Raises StorageUnavailable.

    Names are taken in their order, each by a put that only one can win, so that servers agree without talking
    to each other.
    """
    today = response.received_at.astimezone(UTC).date()
    before = (response.received_at - WINDOW).astimezone(UTC).date()
    if before != today:
        earlier = naming.on(before, services)
        last = _last_taken(earlier, services)
        if last >= 0:
            name = earlier(last)
            stored = services.responses.get(stored_id(name, services.secret))
            if stored is not None and _one(stored, response):
                return Named(name, Added(stored, new=False))
    names = naming.on(today, services)
    place = 0
    while True:
        name = names(place)
        added = store(name, (POSSIBLE_REPEAT,) if place else ())
        if added.new or _one(added.response, response):
            return Named(name, added)
        place = max(place + 1, _last_taken(names, services, place))


def _one(stored: Response, sent: Response) -> bool:
    return abs(sent.received_at - stored.received_at) <= WINDOW


def _last_taken(names: Callable[[int], str], services: Services, known: int = -1) -> int:
    """The last place that is taken (-1: none); `known` is taken. A few steps even among hundreds."""

    def taken(place: int) -> bool:
        return services.responses.get(stored_id(names(place), services.secret)) is not None

    low, step = known, 1
    while taken(low + step):
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(middle) else (low, middle)
    return low
