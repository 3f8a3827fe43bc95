"""ranking: which rank did each option get, where everybody ranked all of them?"""

from msgspec.structs import replace

from listenwell.stats.estimate import Estimate
from listenwell.stats.mean import mean
from listenwell.stats.proportion import wilson
from listenwell.summary.measures.kind import Counted, Kind, Measure, scores_of
from listenwell.summary.measures.units import RANK, SHARE
from listenwell.survey.question import ANSWERED, Question

SOURCE = "Marden 1995, Analyzing and Modeling Rank Data, ch. 2, doi:10.1201/b16552"


def _mean(question: Question, counts: Counted, _answer: str) -> Estimate:
    found = mean(scores_of(counts))
    told = f"mean rank among {len(question.labels())} options, 1 is best, with t interval"
    return replace(found, method=told, source=f"{SOURCE}; {found.source}")


def _first(_question: Question, counts: Counted, _answer: str) -> tuple[int, int]:
    return counts["1"], counts[ANSWERED]


FIRST = Kind(
    id="ranked-first",
    unit=SHARE,
    estimate=lambda question, counts, answer: wilson(*_first(question, counts, answer)),
    part=_first,
)
_MEAN = Kind(id="mean-rank", unit=RANK, estimate=_mean)
RANKING = Measure(name="ranking", kinds=(_MEAN, FIRST))
