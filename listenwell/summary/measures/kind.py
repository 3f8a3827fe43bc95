"""What a row of the registry holds: which figures a measure makes, and how each is made and compared."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from listenwell.stats.estimate import Change, Estimate
from listenwell.stats.proportion import difference
from listenwell.summary.measures.units import Unit
from listenwell.survey.question import ANSWERED, BLANK, DONT_KNOW, NOT_APPLICABLE, Question

Family = Literal["ratings", "needs", ""]
"""The comparisons that are judged together by Benjamini-Hochberg; "" is never compared."""

Counted = Counter[str]
"""Answer to how often, with ANSWERED, BLANK and NOT_APPLICABLE among them."""

_NO_ANSWERS = frozenset((ANSWERED, BLANK, NOT_APPLICABLE, DONT_KNOW))


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of figure.

    id           what `Figure.measure` says, and a part of figure ids: small letters, digits and hyphens;
                 its words stand in summaries/words/<language>.yaml under `measures` and `in_sentences`
    unit         how it is kept and shown
    estimate     (question, counts, answer) -> Estimate; `answer` is "" unless `each_answer`
    each_answer  one figure for each label of the question instead of one for the item
    headline     whether it stands among the headlines and has a trend
    family       with which comparisons its changes are judged
    counted      question -> the scores that a share counts, such as (4, 5); None for what counts no scores
    part         (question, counts, answer) -> (x, n) for a share x of n: gives it a p chart, a weighted
                 value and the comparison of two shares; None for what is no share
    change       (question, later, earlier, answer) -> Change in the statistic's unit; a share needs none
    """

    id: str
    unit: Unit
    estimate: Callable[[Question, Counted, str], Estimate]
    each_answer: bool = False
    headline: bool = False
    family: Family = ""
    counted: Callable[[Question], tuple[int, ...]] | None = None
    part: Callable[[Question, Counted, str], tuple[int, int]] | None = None
    change: Callable[[Question, Counted, Counted, str], Change] | None = None

    def answers(self, question: Question) -> tuple[str, ...]:
        """For which answers of the question there is a figure; ("",) is the item itself."""
        return tuple(label.answer for label in question.labels()) if self.each_answer else ("",)

    def compare(self, question: Question, later: Counted, earlier: Counted, answer: str = "") -> Change:
        """The later figure minus the earlier one, in the unit of the statistic."""
        if self.change is not None:
            return self.change(question, later, earlier, answer)
        if self.part is None:
            raise ValueError(f"figures of the kind {self.id} are not compared.")
        return difference(*self.part(question, later, answer), *self.part(question, earlier, answer))

    def axis(self, question: Question) -> tuple[float, float] | None:
        """From where to where its values can lie, in the unit they are kept in; None: no end."""
        if self.unit.axis is not None:
            return self.unit.axis
        if not question.scored or not question.labels():
            return None
        scores = [int(label.answer) for label in question.labels()]
        return min(scores), max(scores)


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """The figures that a question's answers give, the headline first."""

    name: str
    kinds: tuple[Kind, ...] = ()
    comments: bool = False
    """Whether it shows the customers' own words."""
    needs: bool = False
    """Whether its shares say what customers want, and are told with their change."""
    neutral: tuple[int, int] | None = None
    """Lowest and highest score between bad and good; None is the middle of the scale."""

    @property
    def headline(self) -> Kind | None:
        """The kind that stands among the headlines."""
        return next((kind for kind in self.kinds if kind.headline), None)

    def middle(self, question: Question) -> tuple[int, int]:
        """Lowest and highest score of a scored question that is neither bad nor good; the higher is less
        than the lower where the scale has no middle."""
        if self.neutral is not None:
            return self.neutral
        scores = sorted(int(label.answer) for label in question.labels())
        low, high = scores[(len(scores) - 1) // 2], scores[len(scores) // 2]
        return (low, high) if low == high else (high, low)


def favourable(question: Question, counts: Counted, _answer: str) -> tuple[int, int]:
    """How many answers are favourable scores of the question, of how many scores."""
    scores = scores_of(counts)
    return sum(scores.get(score, 0) for score in question.favourable()), sum(scores.values())


def scores_of(counts: Mapping[str, int]) -> dict[int, int]:
    """Score to count, without the counts that are no answers."""
    return {int(answer): n for answer, n in counts.items() if answer not in _NO_ANSWERS}
