"""consent: one statement with a box to tick."""

from typing import Any, ClassVar

from listenwell.survey.question import Checked, Label, Question, Refusal, is_blank

AGREED = "yes"


class Consent(Question, tag="consent", frozen=True, kw_only=True):
    """Kept as "yes" when the box was ticked; a box left empty is no answer. The share is of all who were
    asked, because whoever does not tick has answered too."""

    measure: ClassVar[str] = "agreed"
    seconds: ClassVar[int] = 5
    unanswered: ClassVar[str] = "consent_needed"
    prefilled: ClassVar[bool] = False

    def check(self, given: Any) -> Checked:
        if is_blank(given) or given is False:
            return Checked(None)
        if given is not True and given != AGREED:
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        return Checked(AGREED)

    def labels(self) -> tuple[Label, ...]:
        return (Label(AGREED, self.text),)
