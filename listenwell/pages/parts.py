"""Which parts of pages are the same, so that a build renders them once?"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from listenwell.survey.questionnaire import Questionnaire

_MOST = 1000
"""So many parts are kept, about 2 MB; then all are forgotten."""


class Asked(NamedTuple):
    """What a page says of its questions, the same for all segments that change none of them: the questions
    rendered, the rules that hide some, the fields no draft keeps, and how long they take."""

    questions: list[Markup]
    rules: str
    private: list[str]
    minutes: str


class Parts:
    """Rendered parts under all that they were rendered from."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, str, bytes], Markup] = {}
        self._asked: dict[tuple[int, int, str, str], tuple[Questionnaire, Asked]] = {}

    def get(
        self, name: str, language: str, shown: Mapping[str, object], render: Callable[[], Markup]
    ) -> Markup:
        """The part that the template `name` makes of `shown` in a language; rendered if it is a new one."""
        key = name, language, msgspec.json.encode(shown, enc_hook=_kind_of_text)
        found = self._rendered.get(key)
        if found is None:
            found = render()
            if len(self._rendered) >= _MOST:
                self._rendered.clear()
            self._rendered[key] = found
        return found

    def asked(self, of: Questionnaire, make: Callable[[], Asked]) -> Asked:
        """What a page without answers says of the questions; made if they are new ones.

        Told apart by being the same objects, which is quick and errs on the safe side: equal ones are made
        twice. Each is kept with its questionnaire, so that no other object comes to have its `id`.
        """
        key = id(of.questions), id(of.untranslated), of.language, of.audience
        if key not in self._asked:
            self._asked[key] = of, make()
        return self._asked[key][1]


def _kind_of_text(value: Any) -> list[object]:
    """Text that knows more than its words (markup, words in another language) with all that it knows."""
    if isinstance(value, str):
        return [type(value).__name__, str(value), getattr(value, "__dict__", None)]
    raise NotImplementedError(type(value))
