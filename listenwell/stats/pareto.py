"""Which few causes make most of the complaints? Sorted counts with their cumulative share."""

from collections.abc import Mapping

import msgspec

from listenwell.stats import checks


class Cause(msgspec.Struct, frozen=True):
    """One bar: complaints, their running total, and both as shares of all complaints (0 to 1)."""

    name: str
    count: int
    cumulative: int
    share: float | None
    cumulative_share: float | None


class Pareto(msgspec.Struct, frozen=True, kw_only=True):
    """The bars from left to right; `base` is the number of complaints."""

    causes: tuple[Cause, ...]
    base: int
    method: str = "Pareto: sorted by count, ties by name, 'other' last"
    source: str = "Juran 1951, Quality Control Handbook; Juran & De Feo 2010, 6th ed."


def pareto(counts: Mapping[str, int], other: str = "other") -> Pareto:
    """Causes by falling number of complaints, ties by name, `other` (in any case) last whatever its size.

    Count complaints, not mentions: one customer who says it thrice complains once. No complaints give
    shares of None. Small samples: under about 30 complaints the order is largely chance.

    Raises ValueError for a bad count. Source: Juran 1951.

    >>> chart = pareto({"late": 3, "Other": 9, "broken": 6, "dear": 3})
    >>> [(cause.name, cause.cumulative) for cause in chart.causes]
    [('broken', 6), ('dear', 9), ('late', 12), ('Other', 21)]
    """
    base = sum(checks.count(number, f"the count of {name!r}") for name, number in counts.items())
    ordered = sorted(counts, key=lambda name: (name.casefold() == other.casefold(), -counts[name], name))
    causes, running = [], 0
    for name in ordered:
        running += counts[name]
        shares = (counts[name] / base, running / base) if base else (None, None)
        causes.append(Cause(name, counts[name], running, *shares))
    return Pareto(causes=tuple(causes), base=base)
