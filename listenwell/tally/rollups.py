"""Roll-ups: the delta cubes of closed days added up to days, weeks, months, quarters and years.

    rollups/<survey>/<level>/<first day>-<number>-<hash>.json   a cube; its cells bear the span's first day
    rollups/<survey>/heads/<number>.json   which cubes hold now, and which deltas are in them

A delta takes corrected answers off the days that they came on, so it may touch spans that are long over.
Cubes are never written over; the next head's number is taken with put-if-absent. So a run that was stopped
leaves what held before, and of two runs at once one repeats its work on what the other has written.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.storage.contract import DocumentMissing, DocumentStore
from listenwell.tally.cube import Cell, Cube, Pair, add_into, decode
from listenwell.tally.spans import LEVELS, Level, cover, label, start_of

FOLDER = "rollups/"
_HEADS_KEPT = 3
"""Heads, and their cubes, that stay for those who began to read before the last folding."""


class CubeDamaged(ValueError):
    """A delta cube or a roll-up is not the one that was named; nothing was folded."""


class Delta(NamedTuple):
    """The delta cube of a segment: the document's name and the SHA-256 (hex) of its bytes, its identity."""

    name: str
    sha256: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a survey's roll-ups."""

    number: int = 0
    folded: tuple[str, ...] = ()
    """SHA-256 of every delta that is in, sorted."""
    cubes: dict[str, dict[str, str]] = {}
    """Level to first day of a span to "<number>-<hash>" in its document's name."""


class Rollups:
    """A survey's roll-ups as one head has them: later folding does not change what this gives."""

    def __init__(self, documents: DocumentStore, survey: str, head: Head) -> None:
        self._documents, self.survey, self.head = documents, survey, head

    def cube(self, first: date, last: date, by: Level = "month", plus: Cube | None = None) -> Cube:
        """The counts from `first` to `last`, both included, with `plus` (by day) added: the open days.

        Spans of the level `by` that lie within are given whole, under their first day; the days at the ends
        that make no whole span are given day by day. Raises StorageUnavailable; DocumentMissing when the
        head has been replaced several times since.
        """
        counts: dict[Cell, int] = {}
        sums: dict[Pair, PairSums] = {}
        for level, start in cover(first, last, by):
            add_into(counts, sums, self.span(level, start))
        if plus is not None:
            inside = plus.within(first.isoformat(), last.isoformat())
            add_into(counts, sums, inside.redated(lambda day: label(day, first, last, by)))
        return Cube(counts, sums)

    def span(self, level: Level, start: str) -> Cube:
        """The cube of one span by its first day; empty when nothing came."""
        edition = self.head.cubes.get(level, {}).get(start)
        if edition is None:
            return Cube()
        name = _cube_name(self.survey, level, start, edition)
        return _checked(self._documents, name, edition.rpartition("-")[2])

    def whole(self, level: Level = "day") -> Cube:
        """Everything there is at a level."""
        counts: dict[Cell, int] = {}
        sums: dict[Pair, PairSums] = {}
        for start in self.head.cubes.get(level, {}):
            add_into(counts, sums, self.span(level, start))
        return Cube(counts, sums)


def read(documents: DocumentStore, survey: str) -> Rollups:
    """The roll-ups as they are. Raises StorageUnavailable."""
    while True:
        names = list(documents.names(_heads(survey)))
        if not names:
            return Rollups(documents, survey, Head())
        try:
            return Rollups(documents, survey, msgspec.json.decode(documents.get(names[-1]), type=Head))
        except DocumentMissing:
            continue  # replaced between the two calls


def fold(documents: DocumentStore, survey: str, deltas: Iterable[Delta]) -> Rollups:
    """Bring the roll-ups up to the deltas of the archive as it is now: all of the survey's, each once.

    Deltas that are in already cost nothing. When one that is in is no longer among them (an erasure, a
    recount, retention), the roll-ups are made anew. Raises CubeDamaged, StorageUnavailable.
    """
    wanted = {delta.sha256: delta for delta in deltas}
    while True:
        now = read(documents, survey)
        if set(now.head.folded) == wanted.keys():
            return now
        base = now if wanted.keys() >= set(now.head.folded) else Rollups(documents, survey, Head())
        new = [wanted[name] for name in sorted(wanted.keys() - set(base.head.folded))]
        head = Head(
            number=now.head.number + 1,
            folded=tuple(sorted(wanted)),
            cubes=_written(documents, base, _total(documents, new), now.head.number + 1),
        )
        name = f"{_heads(survey)}{head.number:08}.json"
        if documents.put_new(name, msgspec.json.encode(head, order="sorted")):
            _tidy(documents, survey, head.number)
            return Rollups(documents, survey, head)


def _total(documents: DocumentStore, deltas: Iterable[Delta]) -> Cube:
    counts: dict[Cell, int] = {}
    sums: dict[Pair, PairSums] = {}
    for delta in deltas:
        add_into(counts, sums, _checked(documents, delta.name, delta.sha256))
    return Cube(counts, sums)


def _checked(documents: DocumentStore, name: str, sha256: str) -> Cube:
    """The cube in a document whose SHA-256 begins with these digits."""
    data = documents.get(name)
    if not hashlib.sha256(data).hexdigest().startswith(sha256):
        raise CubeDamaged(
            f"{name}: the counts are not those that were written. Run `listenwell archive verify`, which "
            "names what was altered."
        )
    return decode(data)


def _written(documents: DocumentStore, base: Rollups, more: Cube, number: int) -> dict[str, dict[str, str]]:
    """Put the cubes that `more` changes; level to first day to edition of all that hold then."""
    cubes = {level: dict(base.head.cubes.get(level, {})) for level in LEVELS}
    for level in LEVELS:
        for start, part in _spans(more, level).items():
            data = base.span(level, start).plus(part).canonical_json()
            edition = f"{number}-{hashlib.sha256(data).hexdigest()[:12]}"
            documents.put_new(_cube_name(base.survey, level, start, edition), data)
            cubes[level][start] = edition
    return cubes


def _spans(cube: Cube, level: Level) -> dict[str, Cube]:
    """First day of each span to its part of the cube."""
    parts: dict[str, Cube] = {}
    moved = cube.redated(lambda day: start_of(level, day))
    for cell, n in moved.counts.items():
        parts.setdefault(cell.day, Cube({}, {})).counts[cell] = n
    for pair, of in moved.sums.items():
        parts.setdefault(pair.day, Cube({}, {})).sums[pair] = of
    return parts


def _tidy(documents: DocumentStore, survey: str, number: int) -> None:
    """Remove old heads, and the cubes that no head names any more.

    A cube bears the number of the head it was made for: with that number taken, a run that still makes
    cubes for it has lost its race, so nothing is removed that could yet be named.
    """
    heads = list(documents.names(_heads(survey)))
    for name in heads[:-_HEADS_KEPT]:
        documents.delete(name)
    named = {
        _cube_name(survey, level, start, edition)
        for name in heads[-_HEADS_KEPT:]
        for level, spans in msgspec.json.decode(documents.get(name), type=Head).cubes.items()
        for start, edition in spans.items()
    }
    for level in LEVELS:
        for name in list(documents.names(f"{FOLDER}{survey}/{level}/")):
            if name not in named and int(name.rsplit("-", 2)[1]) <= number:
                documents.delete(name)


def _heads(survey: str) -> str:
    return f"{FOLDER}{survey}/heads/"


def _cube_name(survey: str, level: str, start: str, edition: str) -> str:
    return f"{FOLDER}{survey}/{level}/{start}-{edition}.json"
