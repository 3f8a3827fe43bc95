"""agreed: how many of all who were asked agreed, or left contact details?"""

from listenwell.stats.estimate import Estimate
from listenwell.stats.proportion import wilson
from listenwell.summary.measures.kind import Counted, Kind, Measure
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import ANSWERED, BLANK, Question


def _part(_question: Question, counts: Counted, answer: str) -> tuple[int, int]:
    """Who leaves the box empty has answered too."""
    return counts[answer], counts[ANSWERED] + counts[BLANK]


def _estimate(question: Question, counts: Counted, answer: str) -> Estimate:
    return wilson(*_part(question, counts, answer))


AGREED = Measure(
    name="agreed",
    kinds=(
        Kind(
            id="agreed",
            unit=SHARE,
            estimate=_estimate,
            part=_part,
            each_answer=True,
        ),
    ),
)
