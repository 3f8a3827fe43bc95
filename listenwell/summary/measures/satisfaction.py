"""top-2-box: how many customers chose one of the two best points of the scale?"""

from listenwell.stats.csat import csat
from listenwell.stats.estimate import Estimate
from listenwell.summary.measures.kind import Counted, Kind, Measure, favourable, scores_of
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import Question


def _best_boxes(question: Question, counts: Counted, _answer: str) -> Estimate:
    """The share of the points that count as favourable."""
    return csat(scores_of(counts), points=len(question.labels()), boxes=len(question.favourable()))


def of_best_boxes(name: str, kind: str) -> Measure:
    """The row of a measure whose one figure, of this kind, is the share of the favourable points."""
    return Measure(
        name=name,
        kinds=(
            Kind(
                id=kind,
                unit=SHARE,
                estimate=_best_boxes,
                counted=lambda question: question.favourable(),
                part=favourable,
                headline=True,
                family="ratings",
            ),
        ),
    )


TOP_TWO = of_best_boxes("top-2-box", "csat")
