"""What customers want: their answers about what, why, by when, line of work and scheduling, per segment."""

from typing import Literal

import msgspec


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: `figure` is the id of its share; `earlier` its share in the span before, where that is
    shown."""

    answer: str
    words: str
    figure: str
    value: float
    earlier: float | None = None


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Did the answers as a whole change from the earlier span to the later? Judged in the family "needs"."""

    p: float | None
    p_adjusted: float | None
    family_size: int
    verdict: Literal["changed", "within chance"]
    earlier_base: int
    later_base: int
    method: str
    source: str


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of one segment ("" all) to one question, most frequent first; none where `hidden`."""

    item: str
    words: str
    segment: str
    base: int | None
    hidden: bool = False
    wanted: tuple[Wanted, ...] = ()
    shift: Shift | None = None
