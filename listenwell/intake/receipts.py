"""The code a customer keeps, and the token of the thank-you page; both from the response id and our key.

The same response always has the same code, so that sending twice gives one answer. The token only opens the
page that shows the code, and only for half an hour after the answer came: an address kept in a history or a
log is worth nothing later.
"""

import base64
import binascii
import hashlib
import hmac
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from listenwell.survey.response import Response

TOKEN_LIFE = timedelta(minutes=30)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to mishear
_RECEIPT_BYTES = 10
_MAC_BYTES = 16


def receipt(response_id: str, secret: str) -> str:
    """80 bits as four groups of four characters, such as "7K3M-V0QX-9D2T-HB5C"."""
    number = int.from_bytes(_mac("receipt", response_id, secret)[:_RECEIPT_BYTES])
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def find(code: str, responses: Iterable[Response], secret: str) -> Response | None:
    """The response whose receipt somebody quotes; small letters, blanks and letters misheard do no harm."""
    wanted = code.upper().translate(str.maketrans("OIL", "011", " -"))
    return next((r for r in responses if receipt(r.id, secret).replace("-", "") == wanted), None)


def token(response_id: str, secret: str) -> str:
    """Opens the thank-you page of that response; safe in an address."""
    mac = _mac("thanks", response_id, secret)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(uuid.UUID(response_id).bytes + mac).decode().rstrip("=")


def response_of(given: str, secret: str) -> str | None:
    """The response id of a token made with the same secret, or None."""
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _MAC_BYTES:
        return None
    response_id = str(uuid.UUID(bytes=raw[:16]))
    good = hmac.compare_digest(raw[16:], _mac("thanks", response_id, secret)[:_MAC_BYTES])
    return response_id if good else None


def still_shown(received_at: datetime, now: datetime) -> bool:
    """Whether the thank-you page still shows the code."""
    return now - received_at <= TOKEN_LIFE


def _mac(purpose: str, response_id: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), f"{purpose}:{response_id}".encode(), hashlib.sha256)
