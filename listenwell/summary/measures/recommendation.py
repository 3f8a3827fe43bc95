"""nps: by how much do promoters outnumber detractors?"""

from listenwell.stats.estimate import Change, Estimate
from listenwell.stats.nps import nps, nps_change
from listenwell.summary.measures.kind import Counted, Kind, Measure, scores_of
from listenwell.summary.measures.units import SCORE
from listenwell.survey.question import Question


def _estimate(_question: Question, counts: Counted, _answer: str) -> Estimate:
    return nps(scores_of(counts))


def _change(_question: Question, later: Counted, earlier: Counted, _answer: str) -> Change:
    return nps_change(scores_of(later), scores_of(earlier))


NPS = Measure(
    name="nps",
    neutral=(7, 8),
    kinds=(
        Kind(
            id="nps",
            unit=SCORE,
            estimate=_estimate,
            change=_change,
            headline=True,
            family="ratings",
        ),
    ),
)
