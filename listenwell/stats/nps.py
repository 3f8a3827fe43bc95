"""Would customers recommend us? Net Promoter Score with an interval that holds for few answers."""

import math
from collections.abc import Mapping

from listenwell.stats import checks
from listenwell.stats.distributions import normal_p, z_for
from listenwell.stats.estimate import Change, Estimate

DETRACTOR, PASSIVE, PROMOTER = "detractor", "passive", "promoter"
# Rocks 2016: this much of each is added to the counts before the interval is computed, 3 in all.
ADDED = {DETRACTOR: 0.75, PASSIVE: 1.5, PROMOTER: 0.75}
METHOD = "Net Promoter Score (promoters minus detractors) with adjusted Wald interval"
SOURCE = (
    "Reichheld 2003, Harv Bus Rev 81(12):46; Rocks 2016, Am Stat 70:365, doi:10.1080/00031305.2016.1158124"
)


class Nps(Estimate, frozen=True, kw_only=True):
    """An Estimate on the scale -1 to 1, with the three counts and the spread behind it.

    `variance` is that of one answer coded -1, 0, 1; `standard_error` is sqrt(variance / base), raw
    (not the adjusted one of the interval). Both are None for "no data".
    """

    detractors: int
    passives: int
    promoters: int
    variance: float | None
    standard_error: float | None


class NpsChange(Change, frozen=True, kw_only=True):
    """A Change whose interval and p-value lie around `shrunken`, the difference of the adjusted scores."""

    shrunken: float | None
    standard_error: float | None


def category(score: int) -> str:
    """Which group a 0-10 answer belongs to: 0-6 detractor, 7-8 passive, 9-10 promoter.

    Raises ValueError for anything but a whole number from 0 to 10: a code such as 11 ("no answer")
    must never count as a promoter. Source: Reichheld 2003.

    >>> [category(score) for score in (6, 7, 9)]
    ['detractor', 'passive', 'promoter']
    """
    checks.scale({score: 1}, 0, 10)
    return DETRACTOR if score <= 6 else PASSIVE if score <= 8 else PROMOTER


def nps(counts: Mapping[int, int], confidence: float = 0.95) -> Nps:
    """Net Promoter Score, (promoters - detractors) / answers, on the scale -1 to 1.

    `counts` maps scores 0-10 to numbers of answers; only scored answers are in the base, never all
    responses. The value is raw. The interval is the adjusted Wald interval, at the score shrunken by
    0.75 detractor, 1.5 passive and 0.75 promoter, clipped to [-1, 1].
    No answers give None for value and bounds.
    Small samples: covers 92 to 96 % at n = 5 where plain Wald covers 67 to 90 %; with one to three
    answers that all agree, the raw value may lie just outside its interval, which is shrunken to 0.

    Raises ValueError for a score off 0-10, a bad count, or a confidence outside (0, 1).
    Source: Reichheld 2003; Rocks 2016, doi:10.1080/00031305.2016.1158124.

    >>> score = nps({3: 8, 7: 13, 10: 15})
    >>> round(score.value, 4), round(score.lower, 4), round(score.upper, 4), score.base
    (0.1944, -0.0628, 0.4218, 36)
    """
    groups = _groups(counts)
    checks.confidence(confidence)
    n = sum(groups.values())
    raw, spread = _score_and_variance(groups) if n else (None, None)
    lower = upper = None
    if n:
        centre, error = _shrunken(groups)
        half = z_for(confidence) * error
        lower, upper = max(-1.0, centre - half), min(1.0, centre + half)
    return Nps(
        value=raw,
        base=n,
        lower=lower,
        upper=upper,
        method=METHOD,
        source=SOURCE,
        confidence=confidence,
        detractors=groups[DETRACTOR],
        passives=groups[PASSIVE],
        promoters=groups[PROMOTER],
        variance=spread,
        standard_error=math.sqrt(spread / n) if n else None,
    )


