"""choice: one of several options."""

from typing import Any, ClassVar

from listenwell.survey.question import Checked, Label, NamedWords, Question, Refusal, is_blank


class Choice(Question, tag="choice", frozen=True, kw_only=True):
    """Kept as the name of the option."""

    options: NamedWords

    measure: ClassVar[str] = "shares"
    least: ClassVar = {"options": 2}

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        if not isinstance(given, str) or given not in self.options:
            return Checked(None, (Refusal(self.id, "choose_listed"),))
        return Checked(given)

    def labels(self) -> tuple[Label, ...]:
        return tuple(Label(name, words) for name, words in self.options.items())
