"""How wide are words, and where do they break? By a rule of thumb, so that no font on a machine decides."""

import unicodedata

from listenwell.summary.charts.look import SIZE

_NARROW = set("iljtfrI.,:;'|!()[]{} -\u00a0·")
_WIDE = set("mwMWQOGCD@%&")
_START, _END = "\u2067", "\u2069"
_CONTROL = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(words: str) -> str:
    """The words on one line, without what cannot be drawn and without signs that turn the text."""
    kept = (" " if unicodedata.category(c) in _CONTROL else c for c in words if c not in _TURNING)
    return " ".join("".join(kept).split(" ")).strip()


def width(words: str, size: float = SIZE) -> float:
    """About how wide the words are at a size; rather too much than too little."""
    return sum(_part(character) for character in words) * size


def _part(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.34 if character in _NARROW else 0.9 if character in _WIDE else 0.6


def broken(words: str, room: float, most: int = 2, size: float = SIZE) -> list[str]:
    """The words in at most `most` lines of at most `room`; what is too long ends with an ellipsis."""
    lines, line = [], ""
    for word in clean(words).split(" "):
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(each, room, size) for each in lines]


def cut(words: str, room: float, size: float = SIZE) -> str:
    """The words, or as many of their characters as there is room for, with an ellipsis."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def turned(words: str, leftward: bool) -> str:
    """The words kept together by an isolate where they, or the reader, go from right to left. A number alone
    stays as it is: its sign stands before it in every language."""
    kinds = {unicodedata.bidirectional(character) for character in words}
    mixed = kinds & {"R", "AL"} or (leftward and "L" in kinds)
    return f"{_START}{words}{_END}" if mixed else words
