"""Is the process stable over time? Limits of p, np, c, u and XmR (individuals) charts.

Shares use `p_chart`, complaints over exposure `u_chart`, counts without exposure `c_chart`, a Net
Promoter Score or a mean `xmr_chart`. `overdispersion` has Laney's p' and u', and chooses between them.
Which points are signals is for `run_rules.signals(chart.z)`.
"""

import math
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import mean as exact_mean

import msgspec

from listenwell.stats import checks

# Mean moving range of two normal values in standard deviations (2 / sqrt(pi)), to the three decimals
# of the tables in NIST/SEMATECH and Laney: 3 / 1.128 is Wheeler's 2.66.
D2 = 1.128
# Upper limit of a moving range of two, in mean ranges (D4).
D4 = 3.267
MONTGOMERY = "Montgomery, Introduction to Statistical Quality Control, ch. 7"
WHEELER = "Wheeler & Chambers 1992, Understanding Statistical Process Control, 2nd ed."
ENOUGH_PERIODS = 20


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """One control chart, a place per period, oldest first; indexes count from 0.

    `points`, `center`, `sigma`, `lower` and `upper` share the unit that the function names. A period
    without data has None in its place. `z` is the distance from the centre line in standard deviations
    of that period. `beyond` are the points outside their limits. `base` is the number of periods that
    made the limits; `preliminary` says that they are fewer than 20. `excluded` were plotted only.
    `sigma_z` is Laney's ratio (about 1 when the data vary as the chart supposes), None where it has no
    meaning.
    """

    points: tuple[float | None, ...]
    center: float | None
    sigma: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    z: tuple[float | None, ...]
    beyond: tuple[int, ...]
    base: int
    preliminary: bool
    excluded: tuple[int, ...]
    sigma_z: float | None
    method: str
    source: str


class XmrChart(Chart, frozen=True, kw_only=True):
    """A Chart with its moving ranges: `ranges` (None where there is none) and their upper limit."""

    ranges: tuple[float | None, ...]
    mean_range: float | None
    range_limit: float | None


def p_chart(successes: Sequence[int], bases: Sequence[int], exclude: Collection[int] = ()) -> Chart:
    """Chart of a share, 0 to 1: pbar +- 3 sqrt(pbar (1 - pbar) / n), limits per period, clipped to [0, 1].

    `exclude` are periods (index from 0) with an assigned cause: plotted, out of the baseline; freeze a
    baseline by excluding all later periods. A base of 0 is a period without data.
    Small samples: where n pbar is under about 5 the lower limit sits at 0 and signals only upwards.

    Raises ValueError for bad counts, different lengths, or an excluded period that does not exist.
    Source: Montgomery, Introduction to Statistical Quality Control, ch. 7.

    >>> chart = p_chart([5, 8, 20], [50, 50, 50], exclude=[2])
    >>> chart.center, round(chart.upper[0], 4), chart.beyond
    (0.13, 0.2727, (2,))
    """
    spread = share_spread(successes, bases, exclude)
    return draw(spread, (0.0, 1.0), "p chart", MONTGOMERY, sigma_ratio(spread))


def np_chart(successes: Sequence[int], n: int, exclude: Collection[int] = ()) -> Chart:
    """Chart of a number of successes in equal samples of `n`: n pbar +- 3 sqrt(n pbar (1 - pbar)).

    Unit: answers; limits clipped to [0, n]. `exclude` and small samples as in `p_chart`.

    Raises ValueError as `p_chart` does, and for n = 0. Source: Montgomery, ch. 7.

    >>> round(np_chart([12, 15, 8], 50).center, 4)
    11.6667
    """
    checks.positive(checks.count(n, "the sample size"), "the sample size")
    share = share_spread(successes, [n] * len(successes), exclude)
    number = Spread(
        points=[float(x) for x in successes],
        center=None if share.center is None else share.center * n,
        sigma=[None if one is None else one * n for one in share.sigma],
        kept=share.kept,
    )
    return draw(number, (0.0, float(n)), "np chart", MONTGOMERY, sigma_ratio(share))


