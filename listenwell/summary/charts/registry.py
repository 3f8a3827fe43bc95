"""Which charts are there? name -> what draws it, in the order of a summary."""

from collections.abc import Callable, Iterator

from listenwell.summary.charts import control, drivers, multiples, nps, pareto, quadrant, ratings, reach
from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.model import Summary

Draw = Callable[[Summary, Reader], Iterator[tuple[str, Drawing]]]
"""Takes a summary, gives its charts of one kind by key; none where there is nothing to draw."""

CHARTS: dict[str, Draw] = {
    "reach": reach.draw,
    "ratings": ratings.draw,
    "nps": nps.draw,
    "control": control.draw,
    "multiples": multiples.draw,
    "importance": quadrant.draw,
    "drivers": drivers.draw,
    "complaints": pareto.draw,
}
