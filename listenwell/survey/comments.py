"""Which notes stand where: those behind a value, and those that say “I know” (`# ok: leading`).

YAML readers drop notes; this finds them beside the reader's events, so that a `#` inside of words is none.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Any

import msgspec

_WORTH = re.compile(r"(?m)^[^#\n]*\S[ \t]+#|#[ \t]*ok:")
_NOTE = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n]*")
_SAYS_OK = re.compile(r"#[ \t]*ok:[ \t]*")


class Comment(msgspec.Struct, frozen=True):
    """A note. `covers` is the line it speaks of: where the name stands whose value ends before it, or the
    next line when it has a line of its own. `cut` tells that unquoted words stand before it, whose rest it
    may be meant to be."""

    file: str
    line: int
    covers: int
    words: str
    cut: bool = False

    @property
    def ok(self) -> str | None:
        """What follows “ok:”, or None where the note does not say it."""
        said = _SAYS_OK.match(self.words)
        return self.words[said.end() :].strip() if said else None


class Scanner:
    """Takes the values as the reader meets them, then tells the notes between them."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._breaks = [at.start() for at in re.finditer("\n", text)]
        self._starts: list[int] = []
        self._values: list[tuple[int, int, bool]] = []  # end, line of its name, whether unquoted words

    @staticmethod
    def worth(text: str) -> bool:
        """Whether any line may have a note that matters; most files have none, and are not scanned."""
        return _WORTH.search(text) is not None

    def saw(self, event: Any, line: int, key: bool) -> None:
        """An event of the reader for a value, or (`key`) a name; `line` is where its name stands."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style and event.style in "|>":  # its first line, where a note may stand, is no part of it
            start = self._text.find("\n", start) + 1 or end
        words = not key and not event.style and any(c.isalpha() for c in event.value)
        self._starts.append(start)
        self._values.append((end, line, words and event.value not in ("true", "false", "null")))

    def comments(self) -> list[Comment]:
        """The notes behind values and those that say “ok”, in the order of the file."""
        found, at = [], 0
        while (note := _NOTE.search(self._text, at)) is not None:
            place = bisect_right(self._starts, note.start()) - 1
            end, _, words = self._values[place] if place >= 0 else (0, 0, False)
            if note.start() < end:  # inside of words
                at = end
                continue
            at = note.end()
            line = self._line(note.start())
            alone = not self._text[self._text.rfind("\n", 0, note.start()) + 1 : note.start()].strip()
            comment = Comment(
                self._file,
                line,
                line + 1 if alone else self._name(place, line),
                note.group().rstrip(),
                cut=not alone and words and not self._text[end : note.start()].strip(),
            )
            if not alone or comment.ok is not None:
                found.append(comment)
        return found

    def _name(self, place: int, line: int) -> int:
        """Where the name stands that a note in `line` speaks of."""
        end, name_line, _ = self._values[place] if place >= 0 else (0, line, False)
        return name_line if self._line(end) == line else line

    def _line(self, at: int) -> int:
        return bisect_left(self._breaks, at) + 1