def u_chart(counts: Sequence[int], exposures: Sequence[float], exclude: Collection[int] = ()) -> Chart:
    """Chart of a rate, counts per unit of exposure: ubar +- 3 sqrt(ubar / exposure), clipped at 0.

    `exposures` are orders, deliveries, months ... above 0; 0 is a period without data (and must have no
    counts). `exclude` as in `p_chart`. Small samples: under about 5 expected counts per period the
    lower limit sits at 0.

    Raises ValueError for bad counts or exposures, different lengths, or an unknown excluded period.
    Source: Montgomery, ch. 7.

    >>> chart = u_chart([10, 12, 8], [5, 5, 5])
    >>> chart.center, round(chart.upper[0], 3)
    (2.0, 3.897)
    """
    spread = rate_spread(counts, exposures, exclude)
    return draw(spread, (0.0, math.inf), "u chart", MONTGOMERY, sigma_ratio(spread))


def c_chart(counts: Sequence[int], exclude: Collection[int] = ()) -> Chart:
    """Chart of counts where exposure is equal or unknown: cbar +- 3 sqrt(cbar), clipped at 0.

    Unit: events per period. `exclude` and small samples as in `u_chart`; with a known exposure that
    changes, use `u_chart`: more orders bring more complaints without anything getting worse.

    Raises ValueError as `u_chart` does. Source: Montgomery, ch. 7.

    >>> chart = c_chart([16, 14, 18])
    >>> chart.center, chart.lower[0], chart.upper[0]
    (16.0, 4.0, 28.0)
    """
    spread = rate_spread(counts, [1] * len(counts), exclude)
    return draw(spread, (0.0, math.inf), "c chart", MONTGOMERY, sigma_ratio(spread))


def xmr_chart(values: Sequence[float | None], exclude: Collection[int] = ()) -> XmrChart:
    """Chart of single values (a score, a mean): mean +- 2.66 mean moving range, that is 3 / 1.128.

    Unit: that of the values; not clipped. None is a period without data; moving ranges run from each
    period of the baseline to the next one. `exclude` as in `p_chart`.
    Small samples: limits from fewer than 20 periods move with every new one; the number of answers
    behind each value is not taken into account, so show it beside the chart.

    Raises ValueError for a value that is no number or an unknown excluded period.
    Source: Wheeler & Chambers 1992; NIST/SEMATECH e-Handbook 6.3.2.2.

    >>> chart = xmr_chart([10, 12, 11, 13])
    >>> chart.center, round(chart.upper[0], 3)
    (11.5, 15.933)
    """
    points = [None if value is None else checks.finite(value, "a value") for value in values]
    kept = _baseline(points, exclude)
    used = [points[index] for index in kept]
    center = float(exact_mean(used)) if used else None
    moving = {after: abs(points[after] - points[before]) for before, after in pairwise(kept)}
    mean_range = math.fsum(moving.values()) / len(moving) if moving else None
    sigma = [None if value is None or mean_range is None else mean_range / D2 for value in points]
    spread = Spread(points=points, center=center, sigma=sigma, kept=kept)
    chart = draw(spread, (-math.inf, math.inf), "XmR chart", WHEELER)
    return XmrChart(
        **{name: getattr(chart, name) for name in Chart.__struct_fields__},
        ranges=tuple(moving.get(index) for index in range(len(points))),
        mean_range=mean_range,
        range_limit=None if mean_range is None else D4 * mean_range,
    )


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """What a chart is drawn from: `sigma` is per period, `kept` are the periods of the baseline."""

    points: list[float | None]
    center: float | None
    sigma: list[float | None]
    kept: list[int]


