"""How many customers are satisfied? The top-2-box share of a rating question."""

from collections.abc import Mapping

from msgspec.structs import replace

from listenwell.stats import checks
from listenwell.stats.estimate import Estimate
from listenwell.stats.proportion import WILSON_SOURCE, wilson


def csat(counts: Mapping[int, int], points: int = 5, confidence: float = 0.95, *, boxes: int = 2) -> Estimate:
    """Share of answers in the highest boxes, two unless `boxes` says 1, 0 to 1, with Wilson's score interval.

    `counts` maps each rating, 1 (worst) to `points` (best), to its number of answers; 4 and 5 are the
    top two of five. Leave blank and "don't know / not applicable" out: they are not in the base.
    No answers give None for value and bounds. Small samples: as `wilson`, usable from one answer;
    always show the base.

    Of 2 or 3 points take the best box alone: two of three would count the middle as satisfied.

    Raises ValueError for a rating off the scale, a bad count, a bad confidence, a number of boxes that is
    not 1 or 2, or points that leave no box below them.
    Source: ISO 10004 (monitoring and measuring customer satisfaction); Wilson 1927,
    doi:10.1080/01621459.1927.10502953.

    >>> satisfied = csat({1: 6, 2: 32, 3: 444, 4: 1507, 5: 699})
    >>> round(satisfied.value, 4), round(satisfied.lower, 4), round(satisfied.upper, 4), satisfied.base
    (0.8207, 0.8057, 0.8347, 2688)
    """
    if boxes not in (1, 2):
        raise ValueError(f"the best 1 or 2 boxes are counted, not {boxes!r}.")
    name = "top-box" if boxes == 1 else "top-2-box"
    if checks.count(points, "the number of points") <= boxes:
        raise ValueError(f"a {name} share needs a scale of {boxes + 1} points or more, not {points}.")
    checks.scale(counts, 1, points)
    best = sum(counts.get(points - below, 0) for below in range(boxes))
    share = wilson(best, sum(counts.values()), confidence)
    return replace(
        share,
        method=f"{name} share of a {points}-point scale with Wilson score interval",
        source=f"ISO 10004; {WILSON_SOURCE}",
    )
