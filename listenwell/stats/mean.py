"""What is the average rating, and did it change? Mean, standard deviation, t interval, Welch's test.

A mean is never shown alone: always beside the distribution of the answers.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from listenwell.stats import checks
from listenwell.stats.distributions import t_for, t_p
from listenwell.stats.estimate import Change, Estimate

METHOD = "mean with t interval"
SOURCE = "Student 1908, Biometrika 6:1, doi:10.1093/biomet/6.1.1"
WELCH = "difference of two means: Welch's t interval and test"
WELCH_SOURCE = "Welch 1947, Biometrika 34:28, doi:10.1093/biomet/34.1-2.28"


class Mean(Estimate, frozen=True, kw_only=True):
    """An Estimate in points of the scale, with the standard deviation (n - 1) in the same unit."""

    sd: float | None


class MeanChange(Change, frozen=True, kw_only=True):
    """A Change in points of the scale, with Welch's t and its degrees of freedom."""

    t: float | None
    df: float | None


def mean(counts: Mapping[float, int], confidence: float = 0.95) -> Mean:
    """Mean of the answers, in points of their scale, with a t interval: mean +- t sd / sqrt(n).

    `counts` maps each value to its number of answers; "not applicable" stays out. No answers give None
    for all. One answer, or answers that are all the same, give a value without bounds: there is no
    spread to judge by. The bounds are not clipped to the scale.
    Small samples: under about 15 answers the interval leans on the answers being roughly symmetric;
    read the distribution instead.

    Raises ValueError for a value that is no number, a bad count, or a confidence outside (0, 1).
    Source: Student 1908, doi:10.1093/biomet/6.1.1.

    >>> average = mean({3: 1, 4: 2, 5: 1})
    >>> average.value, round(average.sd, 4), round(average.lower, 2), round(average.upper, 2)
    (4.0, 0.8165, 2.7, 5.3)
    """
    n, centre, variance = _moments(counts)
    checks.confidence(confidence)
    half = t_for(confidence, n - 1) * math.sqrt(variance / n) if variance else None
    return Mean(
        value=centre,
        base=n,
        lower=None if half is None else centre - half,
        upper=None if half is None else centre + half,
        method=METHOD,
        source=SOURCE,
        confidence=confidence,
        sd=None if variance is None else math.sqrt(variance),
    )


def mean_difference(
    first: Mapping[float, int], second: Mapping[float, int], confidence: float = 0.95
) -> MeanChange:
    """Change of a mean, first minus second, in points of the scale, allowing for unequal spread.

    d +- t sqrt(s1^2/n1 + s2^2/n2), degrees of freedom by Welch and Satterthwaite. For different
    respondents in the two samples only. An empty sample gives None throughout; a sample of one, or no
    spread in either, gives the difference alone. Small samples: as `mean`.

    Raises ValueError as `mean` does. Source: Welch 1947, doi:10.1093/biomet/34.1-2.28.

    >>> change = mean_difference({4: 5, 5: 5}, {3: 5, 4: 5})
    >>> change.difference, round(change.lower, 3), round(change.upper, 3), round(change.p, 5)
    (1.0, 0.505, 1.495, 0.00049)
    """
    n1, mean1, variance1 = _moments(first)
    n2, mean2, variance2 = _moments(second)
    checks.confidence(confidence)
    gap = None if mean1 is None or mean2 is None else mean1 - mean2
    if gap is None or variance1 is None or variance2 is None or variance1 + variance2 == 0:
        return MeanChange(gap, None, None, None, WELCH, WELCH_SOURCE, t=None, df=None)
    part1, part2 = variance1 / n1, variance2 / n2
    # Divided by their sum first: the squares of very small variances would vanish.
    share = part1 / (part1 + part2)
    df = 1 / (share**2 / (n1 - 1) + (1 - share) ** 2 / (n2 - 1))
    error = math.sqrt(part1 + part2)
    half = t_for(confidence, df) * error
    return MeanChange(
        gap, gap - half, gap + half, t_p(gap / error, df), WELCH, WELCH_SOURCE, t=gap / error, df=df
    )


def _moments(counts: Mapping[float, int]) -> tuple[int, float | None, float | None]:
    """Number, mean and variance (n - 1), summed exactly so that the order of the answers cannot matter."""
    n, x, xx = 0, Fraction(0), Fraction(0)
    for value, number in counts.items():
        exact = Fraction(checks.finite(value, "a value"))
        n += checks.count(number, f"the count of {value!r}")
        x += exact * number
        xx += exact * exact * number
    variance = float((xx - x * x / n) / (n - 1)) if n > 1 else None
    return n, float(x / n) if n else None, variance
