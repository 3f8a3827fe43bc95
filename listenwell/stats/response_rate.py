"""How many of those asked have answered? Response rates as AAPOR defines them."""

import msgspec

from listenwell.stats import checks
from listenwell.stats.estimate import Estimate

SOURCE = "AAPOR Standard Definitions, 10th ed. 2023"


class AaporRates(msgspec.Struct, frozen=True, kw_only=True):
    """Response rates 1 to 6, each 0 to 1; None where the base is empty, rr3 and rr4 also without `e`."""

    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    base: int
    method: str = "AAPOR response rates RR1 to RR6"
    source: str = SOURCE


def response_rate(completed: int, invited: int | None, bounced: int | None = None) -> Estimate:
    """Share of completed among invited, 0 to 1: AAPOR RR1, or RR5 of those reached where bounces are known.

    `invited` None is an open link: nobody knows how many saw it, so it has no rate (None), and the
    method says so. Nobody invited, or nobody reached, gives None. There is no interval: everyone invited
    is counted, nothing is sampled. A high rate is no proof of representative answers.

    Raises ValueError for bad counts, or more completed and bounced than invited (a passed-on link: then
    it is an open link).
    Source: AAPOR Standard Definitions, 10th ed. 2023.

    >>> response_rate(284, 634).value
    0.4479495268138801
    >>> response_rate(40, None).method
    'an open link has no response rate'
    """
    checks.count(completed, "the number of completed answers")
    if invited is None:
        return _rate(None, 0, "an open link has no response rate")
    checks.part_of(
        completed + checks.count(bounced or 0, "the number of bounces"), invited, "completed and bounced"
    )
    if bounced is None:
        rate = aapor_rates(completed, refused=invited - completed).rr1
        return _rate(rate, invited, "AAPOR RR1: completed / invited")
    rates = aapor_rates(completed, refused=invited - completed - bounced, unknown=bounced)
    return _rate(rates.rr5, invited - bounced, "AAPOR RR5: completed / invited without bounces")


def aapor_rates(
    complete: int,
    *,
    partial: int = 0,
    refused: int = 0,
    not_contacted: int = 0,
    other: int = 0,
    unknown: int = 0,
    eligible_share: float | None = None,
) -> AaporRates:
    """All six AAPOR rates from the final dispositions, in numbers of people (I, P, R, NC, O, UH + UO).

    RR1 = I / ((I + P) + (R + NC + O) + unknown); RR3 counts only `eligible_share` (e, 0 to 1) of the
    unknown, RR5 none of them; RR2, RR4 and RR6 add P on top. Small samples: see `response_rate`.

    Raises ValueError for bad counts or an `eligible_share` outside [0, 1].
    Source: AAPOR Standard Definitions, 10th ed. 2023.

    >>> rates = aapor_rates(250, partial=40, refused=60, not_contacted=500, other=10, unknown=140)
    >>> rates.rr1, rates.rr2, round(rates.rr5, 4), rates.rr3 is None
    (0.25, 0.29, 0.2907, True)
    """
    known = [complete, partial, refused, not_contacted, other]
    for number in (*known, unknown):
        checks.count(number, "a disposition")
    if eligible_share is not None and not 0 <= checks.finite(eligible_share, "e") <= 1:
        raise ValueError(f"the eligible share e must lie from 0 to 1, not {eligible_share!r}.")
    bases = {
        1: sum(known) + unknown,
        3: None if eligible_share is None else sum(known) + eligible_share * unknown,
        5: sum(known),
    }
    rates = {}
    for number, base in bases.items():
        rates[f"rr{number}"] = complete / base if base else None
        rates[f"rr{number + 1}"] = (complete + partial) / base if base else None
    return AaporRates(**rates, base=sum(known) + unknown)


def _rate(value: float | None, base: int, method: str) -> Estimate:
    return Estimate(value=value, base=base, lower=None, upper=None, method=method, source=SOURCE)
