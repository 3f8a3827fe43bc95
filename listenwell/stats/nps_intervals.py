"""Other intervals of a Net Promoter Score, to check against `nps` and against other software."""

import math
from collections.abc import Mapping

from msgspec.structs import replace

from listenwell.stats.distributions import z_for
from listenwell.stats.nps import Nps, nps


def wald_nps(counts: Mapping[int, int], confidence: float = 0.95) -> Nps:
    """Net Promoter Score, -1 to 1, with the plain Wald interval clipped to [-1, 1]. For comparison only.

    score +- z sqrt(V / n). No answers give None. Small samples: do not use; at n = 5 it covers the
    truth 67 to 90 % of the time, and it has no width when all answers agree. See `nps`.

    Raises ValueError as `nps` does. Source: Rocks 2016, doi:10.1080/00031305.2016.1158124.

    >>> score = wald_nps({0: 20, 7: 30, 9: 50})
    >>> round(score.lower, 4), round(score.upper, 4)
    (0.1469, 0.4531)
    """
    score = nps(counts, confidence)
    method = "Net Promoter Score with plain Wald interval"
    if score.value is None:
        return replace(score, method=method)
    half = z_for(confidence) * score.standard_error
    return replace(
        score, lower=max(-1.0, score.value - half), upper=min(1.0, score.value + half), method=method
    )


def score_nps(counts: Mapping[int, int], confidence: float = 0.95) -> Nps:
    """Net Promoter Score, -1 to 1, with the iterative score interval.

    All scores D that the score test does not refuse: |s - D| <= z sqrt(V(D) / n), where V(D) takes the
    maximum-likelihood shares under D. Promoters and detractors stand as the two kinds of discordant
    pair in Tango's interval, which is the same problem. No answers give None.
    Small samples: covers well, like the adjusted Wald interval, and always holds the raw value.

    Raises ValueError as `nps` does.
    Source: Tango 1998, Stat Med 17:891; Rocks 2016, doi:10.1080/00031305.2016.1158124.

    >>> score = score_nps({0: 20, 7: 30, 9: 50})
    >>> round(score.lower, 4), round(score.upper, 4)
    (0.1396, 0.4434)
    """
    score = nps(counts, confidence)
    method = "Net Promoter Score with iterative score interval"
    source = f"Tango 1998, Stat Med 17:891; {score.source}"
    if score.value is None:
        return replace(score, method=method, source=source)
    z = z_for(confidence)
    return replace(
        score,
        lower=_edge(score, -1.0, z),
        upper=_edge(score, 1.0, z),
        method=method,
        source=source,
    )


def _edge(score: Nps, limit: float, z: float) -> float:
    """Halve the stretch from the raw value (never refused) to the limit of the scale, to the last bit."""
    kept, refused = score.value, limit
    if abs(_test(score, limit)) <= z:
        return limit
    while (middle := (kept + refused) / 2) not in (kept, refused):
        kept, refused = (middle, refused) if abs(_test(score, middle)) <= z else (kept, middle)
    return kept


def _test(score: Nps, supposed: float) -> float:
    """The score statistic of "the true score is `supposed`" (Tango 1998, eq. 4 to 6)."""
    n, up, down = score.base, score.promoters, score.detractors
    linear = (2 * n - up + down) * supposed - up - down
    constant = -down * supposed * (1 - supposed)
    likely_down = (math.sqrt(max(0.0, linear * linear - 8 * n * constant)) - linear) / (4 * n)
    spread = n * (2 * likely_down + supposed * (1 - supposed))
    gap = up - down - n * supposed
    if spread <= 0:
        return 0.0 if abs(gap) < 1e-12 * n else math.copysign(math.inf, gap)
    return gap / math.sqrt(spread)
