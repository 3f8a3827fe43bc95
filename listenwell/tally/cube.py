"""The cube: how often each answer was given, and the integer sums of declared pairs of scores."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from listenwell.stats.sums import PairSums

RESPONSES = "*"
"""As question and answer of a cell: the response itself, counted once."""


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
    """Two items of one response whose scores are summed together; they stand in the questionnaire's order."""

    survey: str
    version: str
    segment: str
    channel: str
    x: str
    y: str
    day: str


class Cube(msgspec.Struct, frozen=True):
    """Counts by cell and sums by pair; cells that are not there count zero.

    A delta is a cube whose counts may be negative: what a day takes back from days that are closed.
    """

    counts: dict[Cell, int] = {}
    sums: dict[Pair, PairSums] = {}

    def plus(self, other: "Cube") -> "Cube":
        """Both together. Addition is associative and commutative, so parts may come in any order."""
        counts, sums = dict(self.counts), dict(self.sums)
        add_into(counts, sums, other)
        return Cube(counts, sums)

    def minus(self, other: "Cube") -> "Cube":
        """What is left without the other; zero cells are dropped."""
        negative = Cube(
            {cell: -n for cell, n in other.counts.items()},
            {pair: PairSums(*(-n for n in msgspec.structs.astuple(of))) for pair, of in other.sums.items()},
        )
        both = self.plus(negative)
        return Cube(
            {cell: n for cell, n in both.counts.items() if n},
            {pair: of for pair, of in both.sums.items() if _any(of)},
        )

    def within(self, first: str, last: str) -> "Cube":
        """The cells of the days from `first` to `last` (ISO dates), both included."""
        return Cube(
            {cell: n for cell, n in self.counts.items() if first <= cell.day <= last},
            {pair: of for pair, of in self.sums.items() if first <= pair.day <= last},
        )

    def redated(self, day: Callable[[str], str]) -> "Cube":
        """The cube with each day replaced by what `day` makes of it, cells that become one added up."""
        counts: dict[Cell, int] = {}
        sums: dict[Pair, PairSums] = {}
        for cell, n in self.counts.items():
            moved = Cell(*cell[:6], day(cell.day))
            counts[moved] = counts.get(moved, 0) + n
        for pair, of in self.sums.items():
            to = Pair(*pair[:6], day(pair.day))
            sums[to] = sums[to] + of if to in sums else of
        return Cube(counts, sums)

    def canonical_json(self) -> bytes:
        """Sorted rows, cells of zero left out: equal cubes give equal bytes, whatever engine counted."""
        counts = sorted((*cell, n) for cell, n in self.counts.items() if n)
        sums = sorted((*pair, *msgspec.structs.astuple(of)) for pair, of in self.sums.items() if _any(of))
        return msgspec.json.encode({"counts": counts, "sums": sums})

    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.canonical_json()).hexdigest()


class Tally(msgspec.Struct, frozen=True):
    """The cube, and how many responses could not be counted, by (survey, version) no release holds."""

    cube: Cube
    unknown: dict[tuple[str, str], int]


def add_into(counts: dict[Cell, int], sums: dict[Pair, PairSums], other: Cube) -> None:
    """Add another cube into the two dicts of one that is still being made."""
    for cell, n in other.counts.items():
        counts[cell] = counts.get(cell, 0) + n
    for pair, more in other.sums.items():
        sums[pair] = sums[pair] + more if pair in sums else more


def _any(of: PairSums) -> bool:
    """Whether the sums say anything: a delta that puts one answer in another's place has a base of zero."""
    return any(msgspec.structs.astuple(of))


class _Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    counts: list[tuple[str, str, str, str, str, str, str, int]]
    sums: list[tuple[str, str, str, str, str, str, str, int, int, int, int, int, int]]


_decoder = msgspec.json.Decoder(_Rows)


def decode(data: bytes) -> Cube:
    """The cube in canonical JSON. Raises msgspec.DecodeError."""
    rows = _decoder.decode(data)
    return Cube(
        {Cell(*row[:7]): row[7] for row in rows.counts},
        {Pair(*row[:7]): PairSums(*row[7:]) for row in rows.sums},
    )
