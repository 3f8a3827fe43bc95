"""top-2-box: how many customers chose one of the two best points of the scale?"""

from listenwell.stats.csat import csat
from listenwell.stats.estimate import Estimate
from listenwell.summary.measures.kind import Counted, Kind, Measure, favourable, scores_of
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import Question


def best_boxes(question: Question, counts: Counted, _answer: str) -> Estimate:
    """The share of the points that count as favourable."""
    return csat(scores_of(counts), points=len(question.labels()), boxes=len(question.favourable()))


TOP_TWO = Measure(
    name="top-2-box",
    kinds=(
        Kind(
            id="csat",
            unit=SHARE,
            estimate=best_boxes,
            counted=lambda question: question.favourable(),
            part=favourable,
            headline=True,
            family="ratings",
        ),
    ),
)
