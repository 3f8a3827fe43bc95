"""Who wants a mail when a summary is ready? One document for each, which leaves nothing when it is erased.

mailing/subscribers/<hash of the address>.json
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from listenwell.storage import DocumentMissing, DocumentStore

PREFIX = "mailing/subscribers/"
TOLD = "mailing/told/"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST = 254


class AddressRefused(ValueError):
    """The text is no address that a mail can go to."""


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants mails. Without `surveys` it is all of them. `token` opens the link that ends it."""

    address: str
    surveys: tuple[str, ...] = ()
    since: datetime
    token: str

    @property
    def id(self) -> str:
        """A name for what is kept of them; it tells no address."""
        return _id(self.address)


def subscribe(
    documents: DocumentStore, address: str, surveys: tuple[str, ...], now: datetime, token: str
) -> Subscriber:
    """Keep a subscriber; one that is there already gets these surveys, and keeps their link and day. Raises
    AddressRefused, StorageUnavailable."""
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise AddressRefused(address)
    known = find(documents, _id(address))
    wanted = Subscriber(
        address=address,
        surveys=surveys,
        since=known.since if known else now,
        token=known.token if known else token,
    )
    documents.put(f"{PREFIX}{wanted.id}.json", msgspec.json.encode(wanted))
    return wanted


def subscribers(documents: DocumentStore) -> Iterator[Subscriber]:
    """Everybody. Raises StorageUnavailable."""
    for name in documents.names(PREFIX):
        found = find(documents, name.removeprefix(PREFIX).removesuffix(".json"))
        if found is not None:
            yield found


def find(documents: DocumentStore, subscriber: str) -> Subscriber | None:
    """The subscriber of that id, or None. Raises StorageUnavailable."""
    if not _ID.fullmatch(subscriber):
        return None
    try:
        return msgspec.json.decode(documents.get(f"{PREFIX}{subscriber}.json"), type=Subscriber)
    except (DocumentMissing, msgspec.DecodeError):
        return None


def unsubscribe(documents: DocumentStore, address: str) -> bool:
    """Erase the address for good; says whether it was there. Raises StorageUnavailable."""
    return _erase(documents, _id(address))


def unsubscribe_by(documents: DocumentStore, subscriber: str, token: str) -> bool:
    """The same by the link of a mail; False when it is no link of ours, or was used. Raises
    StorageUnavailable."""
    found = find(documents, subscriber)
    if found is None or not hmac.compare_digest(found.token.encode(), token.encode()):
        return False
    return _erase(documents, subscriber)


def _erase(documents: DocumentStore, subscriber: str) -> bool:
    there = find(documents, subscriber) is not None
    documents.erase(f"{PREFIX}{subscriber}.json")
    return there


def _id(address: str) -> str:
    return hashlib.sha256(f"listenwell subscriber {address.lower()}".encode()).hexdigest()[:32]
