"""yes-no: one of two answers in words of its own, and perhaps "I do not know"."""

from typing import Any, ClassVar

from listenwell.survey.question import DONT_KNOW, Answers, Checked, Label, Question, Refusal, Words, is_blank


class YesNo(Question, tag="yes-no", frozen=True, kw_only=True):
    """Kept as "yes" or "no", or "?" for "I do not know", which is outside the base."""

    yes: Words
    no: Words
    dont_know: Words = ""

    measure: ClassVar[str] = "shares"
    seconds: ClassVar[int] = 5
    adopted: ClassVar = ("dont_know",)

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        listed = ("yes", "no", DONT_KNOW) if self.dont_know else ("yes", "no")
        if not isinstance(given, str) or given not in listed:
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        return Checked(given)

    def answers(self) -> Answers:
        return Answers("one", ("yes", "no", *([DONT_KNOW] if self.dont_know else [])), control="checked")

    def labels(self) -> tuple[Label, ...]:
        return Label("yes", self.yes), Label("no", self.no)
