"""A cube in the making: counts and sums by place, which takes a fifth of the memory of a cube."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.tally.cube import RESPONSES, Cell, Cube, Pair, Tally

Place = tuple[str, str, str, str, str]
"""survey, version, segment, channel, day: what the cells of one response have in common."""

RESPONSE = (RESPONSES, RESPONSES)
"""The item and answer under which the response itself is counted."""


class Ledger:
    """Counts by place and (item, answer), sums by place and (x, y); places are numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[Place, int] = {}
        self.counts: list[dict[tuple[str, str], int]] = []
        self.sums: list[dict[tuple[str, str], tuple[int, ...]]] = []
        """n, x, y, xx, yy, xy."""
        self.unknown: Counter[tuple[str, str]] = Counter()

    def number(self, place: Place) -> int:
        """The place's number, a new one for a new place."""
        found = self.numbers.get(place)
        if found is None:
            found = self.numbers[place] = len(self.counts)
            self.counts.append({})
            self.sums.append({})
        return found

    def tally(self) -> Tally:
        """The cube, and what no release holds."""
        counts, sums = {}, {}
        for (*where, day), number in self.numbers.items():
            for cell, n in self.counts[number].items():
                counts[Cell._make((*where, *cell, day))] = n
            for pair, of in self.sums[number].items():
                sums[Pair._make((*where, *pair, day))] = PairSums(*of)
        return Tally(Cube(counts, sums), dict(self.unknown))

    def hash(self) -> str:
        """What `Cube.hash()` gives, with no more than one segment's rows in memory at a time."""
        digest = hashlib.sha256()
        for part in self.canonical_json():
            digest.update(part)
        return digest.hexdigest()

    def canonical_json(self) -> Iterator[bytes]:
        """What `Cube.canonical_json()` gives, row by row."""
        yield b'{"counts":['
        yield from _with_commas(self._rows(self.counts))
        yield b'],"sums":['
        yield from _with_commas(self._rows(self.sums))
        yield b"]}"

    def within(self, first: str, last: str) -> "Ledger":
        """The places of the days from `first` to `last` (ISO dates), both included."""
        part = Ledger()
        part.unknown = self.unknown
        for place, number in self.numbers.items():
            if first <= place[4] <= last:
                part.numbers[place] = len(part.counts)
                part.counts.append(self.counts[number])
                part.sums.append(self.sums[number])
        return part

    def _rows(self, kept: list[dict]) -> Iterator[tuple]:
        """The rows of the canonical JSON, in their order."""
        for where, places in groupby(sorted(self.numbers.items()), key=lambda row: row[0][:4]):
            yield from sorted(
                (*where, *cell, place[4], *(n if isinstance(n, tuple) else (n,)))
                for place, number in places
                for cell, n in kept[number].items()
            )


def _with_commas(rows: Iterator[tuple]) -> Iterator[bytes]:
    comma = b""
    for row in rows:
        yield comma + msgspec.json.encode(row)
        comma = b","
