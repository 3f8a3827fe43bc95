"""recommend: how likely to recommend us, 0 to 10; the Net Promoter question (Reichheld 2003)."""

from typing import Any, ClassVar

from listenwell.survey.question import Checked, Label, Question, Words, check_score, scale_labels


class Recommend(Question, tag="recommend", frozen=True, kw_only=True):
    """Kept as a whole number from 0 to 10."""

    low: Words
    high: Words

    measure: ClassVar[str] = "nps"
    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 8

    def check(self, given: Any) -> Checked:
        return check_score(given, self.id, 0, 10, not_applicable=False)

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(0, 10, self.low, self.high)
