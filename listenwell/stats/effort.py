"""How easy was it? Customer Effort Score of an agreement question ("... made it easy for me")."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from listenwell.stats import checks
from listenwell.stats.estimate import Estimate
from listenwell.stats.mean import Mean, mean
from listenwell.stats.proportion import wilson

SOURCE = "Dixon, Freeman & Toman 2010, Harv Bus Rev 88(7-8):116; CES 2.0 wording (CEB 2013)"


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """The variants in use, side by side: name the one that is quoted.

    `mean` is in points of the scale; `agree` (boxes above the middle) and `top_two` are shares, 0 to 1.
    """

    variant: str
    base: int
    mean: Mean
    agree: Estimate
    top_two: Estimate
    method: str
    source: str = SOURCE


def effort(counts: Mapping[int, int], points: int = 7, confidence: float = 0.95) -> Effort:
    """Customer Effort Score: mean agreement and share who agree (5 to 7 of 7), higher is easier.

    `counts` maps 1 (strongly disagree) to `points` (strongly agree) to numbers of answers; blank and
    "not applicable" stay out. No answers give None in every estimate. Small samples: as `mean` and
    `wilson`; prefer the share.
    Not for the older 5-point "how much effort" question, where low is good: reverse that one first.

    Raises ValueError for a score off the scale, a bad count or fewer than 3 points.
    Source: Dixon, Freeman & Toman 2010; CES 2.0.

    >>> easy = effort({7: 3, 6: 3, 5: 2, 4: 1, 3: 1, 2: 1, 1: 1})
    >>> round(easy.mean.value, 2), round(easy.agree.value, 3), easy.base, easy.variant
    (4.92, 0.667, 12, 'mean of 1-7, share of 5-7, share of 6-7')
    """
    if checks.count(points, "the number of points") < 3:
        raise ValueError(f"an effort score needs a scale of 3 points or more, not {points}.")
    checks.scale(counts, 1, points)
    n = sum(counts.values())
    first_agreeing = points // 2 + points % 2 + 1
    agree, top_two = (
        replace(
            wilson(sum(counts.get(score, 0) for score in range(lowest, points + 1)), n, confidence),
            method=f"share of {lowest}-{points} with Wilson score interval",
        )
        for lowest in (first_agreeing, points - 1)
    )
    variant = f"mean of 1-{points}, share of {first_agreeing}-{points}, share of {points - 1}-{points}"
    return Effort(
        variant=variant,
        base=n,
        mean=mean(counts, confidence),
        agree=agree,
        top_two=top_two,
        method=f"Customer Effort Score, {points}-point agreement: {variant}",
    )
