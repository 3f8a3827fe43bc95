"""A figure never travels without its base, interval, method and source."""

from datetime import date
from typing import Literal

import msgspec

Verdict = Literal["up", "down", "within chance"]
Standing = Literal["improving", "declining", "stable", "unclear", "too few", "nothing earlier"]
"""stable: no change beyond chance, and its interval leaves room for a small one only; unclear: no change
beyond chance, but a larger one is not ruled out."""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Days of a period, both included (UTC)."""

    label: str
    first: date
    last: date


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The later span minus the earlier one, in the figure's unit. The later span may be the second half of
    the period, so `later` need not be the figure's own value; `p_adjusted` after Benjamini-Hochberg over
    the `family_size` comparisons of its family, None where the data cannot be tested. `lower` and `upper`
    are None where there is no spread to judge by."""

    earlier: float
    earlier_base: int
    later: float
    later_base: int
    difference: float
    lower: float | None
    upper: float | None
    p: float | None
    p_adjusted: float | None
    family: str
    family_size: int
    verdict: Verdict
    method: str
    source: str


class Weighted(msgspec.Struct, frozen=True, kw_only=True):
    """The same figure with each segment counted by its population; `effective_base` is Kish's effective n,
    which the interval was computed with."""

    value: float
    lower: float
    upper: float
    effective_base: float
    design_effect: float
    method: str
    source: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A value with base and 95 % interval, in the unit of its kind (shares 0 to 1, NPS -100 to 100).

    `measure` is a kind of summary/measures; `axis` is from where to where the value can lie (None: no end).
    `segment` "" is all segments together. A `hidden` figure has no value, for its base is too small to
    publish; without answers there is no value either and `base` is 0. A figure with `carried` is that of the
    edition of this time (ISO): too few answers came since to show a newer one.
    """

    id: str
    measure: str
    item: str
    segment: str
    answer: str = ""
    value: float | None
    lower: float | None
    upper: float | None
    base: int | None
    axis: tuple[float, float] | None = None
    counted: tuple[int, ...] = ()
    """The scores that a share counts, such as 4 and 5."""
    hidden: bool = False
    carried: str = ""
    change: Change | None = None
    weighted: Weighted | None = None
    method: str
    source: str


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """A measure over all segments at a glance; `words` is the question."""

    item: str
    words: str
    figure: Figure
    standing: Standing
