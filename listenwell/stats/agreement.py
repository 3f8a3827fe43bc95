"""Do two coders sort comments alike? Cohen's kappa, agreement beyond what chance would give."""

import math
from collections.abc import Sequence

from listenwell.stats import checks
from listenwell.stats.distributions import z_for
from listenwell.stats.estimate import Estimate

SOURCE = (
    "Cohen 1960, Educ Psychol Meas 20:37, doi:10.1177/001316446002000104; interval: Fleiss, Cohen & "
    "Everitt 1969, Psychol Bull 72:323, doi:10.1037/h0028106"
)


class Kappa(Estimate, frozen=True, kw_only=True):
    """An Estimate of kappa (-1 to 1) with the plain and the chance agreement, both 0 to 1."""

    agreement: float | None
    by_chance: float | None


def cohen_kappa(table: Sequence[Sequence[int]], confidence: float = 0.95) -> Kappa:
    """Cohen's kappa, (agreement - chance) / (1 - chance), from -1 to 1.

    `table` counts comments: rows are the first coder's categories, columns the second's, in one order.
    No comments, or both coders using one and the same category throughout, give None: there was
    nothing to disagree about. The interval is the large-sample one, clipped to [-1, 1].
    Small samples: rough under about 50 comments, and without width when coders agree in all.

    Raises ValueError for a table that is not square, a bad count, or a confidence outside (0, 1).
    Source: Cohen 1960, doi:10.1177/001316446002000104; Fleiss, Cohen & Everitt 1969.

    >>> kappa = cohen_kappa([[20, 5], [10, 15]])
    >>> round(kappa.value, 3), round(kappa.lower, 3), round(kappa.upper, 3), kappa.base
    (0.4, 0.151, 0.649, 50)
    """
    checks.confidence(confidence)
    if any(len(row) != len(table) for row in table):
        raise ValueError("the table must be square: as many columns as rows.")
    n = sum(checks.count(cell, "a count of comments") for row in table for cell in row)
    down = [sum(row) for row in table]
    across = [sum(column) for column in zip(*table, strict=True)]
    agreed = sum(table[i][i] for i in range(len(table)))
    expected = sum(map(int.__mul__, down, across))
    value = lower = upper = None
    if n and expected < n * n:
        value = (n * agreed - expected) / (n * n - expected)
        half = z_for(confidence) * _standard_error(table, down, across, value)
        lower, upper = max(-1.0, value - half), min(1.0, value + half)
    return Kappa(
        value=value,
        base=n,
        lower=lower,
        upper=upper,
        method="Cohen's kappa with large-sample interval",
        source=SOURCE,
        confidence=confidence,
        agreement=agreed / n if n else None,
        by_chance=expected / (n * n) if n else None,
    )


def _standard_error(
    table: Sequence[Sequence[int]], down: Sequence[int], across: Sequence[int], kappa: float
) -> float:
    n = sum(down)
    chance = sum(map(int.__mul__, down, across)) / (n * n)
    off = 1 - kappa
    agreed = math.fsum(
        table[i][i] / n * (1 - (down[i] + across[i]) / n * off) ** 2 for i in range(len(table))
    )
    missed = math.fsum(
        table[i][j] / n * ((across[i] + down[j]) / n) ** 2
        for i in range(len(table))
        for j in range(len(table))
        if i != j
    )
    variance = agreed + off * off * missed - (kappa - chance * off) ** 2
    return math.sqrt(max(0.0, variance) / n) / (1 - chance)
