"""Which numbers pay? Bank accounts (IBAN) and cards, told by their check digits."""

import re
from collections.abc import Iterator

from listenwell.summary.masking.rule import Rule, Span

_HEAD = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])")
_LENGTHS = {
    **{"AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24},
    **{"FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20},
    **{"LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19},
    **{"SK": 24, "TR": 26, "AE": 23, "SA": 24, "EG": 29, "JO": 30, "KW": 30, "QA": 29, "UA": 29},
}
"""Characters of an IBAN by country (SWIFT IBAN registry)."""


def _ibans(text: str) -> Iterator[Span]:
    for head in _HEAD.finditer(text):
        wanted = _LENGTHS.get(head.group()[:2].upper())
        if wanted is None:
            continue
        at, kept = head.start(), ""
        while at < len(text) and len(kept) < wanted:
            if text[at].isascii() and text[at].isalnum():
                kept += text[at]
            elif text[at] not in "  -" or text[at - 1] in "  -":
                break
            at += 1
        ends = at >= len(text) or not text[at].isalnum()
        # A slip of the pen breaks the check digits, not what the number is.
        if len(kept) == wanted and ends and (_mod97(kept) or kept[4:].isdigit()):
            yield head.start(), at


def _mod97(iban: str) -> bool:
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


IBAN = Rule(
    "account",
    "An IBAN is somebody's bank account.",
    _ibans,
    (
        "to {DE89 3704 0044 0532 0130 00} please",
        "{GB29NWBK60161331926819}",
        "IBAN {fr14 2004 1010 0505 0001 3m02 606}.",
        "{ES91 2100 0418 4502 0005 1332}",
    ),
    ("DE89 is a road", "AT20 people in all we were", "GB29 NWBK"),
)

_CARD = re.compile(r"(?<![\w.,])\d(?:[ -]?\d){12,18}(?![\w])")


def _cards(text: str) -> Iterator[Span]:
    for found in _CARD.finditer(text):
        digits = [int(c) for c in found.group() if c.isdigit()]
        doubled = [d if n % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d) for n, d in enumerate(digits[::-1])]
        if sum(doubled) % 10 == 0 and any(digits):
            yield found.span()


CARD = Rule(
    "card",
    "A card number pays; it is told by its check digit (Luhn, ISO/IEC 7812-1).",
    _cards,
    ("paid with {4111 1111 1111 1111}", "card {5500-0000-0000-0004} was", "{378282246310005}"),
    ("we were 12 of 15", "0000 at night"),
)
