"""How R2 divides among correlated drivers: Johnson's relative weights and the Shapley (LMG) values.

Both take the drivers' correlation matrix and their correlations with the outcome.
"""

import math
from collections.abc import Sequence

from listenwell.stats.matrices import Matrix, eigen, solve

_FLAT = 1e-10


def relative_weights(correlations: Matrix, with_outcome: Sequence[float]) -> list[float] | None:
    """Johnson's relative weights, each 0 to 1, in the order of the drivers; they sum to R2.

    With R = V D V', L = V sqrt(D) V' and b = L^-1 r: weights = L^2 b^2, element by element. None where
    the drivers determine each other (an eigenvalue of 0 or below). Small samples: see `key_drivers`.

    Source: Johnson 2000, doi:10.1207/S15327906MBR3501_1.

    >>> [round(weight, 4) for weight in relative_weights([[1.0, 0.5], [0.5, 1.0]], [0.6, 0.4])]
    [0.2867, 0.0867]
    """
    size = len(with_outcome)
    values, vectors = eigen(correlations)
    if min(values) < _FLAT:
        return None
    roots = [math.sqrt(value) for value in values]
    root = [
        [sum(s * v[i] * v[j] for s, v in zip(roots, vectors, strict=True)) for j in range(size)]
        for i in range(size)
    ]
    along = [
        sum(map(float.__mul__, v, map(float, with_outcome))) / s for s, v in zip(roots, vectors, strict=True)
    ]
    squares = [sum(c * v[j] for c, v in zip(along, vectors, strict=True)) ** 2 for j in range(size)]
    return [sum(cell * cell * square for cell, square in zip(row, squares, strict=True)) for row in root]


def shapley(correlations: Matrix, with_outcome: Sequence[float]) -> list[float]:
    """LMG values: the rise of R2 when a driver enters, averaged over all orders; they sum to R2.

    Work doubles with each driver: 12 take about a second.

    Raises ValueError where the drivers determine each other (see `relative_weights` for None).
    Source: Lindeman, Merenda & Gold 1980; Groemping 2006, doi:10.18637/jss.v017.i01.

    >>> [round(value, 4) for value in shapley([[1.0, 0.5], [0.5, 1.0]], [0.6, 0.4])]
    [0.2867, 0.0867]
    """
    size = len(with_outcome)
    explained = [_r_squared(correlations, with_outcome, chosen) for chosen in range(1 << size)]
    # A driver joins a set of k others in k! (size - 1 - k)! of the size! orders.
    chance = [math.factorial(k) * math.factorial(size - 1 - k) / math.factorial(size) for k in range(size)]
    return [
        math.fsum(
            chance[chosen.bit_count()] * (explained[chosen | 1 << driver] - explained[chosen])
            for chosen in range(1 << size)
            if not chosen >> driver & 1
        )
        for driver in range(size)
    ]


def _r_squared(correlations: Matrix, with_outcome: Sequence[float], chosen: int) -> float:
    """R2 of the drivers whose bits are set in `chosen`."""
    places = [place for place in range(len(with_outcome)) if chosen >> place & 1]
    right = [with_outcome[place] for place in places]
    slopes = solve([[correlations[i][j] for j in places] for i in places], right)
    return math.fsum(slope * r for slope, r in zip(slopes, right, strict=True))
