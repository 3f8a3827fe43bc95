"""What every figure comes back as: a value that never travels without its base and interval."""

import msgspec


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """One figure with what is needed to judge it.

    `value`, `lower` and `upper` share one unit, which the function that made the estimate names
    (a share runs 0 to 1, a Net Promoter Score -1 to 1). `base` is the number of answers counted,
    in answers. `value` is None for "no data", which is never the same as 0; `lower` and `upper`
    are None where the data allow no interval. `confidence` lies between 0 and 1, ends excluded.

    >>> Estimate(value=0.5, base=2, lower=0.1, upper=0.9, method="Wilson score", source="Wilson 1927").base
    2
    """

    value: float | None
    base: int
    lower: float | None
    upper: float | None
    method: str
    source: str
    confidence: float = 0.95


class Change(msgspec.Struct, frozen=True):
    """A difference, first minus second, with its interval and the two-sided p-value of "no change".

    The unit is that of the two figures compared. All four numbers are None for "no data".
    `p` None with a `difference` means that the data cannot be tested (one answer, or no spread).

    >>> Change(0.1, -0.1, 0.3, 0.33, "Newcombe hybrid score", "Newcombe 1998").difference
    0.1
    """

    difference: float | None
    lower: float | None
    upper: float | None
    p: float | None
    method: str
    source: str
