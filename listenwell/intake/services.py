"""What intake works with; everything that differs between machines, tests and days comes in here."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.settings import DAILY_LIMIT
from listenwell.storage import ContactStore, DailyStore, DocumentStore, ResponseStore


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


class Services(msgspec.Struct, kw_only=True):
    """Stores, key, clocks and randomness. `secret` keys receipts, tokens and derived names. Of what a
    customer had erased `documents` has a note for the archive; days are those of settings.py."""

    release: Release
    responses: ResponseStore
    contacts: ContactStore
    daily: DailyStore
    documents: DocumentStore
    secret: str
    daily_limit: int = DAILY_LIMIT
    """Submissions that are taken from one network in a day (UTC)."""
    copies_days: int = 35
    lock_days: int = 0
    now: Callable[[], datetime] = _now
    new_id: Callable[[], str] = _new_id
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _renderer: Renderer | None = None

    def renderer(self) -> Renderer:
        """The renderer of the current release. Raises StorageUnavailable, DocumentMissing."""
        index = self.release.index()
        if self._renderer is None or self._renderer.index is not index:
            self._renderer = Renderer(index, self.release.templates())
        return self._renderer