def nps_change(
    current: Mapping[int, int], previous: Mapping[int, int], confidence: float = 0.95
) -> NpsChange:
    """Change of the Net Promoter Score, current minus previous, on the scale -2 to 2.

    `difference` is that of the two raw headlines, so that the page adds up. Interval and p-value are
    those of the adjusted Wald method: `shrunken` +- z sqrt(V1/n1 + V2/n2), with 3 pseudo-answers added
    to each period; z = shrunken / standard error, two-sided. Clipped to [-2, 2].
    For different respondents in the two periods only. An empty period gives None throughout.
    Small samples: kept honest by the pseudo-answers, but under 10 answers only a huge change shows.

    Raises ValueError as `nps` does. Source: Rocks 2016, doi:10.1080/00031305.2016.1158124.

    >>> change = nps_change({0: 20, 7: 30, 9: 50}, {0: 35, 7: 30, 9: 35})
    >>> round(change.difference, 2), round(change.lower, 4), round(change.upper, 4), round(change.p, 4)
    (0.3, 0.0708, 0.5118, 0.0096)
    """
    now, before = nps(current, confidence), nps(previous, confidence)
    method = "difference of two Net Promoter Scores: adjusted Wald interval and test"
    if now.value is None or before.value is None:
        return NpsChange(None, None, None, None, method, SOURCE, shrunken=None, standard_error=None)
    (centre1, error1), (centre2, error2) = _shrunken(_groups(current)), _shrunken(_groups(previous))
    centre, error = centre1 - centre2, math.hypot(error1, error2)
    half = z_for(confidence) * error
    return NpsChange(
        now.value - before.value,
        max(-2.0, centre - half),
        min(2.0, centre + half),
        normal_p(centre / error),
        method,
        SOURCE,
        shrunken=centre,
        standard_error=error,
    )


def standard_error(promoters: float, passives: float, detractors: float, n: int) -> float:
    """Standard error of a score from the three shares (each 0 to 1, summing to 1) of `n` answers.

    sqrt((p + d - (p - d)^2) / n), for planning a sample. Small samples: Wald; see `nps` for intervals.
    Raises ValueError if the shares do not sum to 1 (within 1e-6) or n is below 1.

    >>> round(standard_error(1/2, 1/3, 1/6, 324), 4)
    0.0414
    """
    return math.sqrt(variance(promoters, passives, detractors) / checks.positive(n, "the number of answers"))


def variance(promoters: float, passives: float, detractors: float) -> float:
    """Variance of one answer coded -1, 0, 1, from the three shares (each 0 to 1, summing to 1).

    Raises ValueError if the shares do not sum to 1 (within 1e-6).

    >>> round(variance(1/2, 1/3, 1/6), 4)
    0.5556
    """
    shares = [checks.finite(share, "a share") for share in (promoters, passives, detractors)]
    if min(shares) < 0 or abs(math.fsum(shares) - 1) > 1e-6:
        raise ValueError(f"the three shares must be 0 or more and sum to 1, not {shares}.")
    return promoters + detractors - (promoters - detractors) ** 2


def _groups(counts: Mapping[int, int]) -> dict[str, int]:
    checks.scale(counts, 0, 10)
    groups = {DETRACTOR: 0, PASSIVE: 0, PROMOTER: 0}
    for score, number in counts.items():
        groups[category(score)] += number
    return groups


def _score_and_variance(groups: Mapping[str, float]) -> tuple[float, float]:
    n = sum(groups.values())
    score = (groups[PROMOTER] - groups[DETRACTOR]) / n
    return score, (groups[PROMOTER] + groups[DETRACTOR]) / n - score * score


def _shrunken(groups: Mapping[str, int]) -> tuple[float, float]:
    """The adjusted score and its standard error, with the pseudo-answers in n as well."""
    filled = {group: number + ADDED[group] for group, number in groups.items()}
    score, spread = _score_and_variance(filled)
    return score, math.sqrt(spread / sum(filled.values()))
