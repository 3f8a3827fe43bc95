"""How sure are we of a share, and did it change? Wilson's interval, Newcombe's difference, pooled z.

For 5 to 30 answers the plain (Wald) interval promises 95 % and keeps far less, and at 0 % or 100 %
it collapses to a point; Wilson's score interval does neither (Brown, Cai & DasGupta 2001).
"""

import math

import msgspec

from listenwell.stats import checks
from listenwell.stats.distributions import beta_quantile, normal_p, z_for
from listenwell.stats.estimate import Change, Estimate

WILSON = "share with Wilson score interval"
WILSON_SOURCE = (
    "Wilson 1927, J Am Stat Assoc 22:209, doi:10.1080/01621459.1927.10502953; "
    "Newcombe 1998, Stat Med 17:857, "
    "doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E; "
    "Brown, Cai & DasGupta 2001, Stat Sci 16:101, doi:10.1214/ss/1009213286"
)
DIFFERENCE = "difference of two shares: Newcombe hybrid score interval, pooled z-test"
DIFFERENCE_SOURCE = (
    "Newcombe 1998b, Stat Med 17:873 (method 10), "
    "doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; "
    "Fleiss 1981, Statistical Methods for Rates and Proportions, 2nd ed., ch. 2"
)


class ZTest(msgspec.Struct, frozen=True, kw_only=True):
    """Pooled z-test of two shares: `chi_square` is z squared, `p` two-sided. None for "no data"."""

    z: float | None
    chi_square: float | None
    p: float | None
    method: str = "pooled z-test of two shares"
    source: str = "Fleiss 1981, Statistical Methods for Rates and Proportions, 2nd ed., ch. 2"


def wilson(successes: int, n: int, confidence: float = 0.95) -> Estimate:
    """Share of `successes` among `n` answers, 0 to 1, with Wilson's score interval.

    With p = x/n and z the normal quantile: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
    The bounds stay inside [0, 1] and the interval has a width even at 0 % and 100 %.
    n = 0 gives None for value and bounds: "no data", never 0.
    Small samples: usable from n = 1; on average over p it covers the truth about as often as it says.

    Raises ValueError for counts below 0, successes above n, or a confidence outside (0, 1).
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953; Newcombe 1998 (method 3).

    >>> share = wilson(4, 5)
    >>> share.value, round(share.lower, 3), round(share.upper, 3), share.base
    (0.8, 0.376, 0.964, 5)
    >>> wilson(0, 0).value is None
    True
    """
    checks.part_of(successes, n, "the number of successes")
    checks.confidence(confidence)
    if n == 0:
        return _share(None, 0, (None, None), confidence)
    return _share(successes / n, n, score_bounds(successes / n, n, z_for(confidence)), confidence)


