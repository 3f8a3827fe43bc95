"""ranking-best: how often was each option ranked first, and at all, where only the best few are ranked?

Who ranks the best few says nothing of the order of the others. To give these a rank would be a guess, so
there is no mean rank; the base is everybody who ranked.
"""

from listenwell.stats.proportion import wilson
from listenwell.summary.measures.kind import Counted, Kind, Measure
from listenwell.summary.measures.ranks import FIRST
from listenwell.summary.measures.units import SHARE
from listenwell.survey.question import ANSWERED, Question
from listenwell.survey.question_types.ranking import UNRANKED


def _ranked(_question: Question, counts: Counted, _answer: str) -> tuple[int, int]:
    return counts[ANSWERED] - counts[UNRANKED], counts[ANSWERED]


RANKING_BEST = Measure(
    name="ranking-best",
    kinds=(
        FIRST,
        Kind(
            id="ranked",
            unit=SHARE,
            estimate=lambda question, counts, answer: wilson(*_ranked(question, counts, answer)),
            part=_ranked,
        ),
    ),
)
