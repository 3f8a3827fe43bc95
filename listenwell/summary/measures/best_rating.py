"""top-box: how many customers chose the best of 2 or 3 points? The two best would take in the middle."""

from listenwell.summary.measures.kind import Kind, Measure, favourable
from listenwell.summary.measures.satisfaction import best_boxes
from listenwell.summary.measures.units import SHARE

TOP = Measure(
    name="top-box",
    kinds=(
        Kind(
            id="top-box",
            unit=SHARE,
            estimate=best_boxes,
            counted=lambda question: question.favourable(),
            part=favourable,
            headline=True,
            family="ratings",
        ),
    ),
)
