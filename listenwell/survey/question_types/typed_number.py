"""What number did somebody type? In the digits and with the decimal mark of their language.

A mark with exactly three digits after it is read as the language reads it: "1.500" is 1500 in German and
1.5 in English. Any other single mark can only be a decimal mark, whichever of the two it is.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any

# Languages that write 1.5 (Unicode CLDR 46, symbols/decimal); all others write 1,5.
_POINT = frozenset(
    re.findall(
        r"\w+",
        "am bn cy en fil ga gu ha he hi ig ja kn ko ml mn mr ms mt my ne or pa si so sw ta te th "
        "tl ur yo yue zh zu",
    )
)
_MOST_DIGITS = 18
# Between groups of digits. Elsewhere a blank parts two numbers: "2 3" is not 23.
_BETWEEN = re.compile(r"(?<=[0-9])[\s'’_٬]+(?=(?:[0-9]{2,3}[\s'’_٬]+)*[0-9]{3}(?![0-9]))|(?<=^[+-])\s+")
# Digits, plain or in groups: 1,234,567 or, as in India, 12,34,567.
_WHOLE = re.compile(r"[+-]?(?:[0-9]*|[0-9]{1,3}([.,])(?:[0-9]{2,3}\1)*[0-9]{3})")
_FRACTION = re.compile(r"[0-9]*")


class TooManyDecimals(ValueError):
    """It is a number, with more decimals than are asked for."""


def mark_of(language: str) -> str:
    """The mark before decimals in a language: a point or a comma."""
    return "." if language.split("-", maxsplit=1)[0] in _POINT else ","


def decimal_of(given: Any, decimals: int, language: str, unit: str = "") -> Decimal | None:
    """The number, exactly, or None when it is none. Zeros that say nothing do no harm.

    `given` is text as it was typed, perhaps with its `unit`, or a JSON number. Raises TooManyDecimals.
    """
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    text = str(given) if isinstance(given, int) else repr(given) if isinstance(given, float) else given
    if isinstance(given, str):
        text = _plain(text, unit, language)
    try:
        number = Decimal(text) if text and len(text) <= _MOST_DIGITS + 6 else None
    except ArithmeticError:
        return None
    if number is None or not number.is_finite() or abs(number) >= 10**_MOST_DIGITS:
        return None
    if number != round(number, decimals):
        raise TooManyDecimals(given)
    return round(number, decimals) + 0  # no minus before a zero


def _plain(typed: str, unit: str, language: str) -> str:
    """The typed text with ASCII digits and a point as decimal mark; "" when it is no number."""
    text = typed.strip().casefold().removesuffix(unit.casefold()).strip()
    text = "".join(map(_digit, text)).replace("−", "-").replace("٫", ".").replace("،", ",")
    text = _BETWEEN.sub("", text)
    usual = "." if "٫" in typed else mark_of(language)
    mark = _decimal_mark(text, usual)
    whole, _, fraction = text.rpartition(mark) if mark else (text, "", "")
    if not (_WHOLE.fullmatch(whole) and _FRACTION.fullmatch(fraction) and whole.strip("+-") + fraction):
        return ""
    return f"{whole.replace(',', '').replace('.', '') or '0'}.{fraction or '0'}".replace("-.", "-0.")


def _decimal_mark(text: str, usual: str) -> str:
    """Which of the marks in the text begins the decimals; "" when they only group thousands."""
    marks = [character for character in text if character in ".,"]
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) != 1:
        return ""
    after = len(text) - text.index(marks[0]) - 1
    return marks[0] if after != 3 or marks[0] == usual else ""


def _digit(character: str) -> str:
    number = unicodedata.decimal(character, None)
    return character if number is None else str(number)