def share_spread(successes: Sequence[int], bases: Sequence[int], exclude: Collection[int]) -> Spread:
    """Shares around their pooled share, with the binomial standard deviation per period."""
    checks.same_length({"successes": successes, "bases": bases})
    for x, n in zip(successes, bases, strict=True):
        checks.part_of(x, n, "a number of successes")
    points = [x / n if n else None for x, n in zip(successes, bases, strict=True)]
    kept = _baseline(points, exclude)
    if not kept:
        return Spread(points=points, center=None, sigma=[None] * len(points), kept=kept)
    x, n = sum(successes[index] for index in kept), sum(bases[index] for index in kept)
    sigma = [math.sqrt(x * (n - x) / m) / n if m else None for m in bases]
    return Spread(points=points, center=x / n, sigma=sigma, kept=kept)


def rate_spread(counts: Sequence[int], exposures: Sequence[float], exclude: Collection[int]) -> Spread:
    """Rates around their pooled rate, with the Poisson standard deviation per period."""
    checks.same_length({"counts": counts, "exposures": exposures})
    for number, exposure in zip(counts, exposures, strict=True):
        checks.count(number, "a count")
        if checks.finite(exposure, "an exposure") < 0 or (exposure == 0 and number):
            raise ValueError(f"an exposure of {exposure!r} with a count of {number} is impossible.")
    points = [number / unit if unit else None for number, unit in zip(counts, exposures, strict=True)]
    kept = _baseline(points, exclude)
    if not kept:
        return Spread(points=points, center=None, sigma=[None] * len(points), kept=kept)
    rate = sum(counts[index] for index in kept) / math.fsum(exposures[index] for index in kept)
    sigma = [math.sqrt(rate / unit) if unit else None for unit in exposures]
    return Spread(points=points, center=rate, sigma=sigma, kept=kept)


def sigma_ratio(spread: Spread) -> float | None:
    """Laney's sigma_z: mean moving range of the standardised baseline points / 1.128; None under two."""
    z = [_distance(spread.points[index], spread.center, spread.sigma[index]) for index in spread.kept]
    steps = [abs(after - before) for before, after in pairwise(z)]
    return math.fsum(steps) / len(steps) / D2 if steps and all(map(math.isfinite, steps)) else None


def draw(
    spread: Spread, clip: tuple[float, float], method: str, source: str, sigma_z: float | None = None
) -> Chart:
    """Put 3-sigma limits, clipped to `clip`, around the centre line and find the points beyond them."""
    points, center, kept = spread.points, spread.center, spread.kept
    lower = [None if one is None else max(clip[0], center - 3 * one) for one in spread.sigma]
    upper = [None if one is None else min(clip[1], center + 3 * one) for one in spread.sigma]
    limits = enumerate(zip(points, lower, upper, strict=True))
    return Chart(
        points=tuple(points),
        center=center,
        sigma=tuple(spread.sigma),
        lower=tuple(lower),
        upper=tuple(upper),
        z=tuple(_distance(point, center, one) for point, one in zip(points, spread.sigma, strict=True)),
        beyond=tuple(
            index
            for index, (point, low, high) in limits
            if point is not None and low is not None and not low <= point <= high
        ),
        base=len(kept),
        preliminary=len(kept) < ENOUGH_PERIODS,
        excluded=tuple(
            index for index, point in enumerate(points) if index not in kept and point is not None
        ),
        sigma_z=sigma_z,
        method=f"{method}, 3-sigma limits from {len(kept)} periods",
        source=source,
    )


def _baseline(points: Sequence[float | None], exclude: Collection[int]) -> list[int]:
    for index in exclude:
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(points):
            raise ValueError(
                f"the excluded period {index!r} does not exist: there are {len(points)}, from 0."
            )
    return [index for index, point in enumerate(points) if point is not None and index not in exclude]


def _distance(point: float | None, center: float | None, sigma: float | None) -> float | None:
    if point is None or center is None or sigma is None:
        return None
    if sigma == 0:
        return 0.0 if point == center else math.copysign(math.inf, point - center)
    return (point - center) / sigma
