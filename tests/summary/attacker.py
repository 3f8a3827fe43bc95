"""Somebody who has all published files and the whole of linear algebra.

A fact is a set of cells (month, segment) whose sum is published. `derived` finds every set of few answers
whose sum follows from the facts; `bounds` says between what a cell must lie.
"""

import random
from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import combinations

from listenwell.summary.guarding import LEAST

PRIME = 2**61 - 1
Cell = tuple[str, str]
Facts = Collection[frozenset[Cell]]


def derived(facts: Facts, counts: Mapping[Cell, int], seed: int = 1) -> list[tuple[set[Cell], int]]:
    """Every set of 1 to 4 answers whose sum is a combination of facts, with whatever cells without answers it
    takes (all subsets of twelve of them, subsets of three of more).

    A sum follows from the facts exactly where it is orthogonal to all that the facts leave open. One random
    vector stands for that space: a set whose entries add up to 0 follows, but for one chance in 2**61.
    """
    together: dict[tuple[int, ...], list[Cell]] = {}
    for cell in sorted(counts):
        together.setdefault(tuple(i for i, f in enumerate(facts) if cell in f), []).append(cell)
    groups = list(together.values())
    size = [sum(counts[c] for c in group) for group in groups]
    rows = [[int(group[0] in fact) for group in groups] for fact in facts]
    vector = _open(rows, random.Random(seed))  # noqa: S311 - a repeatable play
    small, none = (
        [i for i, n in enumerate(size) if (n == 0) == zero and n < LEAST] for zero in (False, True)
    )
    free = range((len(none) if len(none) <= 12 else 3) + 1)
    nothing = {sum(vector[i] for i in each) % PRIME for many in free for each in combinations(none, many)}
    found = []
    for many in range(1, LEAST):
        for chosen in combinations([i for i in small if size[i] < LEAST - many + 1], many):
            n = sum(size[i] for i in chosen)
            if n < LEAST and -sum(vector[i] for i in chosen) % PRIME in nothing:
                found.append(({c for i in chosen for c in groups[i]}, n))
    return found


def _open(rows: list[list[int]], rng: random.Random) -> list[int]:
    """A random solution of all equations with 0 on the right."""
    width, pivots, at = len(rows[0]) if rows else 0, [], 0
    for column in range(width):
        row = next((r for r in range(at, len(rows)) if rows[r][column] % PRIME), None)
        if row is None:
            continue
        rows[at], rows[row] = rows[row], rows[at]
        inverse = pow(rows[at][column], -1, PRIME)
        rows[at] = [v * inverse % PRIME for v in rows[at]]
        for other in range(len(rows)):
            if other != at and (factor := rows[other][column]):
                rows[other] = [(a - factor * b) % PRIME for a, b in zip(rows[other], rows[at], strict=True)]
        pivots.append(column)
        at += 1
    vector = [rng.randrange(1, PRIME) for _ in range(width)]
    for row, column in zip(rows, pivots, strict=False):
        vector[column] = -sum(v * x for i, (v, x) in enumerate(zip(row, vector, strict=True)) if i != column)
    return vector


def bounds(facts: Facts, counts: Mapping[Cell, int], cell: Cell) -> tuple[Fraction, Fraction]:
    """The least and the most that a cell can have, none being negative (simplex method, in fractions)."""
    cells = sorted(c for c, n in counts.items() if n)
    rows = [[Fraction(c in fact) for c in cells] + [Fraction(sum(counts[c] for c in fact))] for fact in facts]
    at = cells.index(cell)
    return -_most(rows, at, -1), _most(rows, at, 1)


def _most(equations: list[list[Fraction]], column: int, sign: int) -> Fraction:
    """The largest `sign` times the column's value: first a solution with helping variables, then the best."""
    width = len(equations[0]) - 1
    basis = [width + i for i in range(len(equations))]
    table = [
        row[:-1] + [Fraction(i == j) for j in range(len(equations))] + row[-1:]
        for i, row in enumerate(equations)
    ]
    allowed = width
    for cost in ({j: Fraction(-1) for j in basis}, {column: Fraction(sign)}):
        while True:
            prices = [cost.get(b, Fraction(0)) for b in basis]
            enter = next(
                (
                    j
                    for j in range(allowed)
                    if j not in basis
                    and cost.get(j, 0) > sum(p * row[j] for p, row in zip(prices, table, strict=True) if p)
                ),
                None,
            )
            if enter is None:
                break
            ratios = [(row[-1] / row[enter], basis[i], i) for i, row in enumerate(table) if row[enter] > 0]
            # a helping variable that stays at 0 leaves as soon as it can
            ratios += [
                (Fraction(0), -1, i)
                for i, row in enumerate(table)
                if basis[i] >= width and row[enter] < 0 == row[-1]
            ]
            leave = min(ratios)[2]
            pivot = table[leave][enter]
            table[leave] = [v / pivot for v in table[leave]]
            for i, row in enumerate(table):
                if i != leave and (factor := row[enter]):
                    table[i] = [a - factor * b for a, b in zip(row, table[leave], strict=True)]
            basis[leave] = enter
    return sum((sign * row[-1] for b, row in zip(basis, table, strict=True) if b == column), Fraction(0))
