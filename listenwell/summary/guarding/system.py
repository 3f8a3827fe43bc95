"""Many totals over the same cells: hide until none of a few answers follows from all of them together."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from listenwell.summary.guarding.cells import LEAST, complement

Cell = TypeVar("Cell", bound=object)

_PRIME = 2**31 - 1
"""Elimination is done modulo a prime: the coefficients of totals are small, and no division loses
anything."""


def settle(
    counts: Mapping[Cell, int], totals: Collection[frozenset[Cell]], hidden: Iterable[Cell] = ()
) -> set[Cell]:
    """The cells to hide when the sum over each of `totals` is published too.

    Small cells first, then by each total what subtraction from it would give away, then what follows from
    several totals together, until nothing of fewer than LEAST answers does.
    """
    found = {cell for cell, n in counts.items() if 0 < n < LEAST} | {c for c in hidden if counts.get(c)}
    while True:
        before = len(found)
        for total in totals:
            table = {cell: counts[cell] for cell in sorted(total) if counts.get(cell)}
            found |= complement(table, found & table.keys())
        if len(found) > before:
            continue
        leak = _leak(counts, totals, found)
        if leak is None:
            return found
        found |= {c for total in totals if total & leak for c in total if counts.get(c)}
        if len(found) == before:
            return found  # nothing is left to hide: the totals themselves were not to be published


def _leak(
    counts: Mapping[Cell, int], totals: Collection[frozenset[Cell]], hidden: set[Cell]
) -> frozenset[Cell] | None:
    """Hidden cells of fewer than LEAST answers in sum whose figure follows from the totals, if any."""
    for row in follows(totals, hidden):
        if set(row.values()) == {1} and 0 < sum(counts[cell] for cell in row) < LEAST:
            return frozenset(row)
    return None


def follows(totals: Collection[frozenset[Cell]], hidden: set[Cell]) -> list[dict[Cell, int]]:
    """What the totals say about the hidden cells, by Gauss-Jordan elimination: each row is a sum that is
    known."""
    return _reduced([dict.fromkeys(sorted(total & hidden), 1) for total in totals if total & hidden])


def _reduced(rows: Iterable[dict[Cell, int]], aside: Cell | None = None) -> list[dict[Cell, int]]:
    """The rows in reduced echelon form; `aside` is carried along and never solved for."""
    solved: list[dict[Cell, int]] = []
    for row in rows:
        left = dict(row)
        for pivot_row in solved:
            pivot = next(iter(pivot_row))
            if factor := left.get(pivot, 0):
                left = _less(left, pivot_row, factor)
        free = [cell for cell in left if cell != aside]
        if not free:
            continue
        pivot = min(free)
        inverse = pow(left[pivot], -1, _PRIME)
        scaled = {pivot: 1, **{cell: v * inverse % _PRIME for cell, v in left.items() if cell != pivot}}
        solved = [_less(other, scaled, other[pivot]) if other.get(pivot) else other for other in solved]
        solved.append(scaled)
    return solved


def _less(row: Mapping[Cell, int], other: Mapping[Cell, int], factor: int) -> dict[Cell, int]:
    """The row less `factor` times the other, modulo the prime."""
    result = dict(row)
    for cell, value in other.items():
        left = (result.get(cell, 0) - factor * value) % _PRIME
        if left:
            result[cell] = left
        else:
            result.pop(cell, None)
    return result


def known_sums(published: Collection[tuple[frozenset[Cell], int]]) -> list[tuple[frozenset[Cell], int]]:
    """Sets of cells whose sum follows from published sums, with that sum, by the same elimination."""
    total = ("\uffff", "sum")
    rows = [dict.fromkeys(sorted(cells), 1) | {total: n % _PRIME} for cells, n in published]
    found = []
    for row in _reduced(rows, total):
        coefficients = {cell: value for cell, value in row.items() if cell != total}
        if set(coefficients.values()) == {1}:
            n = row.get(total, 0)
            found.append((frozenset(coefficients), n if n < _PRIME // 2 else n - _PRIME))
    return found
