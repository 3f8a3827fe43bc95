"""rating: one statement or aspect on a scale from 1 to 5 (2 to 11 points): numbers, words or stars."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import msgspec

from listenwell.survey.question import (
    Checked,
    Label,
    Mistake,
    Question,
    Switch,
    Words,
    check_score,
    scale_labels,
)
from listenwell.survey.scale import Points, PointWords, Show, favourable_of, scale_mistakes

Importance = Annotated[
    bool,
    msgspec.Meta(description="true where it asks how important something is; else false"),
]


class Rating(Question, tag="rating", frozen=True, kw_only=True):
    """Kept as a whole number from 1 to `points`, or "n/a"."""

    points: Points = 5
    low: Words = ""
    high: Words = ""
    not_applicable: Switch = False
    words: PointWords = msgspec.field(default_factory=dict)
    show: Show = "numbers"
    importance: Importance = False

    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 7

    @property
    def measure(self) -> str:
        """By how many points are favourable; of what is only more or less important, none is."""
        if self.importance:
            return "importance"
        return "top-2-box" if len(self.favourable()) == 2 else "top-box"

    def mistakes(self) -> Iterator[Mistake]:
        return scale_mistakes(self.points, self.low, self.high, self.words, self.show)

    def check(self, given: Any) -> Checked:
        return check_score(given, self.id, 1, self.points, self.not_applicable)

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, self.points, self.low, self.high, self.words)

    def favourable(self) -> tuple[int, ...]:
        return favourable_of(self.points)
