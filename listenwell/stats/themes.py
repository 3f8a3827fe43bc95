"""Which words set the unhappy apart from the happy? Distinctive terms by log-odds with a Dirichlet prior."""

import math
from collections.abc import Mapping

import msgspec

from listenwell.stats import checks
from listenwell.stats.distributions import z_for
from listenwell.stats.estimate import Estimate

FEWEST_COMMENTS = 5
METHOD = "log-odds ratio with informative Dirichlet prior"
SOURCE = "Monroe, Colaresi & Quinn 2008, Polit Anal 16:372, doi:10.1093/pan/mpn018"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term: `log_odds` above 0 belongs to the first group, below 0 to the second.

    `log_odds.value` is a difference of natural log-odds; its base is the comments with the term. `z` is
    that value in standard errors: sort and cut by it (beyond +-1.96 as a rule of thumb).
    """

    term: str
    log_odds: Estimate
    z: float
    first: int
    second: int


def distinctive_terms(
    first: Mapping[str, int],
    second: Mapping[str, int],
    prior: Mapping[str, int] | None = None,
    fewest: int = FEWEST_COMMENTS,
    confidence: float = 0.95,
) -> tuple[Term, ...]:
    """Terms from the most typical of the first group to the most typical of the second (by z, then name).

    `first` and `second` map each term to the number of comments of that group which hold it. `prior`
    are counts of a background (earlier comments); left out, both groups together, which pulls rare terms
    towards no difference. A term's log-odds are ln((y + a) / (n + a0 - y - a)) in each group, with
    variance 1 / (y + a). Terms in fewer than `fewest` comments in all are left out; nothing left gives
    no terms. Show two or three redacted comments beside each: a word is not yet a theme.
    Small samples: with few comments only glaring differences reach |z| of 2, as they should.

    Raises ValueError for bad counts, a prior that lacks a term, or a confidence outside (0, 1).
    Source: Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018, eq. 15 to 22.

    >>> found = distinctive_terms({"late": 20, "kind": 2, "price": 8}, {"late": 3, "kind": 25, "price": 9})
    >>> [(term.term, round(term.z, 1)) for term in found]
    [('late', 3.5), ('price', 0.1), ('kind', -3.7)]
    """
    checks.confidence(confidence)
    terms = list(dict.fromkeys([*first, *second]))
    for group in (first, second, prior or {}):
        for term, n in group.items():
            checks.count(n, f"the count of {term!r}")
    pooled = {term: first.get(term, 0) + second.get(term, 0) for term in terms}
    background = pooled if prior is None else prior
    if lacking := [term for term in terms if pooled[term] and not background.get(term)]:
        raise ValueError(f"the prior lacks the term {lacking[0]!r}.")
    weight = sum(background.values())
    found = []
    for term in terms:
        if pooled[term] < max(1, fewest):
            continue
        value = variance = 0.0
        for sign, group in ((1, first), (-1, second)):
            here = group.get(term, 0) + background[term]
            elsewhere = sum(group.values()) + weight - here
            # A single term has no others to be set against: half a comment keeps the odds finite.
            value += sign * math.log(here / (elsewhere or 0.5))
            variance += 1 / here
        half = z_for(confidence) * math.sqrt(variance)
        odds = Estimate(
            value=value,
            base=pooled[term],
            lower=value - half,
            upper=value + half,
            method=METHOD,
            source=SOURCE,
            confidence=confidence,
        )
        z = value / math.sqrt(variance)
        found.append(
            Term(term=term, log_odds=odds, z=z, first=first.get(term, 0), second=second.get(term, 0))
        )
    return tuple(sorted(found, key=lambda term: (-term.z, term.term)))
