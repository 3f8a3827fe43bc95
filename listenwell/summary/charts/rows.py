"""How do bars with long names stand below each other? Each below its name, which has the lines it needs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from listenwell.summary.charts.lettering import broken, width
from listenwell.summary.charts.look import LINE, SMALL, SOFT, WIDTH
from listenwell.summary.charts.plot import Plot

BAR = 17
_GAP = 10
_LONGEST = 680
"""Of a picture, so that one fits on a printed page."""


class Band(NamedTuple):
    """Where a row stands: the lines of its name, its note at the other end, its bar from top to bottom."""

    name: tuple[str, ...]
    note: str
    first: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down the bar."""
        return (self.top + self.bottom) / 2


class Sheet(NamedTuple):
    """The rows of one picture from `start` to `end`, and its height."""

    start: int
    end: int
    bands: tuple[Band, ...]
    height: float


def sheets(rows: Sequence[tuple[str, str]], head: float = 0, foot: float = 0) -> list[Sheet]:
    """Rows of (name, note) in pictures that are not too long, below a head of this height."""
    found, bands, start, down = [], [], 0, head
    for number, (name, note) in enumerate(rows):
        room = WIDTH - (width(note, SMALL) + 12 if note else 0)
        lines = tuple(broken(name, room))
        tall = LINE * len(lines) + BAR + _GAP
        if bands and down + tall + foot > _LONGEST:
            found.append(Sheet(start, number, tuple(bands), down + foot))
            bands, start, down = [], number, head
        top = down + LINE * len(lines) + 2
        bands.append(Band(lines, note, down + LINE - 3, top, top + BAR))
        down += tall
    if bands:
        found.append(Sheet(start, len(rows), tuple(bands), down + foot))
    return found


def beside_bars(x: float, bands: Iterable[Band]) -> list[tuple[float, float, float, float]]:
    """A rule down the bars that leaves the names between them alone."""
    return [(x, band.top - 2, x, band.bottom + 2) for band in bands]


def write_names(plot: Plot, bands: Iterable[Band]) -> None:
    """The names where the reader begins, and the notes at the other end of their first line."""
    bands = list(bands)
    plot.words([(plot.at(0), b.first + LINE * i, line) for b in bands for i, line in enumerate(b.name)])
    plot.words([(plot.at(WIDTH), b.first, b.note) for b in bands], "end", SOFT, size=SMALL)
