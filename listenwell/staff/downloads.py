"""Who downloaded what, and when? A log in the document store to which entries are only ever added.

downloads/<day>/<time>-<random>.json   one entry; written with put-if-absent, before the document is given
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from listenwell.storage import DocumentMissing, DocumentStore

PREFIX = "downloads/"
Way = Literal["read", "link given", "link opened", "command line", "responses traced"]


class Download(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry. `who` is the name that signed in; "" on a machine where nobody does. `how` tells a link
    that was given from its use, which only the server of a single machine sees."""

    at: datetime
    who: str
    document: str
    how: Way


class NotRecorded(Exception):
    """The entry could not be written, so nothing may be given."""


def record(documents: DocumentStore, entry: Download, new_id: str) -> None:
    """Add an entry; `new_id` is random. Raises NotRecorded when that name is taken, StorageUnavailable."""
    at = entry.at.astimezone(UTC)
    random = "".join(letter for letter in new_id if letter.isalnum())[:16]
    name = f"{PREFIX}{at:%Y-%m-%d}/{at:%H%M%S-%f}-{random}.json"
    if not documents.put_new(name, msgspec.json.encode(entry)):
        raise NotRecorded(name)


def entries(documents: DocumentStore, first: date, last: date) -> Iterator[Download]:
    """The entries of the days `first` to `last`, both included (UTC), oldest first. Raises
    StorageUnavailable."""
    day = first
    while day <= last:
        for name in documents.names(f"{PREFIX}{day}/"):
            try:
                yield msgspec.json.decode(documents.get(name), type=Download)
            except (DocumentMissing, msgspec.DecodeError):
                continue  # of another version of ours
        day += timedelta(days=1)


def days(documents: DocumentStore) -> list[date]:
    """The days that have entries, oldest first. Raises StorageUnavailable."""
    found = {name.removeprefix(PREFIX)[:10] for name in documents.names(PREFIX)}
    return sorted(date.fromisoformat(day) for day in found)
