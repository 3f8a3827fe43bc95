"""Weighted figures: the share and the mean of answers that carry weights, with honest intervals."""

import math
from collections.abc import Sequence

from listenwell.stats import checks
from listenwell.stats.distributions import t_for, z_for
from listenwell.stats.estimate import Estimate
from listenwell.stats.proportion import score_bounds
from listenwell.stats.weighting import EffectiveBase, kish

SOURCE = "Korn & Graubard 1998, Surv Methodol 24:193; Kish 1965, Survey Sampling, sec. 11.7"


class Weighted(Estimate, frozen=True, kw_only=True):
    """An Estimate from weighted answers, beside the unweighted value and the cost of the weights.

    `base` counts answers as they came; `effective_n` is what the interval was computed with.
    """

    unweighted: float | None
    effective_n: float | None
    design_effect: float | None


def weighted_proportion(
    weights: Sequence[float],
    successes: Sequence[int],
    totals: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> Weighted:
    """Weighted share, 0 to 1, with Wilson's interval at the effective n: an approximation.

    Each place is a group of answers with one weight: `totals` answers (1 when left out) of which
    `successes` count. p = sum w x / sum w n. No answers, or no weight, give None.
    Small samples: the interval knows the effective n but not that weights are estimated too; under
    about 30 effective answers take it as a lower bound of the doubt.

    Raises ValueError for a negative weight, bad counts, different lengths, a confidence outside (0, 1).
    Source: Korn & Graubard 1998 (interval at the effective n); Kish 1965.

    >>> share = weighted_proportion([2.0, 1.0], [8, 15], [10, 30])
    >>> share.value, share.unweighted, round(share.effective_n, 1), round(share.lower, 3)
    (0.62, 0.575, 35.7, 0.457)
    """
    totals = [1] * len(successes) if totals is None else totals
    checks.same_length({"weights": weights, "successes": successes, "totals": totals})
    checks.confidence(confidence)
    for x, n in zip(successes, totals, strict=True):
        checks.part_of(x, n, "a number of successes")
    cost = kish(weights, totals)
    figure = None, None, None
    if cost.effective_n is not None:
        weight = math.fsum(w * n for w, n in zip(weights, totals, strict=True))
        value = min(1.0, math.fsum(w * x for w, x in zip(weights, successes, strict=True)) / weight)
        figure = value, *score_bounds(value, cost.effective_n, z_for(confidence))
    plain = sum(successes) / cost.base if cost.base else None
    method = "weighted share with Wilson score interval at the effective n (approximation)"
    return _figure(cost, figure, plain, method, confidence)


def weighted_mean(
    weights: Sequence[float],
    values: Sequence[float],
    counts: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> Weighted:
    """Weighted mean in the unit of the values, with a t interval at the effective n: an approximation.

    Each place is a group of `counts` equal answers (1 when left out) with one weight. The bounds take
    each value as an answer: they mean nothing where the values are themselves means. An effective n of
    1 or less, or answers that are all the same, give no bounds; no answers or no weight give None.
    Small samples: as `weighted_proportion`.

    Raises ValueError for a negative weight, a bad value or count, different lengths, a bad confidence.
    Source: Korn & Graubard 1998; Kish 1965.

    >>> average = weighted_mean([2.0, 1.0], [4, 5], [10, 20])
    >>> average.value, round(average.unweighted, 3), round(average.lower, 2), round(average.upper, 2)
    (4.5, 4.667, 4.3, 4.7)
    """
    counts = [1] * len(values) if counts is None else counts
    checks.same_length({"weights": weights, "values": values, "counts": counts})
    checks.confidence(confidence)
    numbers = [checks.finite(value, "a value") for value in values]
    cost = kish(weights, counts)
    figure = None, None, None
    if cost.effective_n is not None:
        shares = [w * n for w, n in zip(weights, counts, strict=True)]
        weight = math.fsum(shares)
        value = math.fsum(s * v for s, v in zip(shares, numbers, strict=True)) / weight
        spread = math.fsum(s * (v - value) ** 2 for s, v in zip(shares, numbers, strict=True)) / weight
        figure = value, None, None
        if spread > 0 and cost.effective_n > 1:
            df = cost.effective_n - 1
            half = t_for(confidence, df) * math.sqrt(spread / df)
            figure = value, value - half, value + half
    plain = math.fsum(n * v for n, v in zip(counts, numbers, strict=True)) / cost.base if cost.base else None
    method = "weighted mean with t interval at the effective n (approximation)"
    return _figure(cost, figure, plain, method, confidence)


def _figure(
    cost: EffectiveBase,
    figure: tuple[float | None, float | None, float | None],
    unweighted: float | None,
    method: str,
    confidence: float,
) -> Weighted:
    value, lower, upper = figure
    return Weighted(
        value=value,
        base=cost.base,
        lower=lower,
        upper=upper,
        method=method,
        source=SOURCE,
        confidence=confidence,
        unweighted=unweighted,
        effective_n=cost.effective_n,
        design_effect=cost.design_effect,
    )
