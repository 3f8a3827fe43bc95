"""top-2-box: how many customers chose one of the two best points of the scale?"""

from listenwell.stats.csat import csat
from listenwell.stats.estimate import Estimate
from listenwell.summary.measures.kind import Counted, Kind, Measure, scores_of
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import Question


def _estimate(question: Question, counts: Counted, _answer: str) -> Estimate:
    return csat(scores_of(counts), points=len(question.labels()))


def _part(question: Question, counts: Counted, _answer: str) -> tuple[int, int]:
    scores = scores_of(counts)
    least = len(question.labels()) - 1
    return sum(n for score, n in scores.items() if score >= least), sum(scores.values())


TOP_TWO = Measure(
    name="top-2-box",
    kinds=(
        Kind(
            id="csat",
            unit=SHARE,
            estimate=_estimate,
            part=_part,
            headline=True,
            family="ratings",
        ),
    ),
)
