"""rating: one statement or aspect on a scale from 1 to 5 (5 to 11 points) with words at both ends."""

from typing import Annotated, Any, ClassVar

from msgspec import Meta

from listenwell.survey.question import (
    Checked,
    Label,
    Question,
    Switch,
    Words,
    check_score,
    scale_labels,
)

Points = Annotated[int, Meta(ge=5, le=11, description="a whole number from 5 to 11")]


class Rating(Question, tag="rating", frozen=True, kw_only=True):
    """Kept as a whole number from 1 to `points`, or "n/a"."""

    points: Points = 5
    low: Words
    high: Words
    not_applicable: Switch = False

    measure: ClassVar[str] = "top-2-box"
    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 7

    def check(self, given: Any) -> Checked:
        return check_score(given, self.id, 1, self.points, self.not_applicable)

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, self.points, self.low, self.high)
