"""What matters and how well is it done? Importance-performance analysis in four quadrants.

Importance as customers state it; what `drivers` derives is another chart.
"""

from collections.abc import Sequence
from statistics import mean as exact_mean
from statistics import median

import msgspec

from listenwell.stats import checks

CONCENTRATE, KEEP_UP = "concentrate_here", "keep_up"
LOW_PRIORITY, OVERKILL = "low_priority", "possible_overkill"
GRAND_MEAN, MEDIAN = "grand_mean", "median"


class Attribute(msgspec.Struct, frozen=True):
    """One aspect of the service with its mean stated importance and mean performance."""

    name: str
    importance: float
    performance: float


class Quadrants(msgspec.Struct, frozen=True, kw_only=True):
    """Where each attribute falls, in the order given; `base` is the number of attributes.

    `importance` and `performance` are the cross-hairs, in points of their scales; `crosshair` says how
    they were set and belongs beside the chart.
    """

    importance: float | None
    performance: float | None
    quadrants: dict[str, str]
    base: int
    crosshair: str
    method: str
    source: str = "Martilla & James 1977, J Mark 41(1):77, doi:10.1177/002224297704100112"


def importance_performance(
    attributes: Sequence[Attribute], crosshair: str | tuple[float, float] = GRAND_MEAN
) -> Quadrants:
    """Sort attributes by whether importance and performance reach their cross-hairs (on it counts as high).

    High importance: "keep_up" or, where performance is low, "concentrate_here"; low importance:
    "possible_overkill" or "low_priority". `crosshair` is "grand_mean", "median" or the pair of points
    (importance, performance), for instance the middles of the scales. No attributes give no quadrants.
    Small samples: an attribute whose interval crosses a hair belongs to neither side; say so.

    Raises ValueError for a name given twice, a mean that is no number, or an unknown cross-hair.
    Source: Martilla & James 1977, doi:10.1177/002224297704100112.

    >>> shop = [Attribute("on time", 4.6, 3.1), Attribute("parking", 2.9, 4.2)]
    >>> importance_performance(shop).quadrants
    {'on time': 'concentrate_here', 'parking': 'possible_overkill'}
    """
    names = [attribute.name for attribute in attributes]
    if len(set(names)) < len(names):
        raise ValueError("an attribute is named twice.")
    for attribute in attributes:
        checks.finite(attribute.importance, f"the importance of {attribute.name}")
        checks.finite(attribute.performance, f"the performance of {attribute.name}")
    importance, performance, told = _hairs(attributes, crosshair)
    return Quadrants(
        importance=importance,
        performance=performance,
        quadrants={
            attribute.name: _quadrant(
                attribute.importance >= importance, attribute.performance >= performance
            )
            for attribute in attributes
        },
        base=len(attributes),
        crosshair=told,
        method=f"importance-performance analysis, cross-hairs at the {told}",
    )


def _hairs(
    attributes: Sequence[Attribute], crosshair: str | tuple[float, float]
) -> tuple[float | None, float | None, str]:
    if not isinstance(crosshair, str):
        importance, performance = crosshair
        checks.finite(importance, "the cross-hair of importance")
        checks.finite(performance, "the cross-hair of performance")
        return importance, performance, f"points {importance:g} and {performance:g}"
    if crosshair not in (GRAND_MEAN, MEDIAN):
        raise ValueError(f"the cross-hair is {GRAND_MEAN}, {MEDIAN} or two numbers, not {crosshair!r}.")
    told = crosshair.replace("_", " ")
    if not attributes:
        return None, None, told
    middle = exact_mean if crosshair == GRAND_MEAN else median
    return (
        float(middle([attribute.importance for attribute in attributes])),
        float(middle([attribute.performance for attribute in attributes])),
        told,
    )


def _quadrant(important: bool, good: bool) -> str:
    if important:
        return KEEP_UP if good else CONCENTRATE
    return OVERKILL if good else LOW_PRIORITY
