"""How many customers are satisfied? The top-2-box share of a rating question."""

from collections.abc import Mapping

from msgspec.structs import replace

from listenwell.stats import checks
from listenwell.stats.estimate import Estimate
from listenwell.stats.proportion import WILSON_SOURCE, wilson


def csat(counts: Mapping[int, int], points: int = 5, confidence: float = 0.95) -> Estimate:
    """Share of answers in the two highest boxes, 0 to 1, with Wilson's score interval.

    `counts` maps each rating, 1 (worst) to `points` (best), to its number of answers; 4 and 5 are the
    top two of five. Leave blank and "don't know / not applicable" out: they are not in the base.
    No answers give None for value and bounds. Small samples: as `wilson`, usable from one answer;
    always show the base.

    Raises ValueError for a rating off the scale, a bad count, fewer than 3 points or a bad confidence.
    Source: ISO 10004 (monitoring and measuring customer satisfaction); Wilson 1927,
    doi:10.1080/01621459.1927.10502953.

    >>> satisfied = csat({1: 6, 2: 32, 3: 444, 4: 1507, 5: 699})
    >>> round(satisfied.value, 4), round(satisfied.lower, 4), round(satisfied.upper, 4), satisfied.base
    (0.8207, 0.8057, 0.8347, 2688)
    """
    if checks.count(points, "the number of points") < 3:
        raise ValueError(f"a top-2-box share needs a scale of 3 points or more, not {points}.")
    checks.scale(counts, 1, points)
    top_two = counts.get(points, 0) + counts.get(points - 1, 0)
    share = wilson(top_two, sum(counts.values()), confidence)
    return replace(
        share,
        method=f"top-2-box share of a {points}-point scale with Wilson score interval",
        source=f"ISO 10004; {WILSON_SOURCE}",
    )
