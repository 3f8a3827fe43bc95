"""importance: how important do customers say it is? The mean, beside the distribution."""

from listenwell.stats.estimate import Estimate
from listenwell.stats.mean import mean
from listenwell.summary.measures.kind import Counted, Kind, Measure, scores_of
from listenwell.summary.measures.units import POINTS
from listenwell.survey.question import Question


def _estimate(_question: Question, counts: Counted, _answer: str) -> Estimate:
    return mean(scores_of(counts))


IMPORTANCE = Measure(
    name="importance",
    kinds=(
        Kind(
            id="importance",
            unit=POINTS,
            estimate=_estimate,
        ),
    ),
)
