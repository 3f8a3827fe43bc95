"""A measure period by period, as a control chart where there are enough periods."""

from datetime import date
from typing import Literal

import msgspec

from listenwell.summary.model.figures import Figure
from listenwell.summary.model.reach import Mark


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One month or week of a series; `lower_limit` and `upper_limit` are control limits, not an interval."""

    label: str
    first: date
    last: date
    figure: Figure
    lower_limit: float | None = None
    upper_limit: float | None = None


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """A pattern that chance rarely makes, ending at the point `label`."""

    label: str
    rule: str
    meaning: str
    source: str


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """A chart with limits: `kind` is p, p' or XmR; `baseline` periods made the limits. `center` in the unit
    of the figures."""

    kind: Literal["p", "p'", "XmR"]
    center: float
    baseline: int
    signals: tuple[Signal, ...]
    method: str
    source: str


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """A headline measure month by month (or week by week), over all segments ("") or in one.

    Without `control` it is a plain run chart and `note` says why. `marks` are where the series breaks."""

    item: str
    words: str
    measure: str
    segment: str = ""
    step: Literal["month", "week"] = "month"
    points: tuple[Point, ...]
    control: Control | None = None
    note: str = ""
    marks: tuple[Mark, ...] = ()
