"""The registry of measures: how the counts of an answer become figures; a question type names its measure.

    top-2-box   the two best ratings               satisfaction.py
    top-box     the best rating of 2 or 3 points   best_rating.py
    effort      Customer Effort Score              ease.py
    importance  mean importance of a grid's row    stated_importance.py
    ranking     mean rank, share ranked first      ranks.py
    ranking-best  ranked first, ranked at all      best_ranks.py
    nps         Net Promoter Score                 recommendation.py
    shares      the share of each answer           shares.py
    mean        the mean, and shares of bands      average.py
    agreed      the share of all who were asked    agreement.py
    comments    no figure: the customers' words    comments.py
    none        no figure: words to read           nothing.py

To add a measure: its file here, its row in MEASURES; a question type says its name in `measure`.
kind.py says what a row holds. tests/summary/test_measures.py walks each row.
"""

from listenwell.summary.measures import (
    agreement,
    average,
    best_ranks,
    best_rating,
    comments,
    ease,
    nothing,
    ranks,
    recommendation,
    satisfaction,
    shares,
    stated_importance,
)
from listenwell.summary.measures.kind import Kind, Measure
from listenwell.summary.measures.units import Unit
from listenwell.survey.question import Question

MEASURES: dict[str, Measure] = {
    row.name: row
    for row in (
        satisfaction.TOP_TWO,
        best_rating.TOP,
        recommendation.NPS,
        ease.EFFORT,
        stated_importance.IMPORTANCE,
        shares.SHARES,
        ranks.RANKING,
        best_ranks.RANKING_BEST,
        average.MEAN,
        agreement.AGREED,
        comments.COMMENTS,
        nothing.NOTHING,
    )
}

KINDS: dict[str, Kind] = {kind.id: kind for row in MEASURES.values() for kind in row.kinds}
"""Every kind of figure by the name that `Figure.measure` has."""


def measure_of(question: Question) -> Measure:
    """The row of a question's measure."""
    return MEASURES[question.measure]


__all__ = ["KINDS", "MEASURES", "Kind", "Measure", "Unit", "measure_of"]
