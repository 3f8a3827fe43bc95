"""The code a customer keeps, where its answer lies, and the token of the page that shows it.

A submission has a name: the id that its page made, or one made here (once.py). Name and our key give the
code; the code's hash is the id under which the response is stored. So the same submission always has the same
code and is stored once, whoever has the code finds the response by it alone, and nobody finds a code in the
store. The token only opens the page that shows the code, and only for half an hour after the answer came: an
address kept in a history or a log is worth nothing later.
"""

import base64
import binascii
import hashlib
import hmac
import uuid
from datetime import datetime, timedelta
from functools import reduce

TOKEN_LIFE = timedelta(minutes=30)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to mishear
_MISREAD = str.maketrans("OIL", "011", " -\N{NO-BREAK SPACE}\N{HYPHEN}\N{EN DASH}\t\r\n")
_SECRET_LETTERS = 17  # 85 bits; the last letter checks them
_GROUP = 3
_MAC_BYTES = 16


def receipt(name: str, secret: str) -> str:
    """85 bits and a letter that checks them, in six groups of three, such as "7K3-MV0-QX9-D2T-HB5-C8A"."""
    number = int.from_bytes(_mac("receipt", name, secret)[:11]) >> 3
    values = [number >> shift & 31 for shift in range(5 * (_SECRET_LETTERS - 1), -1, -5)]
    letters = "".join(_ALPHABET[value] for value in (*values, _check(values)))
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))


def id_of(code: str) -> str | None:
    """The id of the response that lies under a code, as it was typed; None for what is no code.

    Small letters, blanks and letters misheard do no harm. One wrong letter or two that changed places are
    always noticed.
    """
    letters = code.upper().translate(_MISREAD)
    values = [_ALPHABET.find(letter) for letter in letters]
    if len(letters) != _SECRET_LETTERS + 1 or -1 in values or _check(values[:-1]) != values[-1]:
        return None
    return _place(letters)


def stored_id(name: str, secret: str) -> str:
    """The id of the response that a submission of that name becomes."""
    return _place(receipt(name, secret).replace("-", ""))


MOST_CHANGES = 9
"""How often answers can be corrected with one code. One change more can take them back."""


def ids_under(first_id: str) -> list[str]:
    """Every id that the response with that id and its changes can have, the oldest first."""
    return [later_id(first_id, place) for place in range(MOST_CHANGES + 2)]


def later_id(first_id: str, place: int) -> str:
    """The id of the change at a place (1, 2, ...) of the response with that id; at place 0 it is that one."""
    if place == 0:
        return first_id
    hashed = hashlib.sha256(f"listenwell change {place} of {first_id}".encode()).digest()
    return str(uuid.UUID(bytes=hashed[:16], version=4))


def token(name: str, secret: str) -> str:
    """Opens the thank-you page of that submission; safe in an address."""
    mac = _mac("thanks", name, secret)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(uuid.UUID(name).bytes + mac).decode().rstrip("=")


def name_of(given: str, secret: str) -> str | None:
    """The name in a token made with the same secret, or None."""
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _MAC_BYTES:
        return None
    name = str(uuid.UUID(bytes=raw[:16]))
    good = hmac.compare_digest(raw[16:], _mac("thanks", name, secret)[:_MAC_BYTES])
    return name if good else None


def still_shown(received_at: datetime, now: datetime) -> bool:
    """Whether the thank-you page still shows the code."""
    return now - received_at <= TOKEN_LIFE


def _place(letters: str) -> str:
    hashed = hashlib.sha256(b"listenwell receipt " + letters.encode()).digest()
    return str(uuid.UUID(bytes=hashed[:16], version=4))


def _mac(purpose: str, name: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), f"{purpose}:{name}".encode(), hashlib.sha256)


def _check(values: list[int]) -> int:
    """A sum over the field of 32 elements in which each place has a weight of its own (powers of x modulo
    x^5 + x^2 + 1, of which there are 31): one wrong value or two exchanged always change it."""
    return reduce(lambda total, value: _times_x(total) ^ _times_x(value), values, 0)


def _times_x(value: int) -> int:
    return (value << 1) ^ (0b100101 if value & 16 else 0)
