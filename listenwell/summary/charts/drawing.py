"""What is a chart? A title, a text alternative, and one or more pictures as Altair specifications."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from listenwell.summary.words import Words

if TYPE_CHECKING:
    import altair as alt

MOST_TOLD = 12
"""Rows that a text alternative names; the table beside the chart has them all."""


class Drawing(NamedTuple):
    """What a chart says, and its pictures: several where one would be longer than a printed page.

    `title` is the finding where there is one. `alternative` says what the pictures show, in sentences with
    the numbers."""

    title: str
    alternative: str
    pictures: "tuple[alt.LayerChart, ...]"


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn chart: SVG documents without ids, scripts and references, in their order."""

    title: str
    alternative: str
    pictures: tuple[str, ...]


class Reader(NamedTuple):
    """Whom a chart is for: the words of a language, and the names of segments in their order. `leftward`
    readers begin at the right."""

    words: Words
    segments: Mapping[str, str]
    leftward: bool = False

    def t(self, key: str, **values: object) -> str:
        """Words of the charts."""
        return self.words("charts", key, **values)

    def segment(self, name: str) -> str:
        """A segment in words; "" is all together."""
        return self.segments.get(name, name) if name else self.words("values", "all")

    def told(self, rows: Sequence[str]) -> str:
        """Sentences one after the other; how many are left to the table, where they are many."""
        kept = list(rows[:MOST_TOLD])
        if len(rows) > MOST_TOLD:
            kept.append(self.t("more", n=self.words.whole(len(rows) - MOST_TOLD)))
        return " ".join(kept)
