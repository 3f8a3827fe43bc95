"""The schema of summary.json takes what compiling writes, and refuses what it never writes."""

import json

import jsonschema
import pytest
from conftest import SHIPPED

from listenwell.summary.formats import FORMATS
from listenwell.summary.schema import schemas
from listenwell.survey.schema import text_of

SCHEMA = schemas()["summary"]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(params=["full", "empty"])
def document(request):
    return json.loads(FORMATS["json"](request.getfixturevalue(request.param), {}))


@pytest.mark.parametrize("name", schemas())
def test_each_schema_is_one_and_the_file_beside_the_templates_is_up_to_date(name):
    found = schemas()[name]
    jsonschema.Draft202012Validator.check_schema(found)
    there = (SHIPPED / ".schema" / f"{name}.json").read_text(encoding="utf-8")
    assert there == text_of(found), "run `listenwell schema`"


def test_it_takes_every_summary_that_is_compiled(document):
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


def test_it_refuses_a_field_that_lacks_one_too_many_and_a_number_in_words(document):
    document["annex"].pop("methods")
    document["findings"].append({"kind": "x", "sentence": 1, "figures": [], "numbers": {}})
    document["more"] = 1
    assert sorted(error.message for error in VALIDATOR.iter_errors(document)) == [
        "'methods' is a required property",
        "1 is not of type 'string'",
        "Additional properties are not allowed ('more' was unexpected)",
    ]


def test_every_value_has_its_description():
    bare = [name for name, shape in SCHEMA["$defs"].items() if not shape.get("description")]
    assert bare == []
