"""effort: how easy was it? The Customer Effort Score in two variants, each under its own name."""

from msgspec.structs import replace

from listenwell.stats.effort import SOURCE, effort
from listenwell.stats.estimate import Estimate
from listenwell.summary.measures.kind import Counted, Kind, Measure, favourable, scores_of
from listenwell.summary.measures.units import POINTS, SHARE
from listenwell.survey.question import Question


def _share(_question: Question, counts: Counted, _answer: str) -> Estimate:
    found = effort(scores_of(counts))
    return replace(
        found.agree, method=f"Customer Effort Score, {found.agree.method}", source=_source(found.agree)
    )


def _mean(_question: Question, counts: Counted, _answer: str) -> Estimate:
    found = effort(scores_of(counts)).mean
    return replace(found, method=f"Customer Effort Score, mean of 1-7, {found.method}", source=_source(found))


def _source(estimate: Estimate) -> str:
    return f"{SOURCE}; {estimate.source}"


EFFORT = Measure(
    name="effort",
    kinds=(
        Kind(
            id="effort",
            unit=SHARE,
            estimate=_share,
            counted=lambda question: question.favourable(),
            part=favourable,
            headline=True,
            family="ratings",
        ),
        Kind(
            id="effort-mean",
            unit=POINTS,
            estimate=_mean,
        ),
    ),
)
