"""Do segments differ, and which of many comparisons are more than chance?"""

import itertools
from collections.abc import Callable, Mapping, Sequence

import msgspec

from listenwell.stats import checks
from listenwell.stats.distributions import chi_square_p
from listenwell.stats.proportion import pooled_z

BH, BY, HOLM, BONFERRONI = "Benjamini-Hochberg", "Benjamini-Yekutieli", "Holm", "Bonferroni"
_SOURCES = {
    BH: "Benjamini & Hochberg 1995, J R Stat Soc B 57:289, doi:10.1111/j.2517-6161.1995.tb02031.x",
    BY: "Benjamini & Yekutieli 2001, Ann Stat 29:1165, doi:10.1214/aos/1013699998",
    HOLM: "Holm 1979, Scand J Stat 6:65",
    BONFERRONI: "Dunn 1961, J Am Stat Assoc 56:52, doi:10.1080/01621459.1961.10482090",
}


class Homogeneity(msgspec.Struct, frozen=True, kw_only=True):
    """Chi-square test that all segments answer alike; `value` is chi-square, None where untestable.

    `smallest_expected` is the smallest expected count: below 5 the p-value is rough (Cochran 1954).
    """

    value: float | None
    base: int
    df: int
    p: float | None
    smallest_expected: float | None
    method: str = "chi-square test of homogeneity (Pearson, uncorrected)"
    source: str = "Pearson 1900; Fleiss 1981, Statistical Methods for Rates and Proportions, 2nd ed., ch. 9"


class Pair(msgspec.Struct, frozen=True):
    """Two segments by their position (from 0), with the raw and the adjusted p-value of the difference."""

    first: int
    second: int
    p: float | None
    adjusted: float | None


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """Comparisons judged together: print `size`, for "significant" has no meaning without it.

    `adjusted` holds a p-value for each comparison that could be tested; `beyond_chance` names those
    at or below `q`, in the order given.
    """

    size: int
    q: float
    adjusted: dict[str, float]
    beyond_chance: tuple[str, ...]
    method: str
    source: str


def homogeneity(rows: Sequence[Sequence[int]]) -> Homogeneity:
    """Do the segments (rows) spread over the answers (columns) alike? Chi-square of homogeneity.

    Sum of (observed - expected)^2 / expected, df = (rows - 1)(columns - 1) after leaving out empty rows
    and columns. Do this before comparing pairs. Fewer than two segments or answers that occur give
    df 0 and None: nothing to test. Small samples: see `smallest_expected`.

    Raises ValueError for bad counts or rows of different lengths.
    Source: Fleiss 1981, ch. 9 (the smokers' example is his).

    >>> smokers, patients = [83, 90, 129, 70], [86, 93, 136, 82]
    >>> test = homogeneity([[x, n - x] for x, n in zip(smokers, patients)])
    >>> round(test.value, 4), test.df, round(test.p, 6)
    (12.6004, 3, 0.005585)
    """
    checks.same_length({f"row {number}": row for number, row in enumerate(rows, 1)})
    for row in rows:
        for cell in row:
            checks.count(cell, "a count")
    down = [sum(row) for row in rows]
    across = [sum(column) for column in zip(*rows, strict=True)]
    total = sum(down)
    df = (sum(n > 0 for n in down) - 1) * (sum(n > 0 for n in across) - 1) if total else 0
    if df < 1:
        return Homogeneity(value=None, base=total, df=0, p=None, smallest_expected=None)
    value, smallest = 0.0, float(total)
    for (row, n), (column, m) in itertools.product(enumerate(down), enumerate(across)):
        if n and m:
            expected = n * m / total
            value += (rows[row][column] - expected) ** 2 / expected
            smallest = min(smallest, expected)
    return Homogeneity(value=value, base=total, df=df, p=chi_square_p(value, df), smallest_expected=smallest)


def pairwise(
    successes: Sequence[int], totals: Sequence[int], adjust: str = BH, correct: bool = False
) -> tuple[Pair, ...]:
    """Compare every two segments' shares by pooled z, with p-values adjusted over all pairs.

    `correct` is Yates' continuity correction. A pair with an empty segment has None and is not counted
    in the family. Small samples: see `pooled_z`; ask `homogeneity` first.

    Raises ValueError for bad counts, sequences of different lengths, or an unknown adjustment.
    Source: Fleiss 1981, ch. 9; Benjamini & Hochberg 1995.

    >>> [(pair.first, pair.second, round(pair.adjusted, 3)) for pair in pairwise([9, 5, 1], [10, 10, 10])]
    [(0, 1, 0.051), (0, 2, 0.001), (1, 2, 0.051)]
    """
    checks.same_length({"successes": successes, "totals": totals})
    pairs = list(itertools.combinations(range(len(totals)), 2))
    raw = [pooled_z(successes[i], totals[i], successes[j], totals[j], correct).p for i, j in pairs]
    adjusted = iter(_adjustment(adjust)([p for p in raw if p is not None]))
    return tuple(
        Pair(i, j, p, None if p is None else next(adjusted)) for (i, j), p in zip(pairs, raw, strict=True)
    )


