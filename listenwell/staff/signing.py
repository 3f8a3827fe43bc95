"""Is this text one that we wrote? Values in cookies, forms and links, signed by HMAC-SHA256.

Python's own hmac is the library: the intake's package needs no other for it, and there is nothing to choose.
Each purpose has its own key, so that a token for one is worth nothing for another.
"""

import base64
import binascii
import hashlib
import hmac
from typing import TypeVar

import msgspec

Shape = TypeVar("Shape")
_MAC = 32
_LONGEST = 4096


class Signer:
    """Signs values of one purpose with a key made from the server's secret."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hmac.digest(secret.encode(), f"listenwell staff {purpose}".encode(), hashlib.sha256)

    def sign(self, value: object) -> str:
        """The value as a token that is safe in a cookie and in an address; everybody can read it."""
        payload = msgspec.json.encode(value)
        return base64.urlsafe_b64encode(self._mac(payload) + payload).decode().rstrip("=")

    def opened(self, token: str, shape: type[Shape]) -> Shape | None:
        """The value of a token that was signed for this purpose, unaltered; else None."""
        if len(token) > _LONGEST:
            return None
        try:
            raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        if not hmac.compare_digest(raw[:_MAC], self._mac(raw[_MAC:])):
            return None
        try:
            return msgspec.json.decode(raw[_MAC:], type=shape)
        except msgspec.DecodeError:  # written by another version of ours
            return None

    def mark(self, text: str) -> str:
        """A mark of `text` that only we can make, in 43 characters."""
        return base64.urlsafe_b64encode(self._mac(text.encode())).decode().rstrip("=")

    def is_mark(self, given: str, text: str) -> bool:
        """Whether `given` is the mark of `text`, in the same time whatever it is."""
        return hmac.compare_digest(given.encode(), self.mark(text).encode())

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, hashlib.sha256)
