"""effort: how far customers agree that it was easy, 1 to 7; the Customer Effort Score (Dixon 2010)."""

from typing import Any, ClassVar

from listenwell.survey.question import Checked, Label, Question, Switch, Words, check_score, scale_labels

POINTS = 7


class Effort(Question, tag="effort", frozen=True, kw_only=True):
    """Kept as a whole number from 1 (strongly disagree) to 7 (strongly agree that it was easy), or "n/a"."""

    low: Words
    high: Words
    not_applicable: Switch = False

    measure: ClassVar[str] = "effort"
    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 7

    def check(self, given: Any) -> Checked:
        return check_score(given, self.id, 1, POINTS, self.not_applicable)

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, POINTS, self.low, self.high)

    def favourable(self) -> tuple[int, ...]:
        return 5, 6, 7
