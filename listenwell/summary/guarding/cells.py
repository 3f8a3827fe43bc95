"""One table with its total: which cells are hidden?"""

from collections.abc import Collection, Mapping
from typing import TypeVar

from listenwell.stats.suppression import ANSWERS, suppress

LEAST = ANSWERS
"""Figures on fewer answers are hidden when a summary is published (never in the store)."""
ALL = ""
"""As segment: all segments together."""

Cell = TypeVar("Cell", bound=object)


def hidden_segments(bases: Mapping[str, int]) -> set[str]:
    """Segments whose figures are hidden: small bases, and what else would give them away by subtraction from
    the total; ALL as well, where nothing else is left to hide."""
    segments = {segment: n for segment, n in bases.items() if segment != ALL}
    rule = suppress(segments, threshold=LEAST, total_published=True)
    everyone = {ALL} if rule.hide_total or 0 < bases.get(ALL, 0) < LEAST else set()
    return everyone | set(rule.suppressed)


def complement(counts: Mapping[Cell, int], hidden: Collection[Cell]) -> set[Cell]:
    """The hidden cells of a table whose total is published, and as many more (the smallest shown, ties by
    name) as it takes that no hidden one, and no few answers together, follow by subtraction.

    Everything, where that is not enough: then the total must not be published either, unless it is not small.
    """
    found = {cell for cell in hidden if counts.get(cell)}
    spare = sorted((n, cell) for cell, n in counts.items() if n and cell not in found)
    while given_away([counts[cell] for cell in found]) and spare:
        found.add(spare.pop(0)[1])
    return found


def given_away(sizes: list[int]) -> bool:
    """Do a published total and the shown cells tell too much of hidden cells of these sizes?"""
    return bool(sizes) and (len(sizes) == 1 or sum(sizes) < LEAST or sum(sizes) == len(sizes))
