"""The cube: how often each answer was given, and the integer sums of declared pairs of scores."""

import hashlib
from collections import Counter
from typing import NamedTuple

import msgspec

from listenwell.stats.sums import PairSums


class Cell(NamedTuple):
    """What is counted together; `question` is an item (a question or a row), `day` an ISO date in UTC."""

    survey: str
    version: str
    segment: str
    channel: str
    question: str
    answer: str
    day: str


class Pair(NamedTuple):
    """Two items of one response whose scores are summed together."""

    survey: str
    version: str
    segment: str
    channel: str
    x: str
    y: str
    day: str


class Cube(msgspec.Struct, frozen=True):
    """Counts by cell and sums by pair; cells that are not there count zero."""

    counts: dict[Cell, int] = {}
    sums: dict[Pair, PairSums] = {}

    def plus(self, other: "Cube") -> "Cube":
        """Both together. Addition is associative and commutative, so parts may come in any order."""
        counts = Counter(self.counts)
        counts.update(other.counts)
        sums = dict(self.sums)
        for pair, more in other.sums.items():
            sums[pair] = sums[pair] + more if pair in sums else more
        return Cube(dict(counts), sums)

    def canonical_json(self) -> bytes:
        """Sorted rows, cells of zero left out: equal cubes give equal bytes, whatever engine counted."""
        counts = sorted([*cell, n] for cell, n in self.counts.items() if n)
        sums = sorted([*pair, *msgspec.structs.astuple(of)] for pair, of in self.sums.items() if of.n)
        return msgspec.json.encode({"counts": counts, "sums": sums})

    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.canonical_json()).hexdigest()
