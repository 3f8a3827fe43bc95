"""What may programs send, and what do they get? The API as an OpenAPI 3.1 document, made from the release.

One path for each page of the customers' site, with the questions of the version that is published now. A
program that keeps to the document is answered 201, or 422 where a rule needs more than a schema says: a
question that is not asked, a day that there is not.
"""

from collections.abc import Callable
from typing import Any

from listenwell import __version__
from listenwell.intake.checking import INVITATION
from listenwell.intake.parsing import MAX_BODY
from listenwell.pages.release import Release
from listenwell.survey.options import CHOSEN, OTHER, OTHER_LIMIT
from listenwell.survey.question import NOT_APPLICABLE, Question
from listenwell.survey.question_types import (
    Choice,
    Choices,
    Consent,
    Contact,
    Date,
    Effort,
    Number,
    Ranking,
    Rating,
    RatingGrid,
    Recommend,
    Statement,
    Text,
    YesNo,
)
from listenwell.survey.question_types.consent import AGREED
from listenwell.survey.questionnaire import Questionnaire

Schema = dict[str, Any]

_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_RECEIPT = "^[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{3}){5}$"
_SAID = {
    "400": "The body is no JSON of this shape; nothing is stored.",
    "403": "The survey is not open yet.",
    "404": "There is no survey at this address.",
    "409": "The id is taken by other answers.",
    "410": "The survey is closed.",
    "413": f"The body has more than {MAX_BODY // 1024} KB.",
    "415": "The content type is neither JSON nor a form.",
    "422": "Some answers are refused; nothing is stored.",
    "429": "Too many came from one network today.",
    "503": "The store is away; send the same again after Retry-After seconds.",
}


def document(release: Release) -> Schema:
    """The OpenAPI document of what is published. Raises StorageUnavailable, DocumentMissing."""
    index = release.index()
    paths = {}
    for page in sorted(index.published, key=lambda p: (p.survey, p.segment, p.language)):
        path = f"/r/{page.survey}/{page.segment}"
        if page.audience == "interviewers" or path in paths:
            continue
        first = index.find(page.survey, page.segment) or page
        questionnaire = release.questionnaire(page.survey, first.version)
        if questionnaire is not None:
            paths[path] = {"post": _post(questionnaire)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Feedback for {index.organisation.name}",
            "version": __version__,
            "description": "Send an `id` of your own with each: the same again is stored once.",
        },
        "paths": paths,
        "components": {"schemas": {"Problems": _PROBLEMS, "Stored": _STORED}},
    }


def answer_schema(question: Question) -> Schema:
    """The JSON value of an answer to this question. Null is no answer."""
    made = _SCHEMAS[type(question)](question)
    return {**made, "description": question.text}


_PROBLEMS: Schema = {
    "type": "object",
    "required": ["problems"],
    "properties": {
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        }
    },
}
_STORED: Schema = {
    "type": "object",
    "required": ["id", "receipt", "received_at"],
    "properties": {
        "id": {"type": "string", "pattern": _UUID},
        "receipt": {"type": "string", "pattern": _RECEIPT},
        "received_at": {"type": "string", "format": "date-time"},
    },
}


def _post(asked: Questionnaire) -> Schema:
    answers = {q.id: answer_schema(q) for q in asked.questions if not isinstance(q, Statement)}
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": ["answers"],
        "properties": {
            "id": {"type": "string", "pattern": _UUID, "description": "Yours, one for each submission."},
            "version": {"const": asked.version},
            "channel": {"enum": list(asked.channels)},
            "invitation": {"type": "string", "pattern": f"^{INVITATION.pattern}$"},
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "required": [q.id for q in asked.questions if q.required],
                "properties": answers,
            },
        },
    }
    refused = {
        status: {"description": words, "content": _json({"$ref": "#/components/schemas/Problems"})}
        for status, words in _SAID.items()
    }
    return {
        "summary": asked.title,
        "operationId": f"{asked.survey}-{asked.segment}",
        "requestBody": {"required": True, "content": _json(body)},
        "responses": {
            "201": {"description": "Stored.", "content": _json({"$ref": "#/components/schemas/Stored"})},
            **refused,
        },
    }


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _score(low: int, high: int, not_applicable: bool) -> Schema:
    number: Schema = {"type": "integer", "minimum": low, "maximum": high}
    return {"anyOf": [number, {"const": NOT_APPLICABLE}]} if not_applicable else number


def _scale(question: Any) -> Schema:
    numbers = [int(label.answer) for label in question.labels() if label.answer.isdecimal()]
    return _score(min(numbers), max(numbers), getattr(question, "not_applicable", False))


def _grid(question: RatingGrid) -> Schema:
    names = [field.removeprefix(f"{question.id}.") for field in question.fields()]
    scores = {n: _score(1, question.points, question.not_applicable and n in question.rows) for n in names}
    return {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": scores}


def _with_other(chosen: Schema, question: Choice | Choices) -> Schema:
    if not question.other:
        return chosen
    words = {"type": "string", "maxLength": OTHER_LIMIT, "description": "only beside the option `other`"}
    properties = {CHOSEN: chosen, OTHER: words}
    return {
        "anyOf": [
            chosen,
            {"type": "object", "additionalProperties": False, "required": [CHOSEN], "properties": properties},
        ]
    }


def _names(question: Question) -> list[str]:
    return [label.answer for label in question.labels()]


def _choice(question: Choice) -> Schema:
    return _with_other({"enum": _names(question)}, question)


def _choices(question: Choices) -> Schema:
    several = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": _names(question)}}
    return _with_other(several, question)


def _ranking(question: Ranking) -> Schema:
    names = {"enum": list(question.options)}
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": question.ranks,
        "uniqueItems": True,
        "items": names,
    }


def _yes_no(question: YesNo) -> Schema:
    return {"enum": list(question.answers().listed)}


def _number(question: Number) -> Schema:
    low, high = float(question.low), float(question.high)
    if not question.decimals:
        return {"type": "integer", "minimum": int(low), "maximum": int(high)}
    return {"type": "number", "minimum": low, "maximum": high, "multipleOf": 10**-question.decimals}


def _date(question: Date) -> Schema:
    part = r"\d{4}-\d{2}" if question.precision == "month" else r"\d{4}-\d{2}-\d{2}"
    written = f"^{part}/{part}$" if question.range else f"^{part}$"
    text: Schema = {"type": "string", "pattern": written}
    return {"anyOf": [text, {"enum": list(question.others)}]} if question.others else text


def _contact(question: Contact) -> Schema:
    ways: Schema = {way: {"type": "string", "maxLength": 200} for way in question.ways}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["consent"],
        "properties": {**ways, "consent": {"const": True, "description": question.consent}},
    }


_SCHEMAS: dict[type[Question], Callable[[Any], Schema]] = {
    Choice: _choice,
    Choices: _choices,
    Consent: lambda _: {"enum": [True, False, AGREED]},
    Contact: _contact,
    Date: _date,
    Effort: _scale,
    Number: _number,
    Ranking: _ranking,
    Rating: _scale,
    RatingGrid: _grid,
    Recommend: _scale,
    Statement: lambda _: {"type": "null"},
    Text: lambda question: {"type": "string", "minLength": 1, "maxLength": question.limit},
    YesNo: _yes_no,
}
