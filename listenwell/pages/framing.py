"""What is a page without answers around its own words? One frame for all that differ in nothing else."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NoReturn

from markupsafe import Markup

from listenwell.pages.parts import Parts
from listenwell.pages.shapes import LookedInside, Words
from listenwell.survey.questionnaire import Questionnaire

_PRINTED = (
    *("style", "script", "policy", "action", "draft", "minutes", "until", "privacy", "own_words"),
    *("lead", "version"),
)
"""Values of a page that its template prints, or of which it asks whether there are any."""
_ONE = ("wording", "organisation")
"""Values of which a renderer has one for each language or segment: told apart by being the same object."""
_SPOKEN = ("title", "introduction", "version")


class _Told:
    """As much of a questionnaire as a frame may print; whoever asks for more gets a page of its own."""

    def __init__(self, questionnaire: Questionnaire, words: Iterator[Any]) -> None:
        self.language = questionnaire.language
        self.audience = questionnaire.audience
        for name in _SPOKEN:
            setattr(self, name, next(words))

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedInside(name)


def framed(parts: Parts, template: str, shown: Mapping[str, Any]) -> str:
    """The page that the template makes of `shown`, which has a questionnaire and its questions rendered."""
    if parts.shapes is None:
        return parts.page(template, **shown)
    asked: Questionnaire = shown["questionnaire"]
    questions, languages = shown["questions"], shown["languages"]
    words = [shown[name] for name in _PRINTED]
    words += [getattr(asked, name) for name in _SPOKEN]
    words += questions
    words += [each["address"] for each in languages]

    def render(words: Words) -> Markup:
        left = iter(words)
        printed: dict[str, Any] = {name: next(left) for name in _PRINTED}
        printed["questionnaire"] = _Told(asked, left)
        printed["questions"] = [next(left) for _ in questions]
        printed["languages"] = [{**each, "address": next(left)} for each in languages]
        return Markup(parts.page(template, **{**shown, **printed}))  # noqa: S704 - it autoescapes

    key: list[Hashable] = [template, asked.audience, len(questions)]
    key += [each["language"] for each in languages]
    for name, value in shown.items():
        if name in _ONE:
            key.append(id(value))
        elif name not in _PRINTED and name not in ("questionnaire", "questions", "languages"):
            key.append(value)
    return parts.shapes.made(tuple(key), words, lambda: parts.page(template, **shown), render)
