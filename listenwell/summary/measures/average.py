"""mean: which number was given on average, beside how often each band of numbers was given?"""

from decimal import Decimal, InvalidOperation

from listenwell.stats.estimate import Estimate
from listenwell.stats.mean import mean
from listenwell.summary.measures.kind import Counted, Kind, Measure
from listenwell.summary.measures.shares import SHARES
from listenwell.summary.measures.units import NUMBER
from listenwell.survey.question import Question


def _estimate(_question: Question, counts: Counted, _answer: str) -> Estimate:
    return mean(values_of(counts))


def values_of(counts: Counted) -> dict[float, int]:
    """Value to count: what is counted and is a number, neither a band nor a sign of ours."""
    found = {}
    for answer, n in counts.items():
        try:
            found[float(Decimal(answer))] = n
        except InvalidOperation:
            continue
    return found


MEAN = Measure(
    name="mean",
    needs=True,
    kinds=(
        Kind(id="mean", unit=NUMBER, estimate=_estimate),
        *SHARES.kinds,
    ),
)
