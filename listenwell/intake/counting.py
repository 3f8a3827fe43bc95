"""How often did one source do something today? Counted under a name that says nothing without two keys.

The name is a keyed hash of the source's network, made with our secret and the random key of the day. That key
is thrown away after the day (storage/contract.py): then nobody can test whose number it was. No address is
stored.
"""

import hashlib
import hmac
from datetime import UTC, date

from listenwell.intake.services import Services
from listenwell.storage import Counted
from listenwell.web import Source


def key_of(day: date, services: Services) -> bytes:
    """What keys everything that must not outlive the day: our secret and the day's. Raises
    StorageUnavailable."""
    return hmac.digest(services.secret.encode(), services.daily.key(day), hashlib.sha256)


def times(source: Source, what: str, services: Services) -> int:
    """Count that this source did `what` (a short name such as "receipt"), and say how often it has today
    (UTC), this time included. Raises StorageUnavailable."""
    return counted(source, what, services).today


def counted(source: Source, what: str, services: Services, slot: str = "") -> Counted:
    """The same, with how often it did so in that slot of the day. Raises StorageUnavailable."""
    day = services.now().astimezone(UTC).date()
    named = hmac.digest(source.network(key_of(day, services)), what.encode(), hashlib.sha256)
    return services.daily.count(day, f"{what}#{named[:16].hex()}", slot)


def times_in_all(what: str, services: Services) -> int:
    """The same for all sources together."""
    return services.daily.count(services.now().astimezone(UTC).date(), what).today
