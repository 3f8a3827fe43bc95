"""Two document stores as one: what lies below one folder has a store of its own, such as a locked bucket."""

import heapq
from collections.abc import Iterator
from datetime import timedelta

from listenwell.storage.contract import DocumentStore


class SplitDocuments:
    """A DocumentStore of two: what begins with `folder` (ends in "/") is in `apart`, all else in `rest`."""

    def __init__(self, folder: str, apart: DocumentStore, rest: DocumentStore) -> None:
        self._folder = folder
        self._apart = apart
        self._rest = rest

    def put(self, name: str, data: bytes) -> None:
        """See the contract."""
        self._of(name).put(name, data)

    def put_new(self, name: str, data: bytes) -> bool:
        """See the contract."""
        return self._of(name).put_new(name, data)

    def get(self, name: str) -> bytes:
        """See the contract."""
        return self._of(name).get(name)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Those of both stores where the prefix leaves it open, in one order."""
        if prefix.startswith(self._folder) or not self._folder.startswith(prefix):
            return self._of(prefix).names(prefix)
        inside = (name for name in self._rest.names(prefix) if not name.startswith(self._folder))
        return heapq.merge(inside, self._apart.names(self._folder))

    def link(self, name: str, life: timedelta, *, type: str, disposition: str) -> str:
        """See the contract."""
        return self._of(name).link(name, life, type=type, disposition=disposition)

    def delete(self, name: str) -> None:
        """See the contract."""
        self._of(name).delete(name)

    def erase(self, name: str) -> None:
        """See the contract."""
        self._of(name).erase(name)

    def _of(self, name: str) -> DocumentStore:
        return self._apart if name.startswith(self._folder) else self._rest
