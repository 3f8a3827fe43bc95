"""A questionnaire: one survey as it is asked of one segment in one language, named by its version."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from listenwell.survey.conditions import not_asked
from listenwell.survey.question import BLANK, Id, Question, Words, at_defaults
from listenwell.survey.question_types import AnyQuestion
from listenwell.survey.response import Value

Channel = Literal["web", "email", "qr", "telephone", "letter", "in-person"]
"""How the answer came (survey mode)."""

DEFAULT_CHANNELS: tuple[Channel, ...] = ("web", "email", "qr")

Audience = Literal["customers", "interviewers"]


class Drivers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pairs of scores are summed together: outcome with items, and items with each other."""

    outcome: Id
    items: tuple[Id, ...]


class Untranslated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that the translation lacks: the language they are in, and their paths ("questions.why.text")."""

    language: str
    words: tuple[str, ...]


class Questionnaire(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, dict=True
):
    """What was asked, word for word. Question ids are identity across versions."""

    survey: str
    segment: str
    language: str
    title: Words
    introduction: Words = ""
    thanks: Words = ""
    audience: Annotated[Audience, Meta(description="customers or interviewers")] = "customers"
    channels: tuple[Channel, ...] = DEFAULT_CHANNELS
    drivers: Drivers | None = None
    untranslated: Untranslated | None = None
    complaints: Id = ""
    """The choice question whose options are causes of complaint."""
    questions: tuple[AnyQuestion, ...]

    def __post_init__(self) -> None:
        at_defaults(self)

    @cached_property
    def canonical_json(self) -> bytes:
        """The questionnaire as JSON: fields in the order of the Struct, defaults left out, so that a key
        added to a question type later does not change the versions of questionnaires that do not use it."""
        return msgspec.json.encode(self)

    @cached_property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical_json).hexdigest()[:12]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Question id to question, in order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def conditional(self) -> bool:
        """Whether any question is asked under a condition."""
        return any(question.show_if for question in self.questions)

    def not_asked(self, answers: Mapping[str, Value]) -> frozenset[str]:
        """Ids of the questions that these answers leave out."""
        return not_asked(self.questions, answers) if self.conditional else frozenset()

    def cells(self, answers: Mapping[str, Value], day: date) -> Iterator[tuple[str, str]]:
        """What one response of that day (UTC) adds to the counts, as (item, answer): a question that was not
        asked is neither answered nor blank."""
        hidden = self.not_asked(answers)
        for question in self.questions:
            value = answers.get(question.id)
            yield from (
                cell
                for cell in question.cells_on(value, day)
                if cell[1] != BLANK or question.id not in hidden
            )


def decode(data: bytes) -> Questionnaire:
    """The questionnaire in canonical JSON. Raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=Questionnaire)
