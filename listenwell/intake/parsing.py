"""The body of a request as a submission; says nothing yet about whether the answers are right."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import msgspec

from listenwell.survey.question import Refusal, Typed
from listenwell.survey.questionnaire import Questionnaire

MAX_BODY = 64 * 1024
"""Largest body taken, in bytes."""

_MAX_FIELDS = 500
_CONTROLS = ("_version", "_channel", "_invitation", "_id", "_language", "_website", "_took")
"""Fields of the form that are no questions; ids of questions never begin with an underscore."""


class Unreadable(ValueError):
    """The body is not what its content type says."""


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent. `answers` gives, for a questionnaire, question id to value as given, and `unasked` what
    does not belong to it; `typed` is the form to show again (empty for JSON). `language` of a form is set by
    the button that asks for the page in another language, `website` is the field that people do not see, and
    `took` the milliseconds that the script counted."""

    version: str = ""
    language: str = ""
    channel: str = ""
    invitation: str = ""
    id: str = ""
    website: str = ""
    took: str = ""
    typed: Typed = {}
    answers: Callable[[Questionnaire], dict[str, Any]]
    unasked: Callable[[Questionnaire], list[Refusal]]


class _Json(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON door. Without `version` the current questionnaire in `language` is meant."""

    version: str = ""
    language: str = ""
    channel: str = ""
    invitation: str = ""
    id: str = ""
    answers: dict[str, Any]


def parse_form(body: bytes) -> Submission:
    """A form as browsers send it. Raises Unreadable."""
    try:
        typed = parse_qs(
            body.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise Unreadable("the form is not readable as UTF-8, or has too many fields") from error
    return submission_of(typed)


def submission_of(typed: Typed) -> Submission:
    """The fields of a form as a submission."""

    def answers(questionnaire: Questionnaire) -> dict[str, Any]:
        return {question.id: question.from_form(typed) for question in questionnaire.questions}

    def unasked(questionnaire: Questionnaire) -> list[Refusal]:
        fields = {f: q.many for q in questionnaire.questions for f in q.fields()}
        fields |= dict.fromkeys(_CONTROLS, False)
        unknown = [Refusal("", "unknown_field")] if typed.keys() - fields.keys() else []
        return unknown + [
            Refusal(field if field not in _CONTROLS else "", "sent_twice")
            for field, values in typed.items()
            if len(values) > 1 and not fields.get(field, True)
        ]

    controls = {name.removeprefix("_"): typed[name][0] for name in _CONTROLS if name in typed}
    return Submission(**controls, typed=typed, answers=answers, unasked=unasked)


def parse_json(body: bytes) -> Submission:
    """{"version": ..., "answers": {question id: value}, ...}. Raises Unreadable with what is wrong."""
    try:
        given = msgspec.json.decode(body, type=_Json)
    except UnicodeDecodeError as error:
        raise Unreadable("the JSON is not UTF-8") from error
    except RecursionError as error:
        raise Unreadable("the JSON is nested too deep") from error
    except msgspec.DecodeError as error:
        raise Unreadable(str(error)) from error

    def answers(questionnaire: Questionnaire) -> dict[str, Any]:
        return {question.id: given.answers.get(question.id) for question in questionnaire.questions}

    def unasked(questionnaire: Questionnaire) -> list[Refusal]:
        return [Refusal(name, "unknown_field") for name in given.answers if name not in questionnaire.by_id]

    return Submission(
        version=given.version,
        language=given.language,
        channel=given.channel,
        invitation=given.invitation,
        id=given.id,
        answers=answers,
        unasked=unasked,
    )