def score_bounds(p: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's bounds for a share `p` of `n` answers; `n` above 0, and fractional for effective n.

    >>> [round(bound, 4) for bound in score_bounds(0.0, 20, 1.959964)]
    [0.0, 0.1611]
    """
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # At p = 0 and p = 1 the bound is exactly 0 or 1; rounding would leave a few 1e-17 beside it.
    lower = 0.0 if p <= 0 else max(0.0, centre - half)
    upper = 1.0 if p >= 1 else min(1.0, centre + half)
    return lower, upper


def difference(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Change:
    """Change of a share, x1/n1 minus x2/n2, on the scale -1 to 1.

    Interval: Newcombe's hybrid score method, from the Wilson bounds (l, u) of each share:
    d - sqrt((p1-l1)^2 + (u2-p2)^2) to d + sqrt((u1-p1)^2 + (p2-l2)^2). p-value: pooled z, two-sided.
    Interval and test come from different formulas and may disagree at the edge; two overlapping
    intervals of single shares are no test at all. For different respondents in the two samples only.
    An empty sample gives None throughout. Small samples: the interval holds up; the p-value is rough
    where fewer than about 5 successes or failures are expected in a sample.

    Raises ValueError for counts below 0, successes above their n, or a confidence outside (0, 1).
    Source: Newcombe 1998b, Stat Med 17:873, method 10; Fleiss 1981.

    >>> change = difference(9, 10, 3, 10)
    >>> round(change.difference, 2), round(change.lower, 4), round(change.upper, 4), round(change.p, 4)
    (0.6, 0.1705, 0.809, 0.0062)
    """
    first, second = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    if first.value is None or second.value is None:
        return Change(None, None, None, None, DIFFERENCE, DIFFERENCE_SOURCE)
    gap = first.value - second.value
    lower = gap - math.hypot(first.value - first.lower, second.upper - second.value)
    upper = gap + math.hypot(first.upper - first.value, second.value - second.lower)
    p = pooled_z(x1, n1, x2, n2).p
    return Change(gap, max(-1.0, lower), min(1.0, upper), p, DIFFERENCE, DIFFERENCE_SOURCE)


def pooled_z(x1: int, n1: int, x2: int, n2: int, correct: bool = False) -> ZTest:
    """Are two shares the same? z = (p1 - p2) / sqrt(p(1-p)(1/n1 + 1/n2)), p the pooled share.

    `correct` takes Yates' continuity correction off |p1 - p2|, never past 0. An empty sample gives None;
    two shares that are both 0 or both 1 give z = 0 and p = 1, since nothing speaks for a difference.
    Small samples: see `difference`.

    Raises ValueError for counts below 0 or successes above their n.
    Source: Fleiss 1981, ch. 2; Yates 1934, doi:10.2307/2983604.

    >>> round(pooled_z(5, 83, 12, 99).z, 4)
    -1.4078
    """
    checks.part_of(x1, n1, "the first number of successes")
    checks.part_of(x2, n2, "the second number of successes")
    if n1 == 0 or n2 == 0:
        return ZTest(z=None, chi_square=None, p=None)
    # Whole numbers up to the last step: n1 n2 (p1 - p2) and n1 n2 (n1 + n2) times the pooled variance.
    cross, pooled = x1 * n2 - x2 * n1, (x1 + x2) * (n1 + n2 - x1 - x2)
    taken = min(abs(cross), (n1 + n2) / 2) if correct else 0
    if pooled == 0:
        return ZTest(z=0.0, chi_square=0.0, p=1.0)
    z = math.copysign(abs(cross) - taken, cross) * math.sqrt((n1 + n2) / (n1 * n2 * pooled))
    return ZTest(z=z, chi_square=z * z, p=normal_p(z))


def wald_difference(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Change:
    """Plain (Wald) interval of x1/n1 minus x2/n2: only to compare with other software.

    d +- z sqrt(p1(1-p1)/n1 + p2(1-p2)/n2), on the scale -1 to 1. An empty sample gives None throughout.
    Small samples: do not use; it is too narrow and has no width at 0 % or 100 %. See `difference`.

    Raises ValueError as `difference` does. Source: Newcombe 1998b, Stat Med 17:873, method 1.

    >>> change = wald_difference(5, 83, 12, 99)
    >>> round(change.lower, 4), round(change.upper, 4)
    (-0.1432, 0.0212)
    """
    test = pooled_z(x1, n1, x2, n2)
    checks.confidence(confidence)
    method, source = "difference of two shares: Wald interval, pooled z-test", DIFFERENCE_SOURCE
    if n1 == 0 or n2 == 0:
        return Change(None, None, None, None, method, source)
    p1, p2 = x1 / n1, x2 / n2
    half = z_for(confidence) * math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    return Change(p1 - p2, max(-1.0, p1 - p2 - half), min(1.0, p1 - p2 + half), test.p, method, source)


def clopper_pearson(successes: int, n: int, confidence: float = 0.95) -> Estimate:
    """Share with the "exact" interval: never below its confidence, and wide. For comparison only.

    Bounds are beta quantiles: B(a/2; x, n-x+1) and B(1-a/2; x+1, n-x). n = 0 gives None.
    Small samples: often covers 98 to 100 % where it says 95 %; the summaries use `wilson`.

    Raises ValueError as `wilson` does.
    Source: Clopper & Pearson 1934, Biometrika 26:404, doi:10.1093/biomet/26.4.404.

    >>> round(clopper_pearson(0, 20).upper, 4)
    0.1684
    """
    plain = wilson(successes, n, confidence)
    method = "share with exact (Clopper-Pearson) interval"
    source = "Clopper & Pearson 1934, Biometrika 26:404, doi:10.1093/biomet/26.4.404"
    if n == 0:
        return msgspec.structs.replace(plain, method=method, source=source)
    tail = (1 - confidence) / 2
    lower = beta_quantile(tail, successes, n - successes + 1) if successes else 0.0
    upper = beta_quantile(1 - tail, successes + 1, n - successes) if successes < n else 1.0
    return msgspec.structs.replace(plain, lower=lower, upper=upper, method=method, source=source)


def agresti_coull(successes: int, n: int, confidence: float = 0.95) -> Estimate:
    """Share with the Agresti-Coull interval ("add z^2/2 of each"), clipped to [0, 1]. For comparison only.

    The Wald interval at (x + z^2/2) / (n + z^2); the value stays the raw share. n = 0 gives None.
    Small samples: as good as Wilson, a little wider near 0 and 1.

    Raises ValueError as `wilson` does.
    Source: Agresti & Coull 1998, Am Stat 52:119, doi:10.1080/00031305.1998.10480550.

    >>> round(agresti_coull(4, 5).lower, 4)
    0.3596
    """
    plain = wilson(successes, n, confidence)
    method = "share with Agresti-Coull interval"
    source = "Agresti & Coull 1998, Am Stat 52:119, doi:10.1080/00031305.1998.10480550"
    if n == 0:
        return msgspec.structs.replace(plain, method=method, source=source)
    z = z_for(confidence)
    size = n + z * z
    centre = (successes + z * z / 2) / size
    half = z * math.sqrt(centre * (1 - centre) / size)
    lower, upper = max(0.0, centre - half), min(1.0, centre + half)
    return msgspec.structs.replace(plain, lower=lower, upper=upper, method=method, source=source)


def _share(
    value: float | None, base: int, bounds: tuple[float | None, float | None], level: float
) -> Estimate:
    lower, upper = bounds
    return Estimate(
        value=value,
        base=base,
        lower=lower,
        upper=upper,
        method=WILSON,
        source=WILSON_SOURCE,
        confidence=level,
    )
