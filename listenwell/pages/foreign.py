"""Words in another language than their page: marked with `lang` and `dir` wherever they are printed.

A translation may lack some words; the page then shows the original. A screen reader must know, to pronounce
it, and a browser, to run it in its direction. Templates print such words as any others.
"""

from typing import Any, TypeVar

import msgspec
from markupsafe import Markup

from listenwell.survey.languages import Direction
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Foreign(str):
    """Words with their language. Where no element can stand (attribute, title), print `words | plain`."""

    language: str
    direction: Direction

    def __new__(cls, words: str, language: str, direction: Direction) -> "Foreign":
        made = super().__new__(cls, words)
        made.language, made.direction = language, direction
        return made

    def like(self, words: str) -> "Foreign":
        """Other words in the same language: these with something filled in."""
        return Foreign(words, self.language, self.direction)

    @property
    def mark(self) -> Markup:
        """The attributes of an element that holds the words."""
        return Markup(' lang="{}" dir="{}"').format(self.language, self.direction)

    def __html__(self) -> Markup:
        return Markup("<span{}>{}</span>").format(self.mark, str(self))


def spoken_questionnaire(questionnaire: Questionnaire, direction: Direction) -> Questionnaire:
    """The questionnaire with its untranslated words as Foreign ones of that direction."""
    left = questionnaire.untranslated
    if left is None:
        return questionnaire
    version = questionnaire.version
    for path in left.words:
        name, *rest = path.split(".")
        if name != "questions":
            questionnaire = _with(questionnaire, [name], left.language, direction)
            continue
        questions = tuple(
            _with(question, rest[1:], left.language, direction) if question.id == rest[0] else question
            for question in questionnaire.questions
        )
        questionnaire = msgspec.structs.replace(questionnaire, questions=questions)
    questionnaire.__dict__["version"] = version  # of what was asked, not of how it is shown
    return questionnaire


def spoken_wording(wording: Wording, direction: Direction) -> Wording:
    """The wording with its untranslated words as Foreign ones of that direction."""
    for path in wording.untranslated:
        wording = _with(wording, path.split("."), wording.original, direction)
    return wording


def _with(holder: Any, path: list[str], language: str, direction: Direction) -> Any:
    """`holder` with the words at `path` marked."""
    if isinstance(holder, str):
        return Foreign(holder, language, direction)
    if not path:
        return {name: _with(words, [], language, direction) for name, words in holder.items()}
    name, *rest = path
    if isinstance(holder, dict):
        return {**holder, name: _with(holder[name], rest, language, direction)}
    return msgspec.structs.replace(holder, **{name: _with(getattr(holder, name), rest, language, direction)})
