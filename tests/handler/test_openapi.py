"""The OpenAPI document that we write, and the embedded server asked with all that it lets a program send."""

import json
from pathlib import Path

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from questions import CASES
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from listenwell.cli import main
from listenwell.intake.openapi import answer_schema, document
from listenwell.survey.question_types import QUESTION_TYPES, Statement

from .doors import Door
from .test_doors import stored_today

WAITRESS = pytest.mark.parametrize("door", ["waitress"], indirect=True, scope="module")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CASES_EACH = 6
"""Requests for each page, kept small."""


@WAITRESS
def test_the_document_has_every_customers_page_and_no_other(door: Door) -> None:
    made = document(door.release)
    published = door.release.index().published
    pages = {f"/r/{p.survey}/{p.segment}" for p in published if p.audience != "interviewers"}
    assert made["openapi"] == "3.1.0"
    assert set(made["paths"]) == pages
    for path in made["paths"].values():
        body = path["post"]["requestBody"]["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator.check_schema(body)


@pytest.mark.parametrize("name", sorted({type(case.question).__name__ for case in CASES.values()}))
def test_every_question_type_has_its_schema_and_takes_what_is_stored(name: str) -> None:
    for case in CASES.values():
        if type(case.question).__name__ == name:
            schema = answer_schema(case.question)
            jsonschema.Draft202012Validator.check_schema(schema)
            sent = None if isinstance(case.question, Statement) else case.answer
            jsonschema.Draft202012Validator(schema).validate(sent)
            other = {"neither": [1, "of", "these"]}
            assert not jsonschema.Draft202012Validator(schema).is_valid(other)


def test_every_question_type_has_a_case() -> None:
    assert {type(case.question) for case in CASES.values()} == {
        type(r.example) for r in QUESTION_TYPES.values()
    }


def test_the_command_prints_the_document(tmp_path: Path, shipped_release: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path))
    monkeypatch.setenv("LISTENWELL_RELEASE", str(shipped_release))
    assert main(["openapi"]) == 0
    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.0"


@WAITRESS
def test_the_embedded_server_keeps_to_the_document_whatever_is_sent(door: Door) -> None:
    schema = schemathesis.openapi.from_dict(document(door.release))
    before = stored_today(door)
    acknowledged = set()
    limits = settings(
        max_examples=CASES_EACH,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():
        operation = found.ok()

        @limits
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            response = case.call(base_url=f"http://127.0.0.1:{door.port}")
            case.validate_response(response, checks=CHECKS)
            if response.status_code == 201:
                acknowledged.add(door.kept(response.json()["id"]).id)

        ask()
    new = stored_today(door) - before
    assert new == acknowledged, "nothing is stored that was not acknowledged"
    assert new
