"""Signed tombstones: what stays in the chain of an erased response, and that it was erased by us."""

import hashlib
import hmac
from datetime import datetime

import msgspec

from listenwell.archive.manifest import Tombstone

_PURPOSE = "archive-tombstone"


def signed(response_id: str, at: datetime, request: str, secret: str) -> Tombstone:
    """The tombstone, signed with HMAC-SHA-256 under the secret of the settings."""
    bare = Tombstone(id=response_id, at=at, request=request, signature="")
    return msgspec.structs.replace(bare, signature=_mac(bare, secret))


def is_ours(tombstone: Tombstone, secret: str) -> bool:
    """Whether it was signed with that secret and not altered since."""
    return hmac.compare_digest(tombstone.signature, _mac(tombstone, secret))


def _mac(tombstone: Tombstone, secret: str) -> str:
    said = msgspec.json.encode([_PURPOSE, tombstone.id, tombstone.at, tombstone.request])
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
