"""Which characters can be printed? Everything a customer writes goes through here before it is laid out."""

import re
import unicodedata
from typing import Any

from listenwell.summary.printing.blocks import Direction, Written

_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEVER = {"Cc", "Cs", "Cn", "Co"}
_LONG = re.compile(r"[^\s/\-\u200b\u00ad]{25,}")
"""Lines end after a stroke or a hyphen anyhow, and ids are to be copied whole."""
_PIECE = 12


def cleaned(words: str) -> str:
    """The words without control characters, code points that are no characters, and signs that turn the
    text around; lines stay lines."""
    kept = []
    for character in words.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"):
        if character == "\n":
            kept.append(character)
        elif character in _TURNING or character == "\ufeff":
            continue
        else:
            kept.append(" " if unicodedata.category(character) in _NEVER else character)
    return "".join(kept)


def breakable(words: str) -> str:
    """The words with places in very long ones at which a line may end (U+200B)."""
    return _LONG.sub(_parted, words)


def _parted(found: re.Match[str]) -> str:
    """Never between a letter and what combines with it."""
    pieces, count = [], 0
    for character in found[0]:
        joined = unicodedata.combining(character) or character in "\u200c\u200d\ufe0e\ufe0f"
        if count >= _PIECE and not joined and (not pieces or pieces[-1] != "\u200d"):
            pieces.append("\u200b")
            count = 0
        pieces.append(character)
        count += 1
    return "".join(pieces)


def printable(value: Any, key: str = "") -> Any:
    """The same tree of plain values with every text cleaned, and breakable unless it is a hash. Pictures
    are left alone: they are drawn from cleaned words already."""
    match value:
        case str():
            return value if key == "svg" else breakable(cleaned(value))
        case dict():
            whole = value.get("hash") is True
            return {
                k: cleaned(v) if whole and isinstance(v, str) else printable(v, k) for k, v in value.items()
            }
        case list() | tuple():
            return [printable(each, key) for each in value]
        case _:
            return value


def direction_of(words: str) -> Direction:
    """Which way the words run: as the first character that has a direction does."""
    for character in words:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"


def written(words: str, place: str = "") -> Written:
    """A customer's words with their direction."""
    return Written(words, direction_of(words), place)
