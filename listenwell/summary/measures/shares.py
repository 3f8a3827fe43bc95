"""shares: how many of those who answered chose each option?"""

from listenwell.stats.estimate import Estimate
from listenwell.stats.proportion import wilson
from listenwell.summary.measures.kind import Counted, Kind, Measure
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import ANSWERED, Question


def _part(_question: Question, counts: Counted, answer: str) -> tuple[int, int]:
    return counts[answer], counts[ANSWERED]


def _estimate(question: Question, counts: Counted, answer: str) -> Estimate:
    return wilson(*_part(question, counts, answer))


SHARES = Measure(
    name="shares",
    needs=True,
    kinds=(
        Kind(
            id="share",
            unit=SHARE,
            estimate=_estimate,
            part=_part,
            each_answer=True,
        ),
    ),
)
