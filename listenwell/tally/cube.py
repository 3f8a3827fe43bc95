"""The cube: how often each answer was given, and the integer sums of declared pairs of scores."""

import hashlib
from collections import Counter
from typing import NamedTuple

import msgspec


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


class Sums(NamedTuple):
    """Sums over the responses in which both items have a score."""

    n: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """The sums of both together."""
        return Sums(*(a + b for a, b in zip(self, other, strict=True)))


class Cube(msgspec.Struct, frozen=True):
    """Counts by cell and sums by pair; cells that are not there count zero."""

    counts: dict[Cell, int] = {}
    sums: dict[Pair, Sums] = {}

    def plus(self, other: "Cube") -> "Cube":
        """Both together. Addition is associative and commutative, so parts may come in any order."""
        counts = Counter(self.counts)
        counts.update(other.counts)
        sums = dict(self.sums)
        for pair, more in other.sums.items():
            sums[pair] = sums.get(pair, Sums()).plus(more)
        return Cube(dict(counts), sums)

    def canonical_json(self) -> bytes:
        """Sorted rows, cells of zero left out: equal cubes give equal bytes, whatever engine counted."""
        counts = sorted([*cell, n] for cell, n in self.counts.items() if n)
        sums = sorted([*pair, *values] for pair, values in self.sums.items() if values.n)
        return msgspec.json.encode({"counts": counts, "sums": sums})

    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.canonical_json()).hexdigest()