def judge_family(p_values: Mapping[str, float | None], q: float = 0.05, adjust: str = BH) -> Family:
    """Judge one declared family of comparisons together: every segment x measure change of an issue.

    A comparison with p None (no data) is not part of the family. Under Benjamini-Hochberg, at most a
    share `q` of those named beyond chance is expected to be chance after all.

    Raises ValueError for a p-value outside [0, 1], q outside (0, 1) or an unknown adjustment.
    Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

    >>> family = judge_family({"NPS, north": 0.001, "NPS, south": 0.2, "CSAT, north": None})
    >>> family.size, family.beyond_chance
    (2, ('NPS, north',))
    """
    if not 0 < checks.finite(q, "q") < 1:
        raise ValueError(f"q must lie between 0 and 1, both excluded, not {q!r}.")
    tested = {name: p for name, p in p_values.items() if p is not None}
    adjusted = dict(zip(tested, _adjustment(adjust)(list(tested.values())), strict=True))
    return Family(
        size=len(tested),
        q=q,
        adjusted=adjusted,
        beyond_chance=tuple(name for name, p in adjusted.items() if p <= q),
        method=f"{adjust} adjustment over {len(tested)} comparisons",
        source=_SOURCES[adjust],
    )


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that hold the false discovery rate, in the order given.

    The i-th smallest of m becomes the least of p_(j) m / j over j >= i, at most 1. Valid for
    independent or positively dependent tests, as segments of one survey are. No p-values give [].

    Raises ValueError for a p-value outside [0, 1].
    Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

    >>> [round(p, 6) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    return _step_up(p_values, 1.0)


def benjamini_yekutieli(p_values: Sequence[float]) -> list[float]:
    """As `benjamini_hochberg`, times 1 + 1/2 + ... + 1/m: valid whatever the dependence, and stricter.

    Raises ValueError for a p-value outside [0, 1].
    Source: Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998.

    >>> [round(p, 6) for p in benjamini_yekutieli([0.01, 0.04, 0.03])]
    [0.055, 0.073333, 0.073333]
    """
    return _step_up(p_values, sum(1 / rank for rank in range(1, len(p_values) + 1)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that hold the chance of any false alarm, in the order given.

    The i-th smallest of m becomes the greatest of p_(j) (m - j + 1) over j <= i, at most 1.

    Raises ValueError for a p-value outside [0, 1]. Source: Holm 1979, Scand J Stat 6:65.

    >>> [round(p, 6) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    listed = checks.probabilities(p_values)
    adjusted, highest = [0.0] * len(listed), 0.0
    for rank, place in enumerate(sorted(range(len(listed)), key=listed.__getitem__)):
        highest = max(highest, min(1.0, listed[place] * (len(listed) - rank)))
        adjusted[place] = highest
    return adjusted


def bonferroni(p_values: Sequence[float]) -> list[float]:
    """Each p-value times their number, at most 1: the strictest, to compare with.

    Raises ValueError for a p-value outside [0, 1]. Source: Dunn 1961.

    >>> bonferroni([0.25, 0.5])
    [0.5, 1.0]
    """
    return [min(1.0, p * len(p_values)) for p in checks.probabilities(p_values)]


_ADJUSTMENTS = {BH: benjamini_hochberg, BY: benjamini_yekutieli, HOLM: holm, BONFERRONI: bonferroni}


def _adjustment(name: str) -> Callable[[Sequence[float]], list[float]]:
    if name not in _ADJUSTMENTS:
        raise ValueError(f"the adjustment {name!r} is unknown; there are {', '.join(_ADJUSTMENTS)}.")
    return _ADJUSTMENTS[name]


def _step_up(p_values: Sequence[float], factor: float) -> list[float]:
    listed = checks.probabilities(p_values)
    adjusted, lowest = [1.0] * len(listed), 1.0
    by_size = sorted(range(len(listed)), key=listed.__getitem__)
    for rank in range(len(listed), 0, -1):
        place = by_size[rank - 1]
        # The quotient first: at the last rank it is exactly 1, and rounding cannot lower the p-value.
        lowest = min(lowest, listed[place] * (len(listed) * factor / rank))
        adjusted[place] = lowest
    return adjusted
