"""A measure period by period, as a control chart where there are enough periods."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
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


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Two or more months or weeks on end without any answer, told in one row; `label` is the first one's."""

    label: str
    last_label: str
    first: date
    last: date
    figures: tuple[Figure, ...]


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

    def rows(self) -> tuple[Point | Gap, ...]:
        """The points as every format prints them: those without an answer, two or more on end, gathered."""
        runs = groupby(self.points, key=lambda point: point.figure.base == 0)
        return tuple(row for empty, run in runs for row in (_gathered(tuple(run)) if empty else run))


def _gathered(points: tuple[Point, ...]) -> Iterable[Point | Gap]:
    if len(points) < 2:
        return points
    return [
        Gap(
            label=points[0].label,
            last_label=points[-1].label,
            first=points[0].first,
            last=points[-1].last,
            figures=tuple(point.figure for point in points),
        )
    ]
