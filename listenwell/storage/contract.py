"""The three contracts every store keeps; tests/storage/ runs each claim on every backend.

A store is *durable* when `add` or `put` returns: what was acknowledged is there after a crash. Nothing is
ever half-written: a reader sees the whole response or document, or none. A backend retries what is worth
retrying within its own time limit and then raises `StorageUnavailable`; the caller answers 503 and nothing
is lost silently.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response

MAX_RESPONSE_BYTES = 390_000
"""Largest canonical JSON of a response, in bytes: a DynamoDB item holds 400 KB with its keys."""


class StorageUnavailable(Exception):
    """The store did not take or give the value in time.

    `passing` says that the same call may succeed later; else the set-up is at fault."""

    def __init__(self, told: str = "", *, passing: bool = True) -> None:
        super().__init__(told)
        self.passing = passing


class ResponseTooLarge(ValueError):
    """The response is over `MAX_RESPONSE_BYTES`; it was not stored."""


class DocumentLocked(StorageUnavailable):
    """The store keeps the document until a day to come; only one role may remove it before."""


class DocumentMissing(KeyError):
    """No document has that name."""


class DocumentNameRefused(ValueError):
    """A document name is ASCII letters, digits, `.`, `_`, `-` in parts divided by `/`.

    No part is `.` or `..`; a part has at most 200 characters and a name 900. No name is also the folder of
    another (`a` beside `a/b`): S3 would take both, files cannot.
    """


class Added(NamedTuple):
    """What `add` found: the response now in the store, and whether this call put it there."""

    response: Response
    new: bool


class ResponseStore(Protocol):
    """Responses by id, and by the day they were received (UTC)."""

    def add(self, response: Response, contact: ContactDetails | None = None) -> Added:
        """Store once, with how the customer may be reached about it: both or neither. With an id that is
        there already nothing is written and the stored one comes back.

        Raises ResponseTooLarge, StorageUnavailable.
        """

    def get(self, response_id: str) -> Response | None:
        """The response with that id, or None. Sees every `add` that has returned.

        Raises StorageUnavailable.
        """

    def received(self, first: date, last: date) -> Iterator[Response]:
        """Every response received from `first` to `last`, both included (UTC days), by time and then id.

        A response added while the sweep runs, or within the seconds before it, may or may not be in it
        (DynamoDB's index follows its table): what closes a day for good waits until the day is well over.
        """

    def count(self, first: date, last: date) -> int:
        """How many responses `received` would give for these days. Raises StorageUnavailable."""

    def erase(self, response_id: str) -> bool:
        """Remove the response and its contact from the store for good, durably; says whether it was there.

        Erasing twice is no error. `get` misses it at once; a sweep begun within the seconds before or after
        may still give it. Backups keep it until they expire. Raises StorageUnavailable.
        """


class ContactStore(Protocol):
    """How customers may be reached, by the id of the response; never in a sweep over responses.

    The store of responses writes them together with their response. Erasing removes the contact first.
    """

    def put(self, contact: ContactDetails) -> None:
        """Keep the details durably, in place of earlier ones of that response. Raises StorageUnavailable."""

    def get(self, response_id: str, today: date) -> ContactDetails | None:
        """The details, or None: there are none, or their last day is over, whether removed yet or not. Sees
        every `put` that has returned. Raises StorageUnavailable."""

    def erase(self, response_id: str) -> bool:
        """Remove the details for good, durably; says whether they were there. Raises StorageUnavailable."""

    def forget(self, response_id: str) -> None:
        """Remove the details for good, durably, without looking at them or saying whether they were there.
        Raises StorageUnavailable."""

    def sweep(self, today: date) -> int:
        """Remove for good all details whose last day is over; how many. A store that removes them by itself
        does nothing and says 0. Raises StorageUnavailable."""


class Counted(NamedTuple):
    """How often a name was counted on a day, and in a slot of it if one was named, this time included."""

    today: int
    in_slot: int = 0


class DailyStore(Protocol):
    """What is needed for a day and then gone: one random key a day, and counters; the same for every
    server."""

    def key(self, day: date) -> bytes:
        """The 32 random bytes of that day (UTC), made by whoever asks first. Raises StorageUnavailable."""

    def count(self, day: date, name: str, slot: str = "") -> Counted:
        """Count one more under that name on that day (UTC), and in that slot of it, and give the numbers now.

        No two calls get the same number; one that failed may have counted, and a crash of the machine may
        undo the last ones. `name` and `slot` have no personal data. Raises StorageUnavailable."""

    def sweep(self, today: date) -> int:
        """Remove for good what is of a day before yesterday; how much. A store that removes it by itself does
        nothing and says 0. Raises StorageUnavailable."""


class DocumentStore(Protocol):
    """Whole byte strings under names such as `summaries/pulse/2026-Q3/summary.html`.

    Every method raises StorageUnavailable, and DocumentNameRefused for a name that cannot be one.
    """

    def put(self, name: str, data: bytes) -> None:
        """Write the document whole, in place of an earlier one of that name."""

    def put_new(self, name: str, data: bytes) -> bool:
        """Write only when no document has that name; says whether it did. Two at once: one wins."""

    def get(self, name: str) -> bytes:
        """The document's bytes. Raises DocumentMissing."""

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix` (a plain string, not a folder), sorted."""

    def link(self, name: str, life: timedelta, *, type: str, disposition: str) -> str:
        """An address that gives this document alone to whoever has it, for so long, with these headers
        (Content-Type, Content-Disposition); "" from a store that has no addresses of its own."""

    def delete(self, name: str) -> None:
        """Remove the document; one that is not there is no error."""

    def erase(self, name: str) -> None:
        """Remove the document with every earlier version of it, for good; one that is not there is no error.

        The name is listed until all is removed, so that an erasure cut short is seen and done again. Raises
        DocumentLocked where the store keeps it for now and whoever asks may not break its lock.
        """
