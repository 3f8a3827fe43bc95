"""The periodic full recount: do the roll-ups still say what the answers in the archive say?"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from listenwell.tally.counting import Questionnaires
from listenwell.tally.cube import Cell, Cube, Pair
from listenwell.tally.python import count_archive
from listenwell.tally.rollups import Rollups
from listenwell.tally.segments import Source
from listenwell.tally.spans import LEVELS, Level, start_of

_TOLD = 5


class Difference(NamedTuple):
    """A cell or pair that is counted otherwise in the roll-ups (0 and () for not at all)."""

    level: Level
    cell: Cell | Pair
    counted: int | tuple
    rolled_up: int | tuple

    def __str__(self) -> str:
        return (
            f"{self.level} {' / '.join(self.cell)}: {self.counted} counted, {self.rolled_up} in the roll-up"
        )


class CountsDiffer(Exception):
    """The alarm: the roll-ups do not say what a full count says; `differences` holds every cell."""

    def __init__(self, survey: str, differences: tuple[Difference, ...]) -> None:
        self.survey, self.differences = survey, differences
        more = len(differences) - _TOLD
        told = "\n".join(f"  {difference}" for difference in differences[:_TOLD])
        super().__init__(
            f"The roll-ups of {survey} differ from a full count in {len(differences)} places:\n{told}"
            + (f"\n  and {more} more" if more > 0 else "")
            + f"\nThe archive is right. Delete the documents under rollups/{survey}/; the next compile makes "
            "them anew."
        )


def full_recount(rollups: Rollups, segments: Iterable[Source], questionnaire: Questionnaires) -> Cube:
    """Count every segment of the survey and return the cube. Raises CountsDiffer, SegmentDamaged."""
    counted = count_archive(segments, questionnaire).cube
    found = differences(rollups, counted)
    if found:
        raise CountsDiffer(rollups.survey, found)
    return counted


def differences(rollups: Rollups, counted: Cube) -> tuple[Difference, ...]:
    """Where the roll-ups, at any level, differ from a count by day."""
    return tuple(
        difference
        for level in LEVELS
        for difference in _differences(
            level, counted.redated(lambda day, level=level: start_of(level, day)), rollups.whole(level)
        )
    )


def _differences(level: Level, counted: Cube, found: Cube) -> Iterable[Difference]:
    if counted.canonical_json() == found.canonical_json():
        return
    for cell in sorted(counted.counts.keys() | found.counts.keys()):
        one, other = counted.counts.get(cell, 0), found.counts.get(cell, 0)
        if one != other:
            yield Difference(level, cell, one, other)
    for pair in sorted(counted.sums.keys() | found.sums.keys()):
        one, other = _sums(counted, pair), _sums(found, pair)
        if one != other:
            yield Difference(level, pair, one, other)


def _sums(cube: Cube, pair: Pair) -> tuple:
    of = msgspec.structs.astuple(cube.sums[pair]) if pair in cube.sums else ()
    return of if any(of) else ()
