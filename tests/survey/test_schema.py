"""The schemas for editors: made from the Structs; they take what ships and refuse what they can know."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from conftest import FILES, SHIPPED

from listenwell.cli import main
from listenwell.survey.lines import parse
from listenwell.survey.problems import Problems
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.schema import MADE_BY, schemas, text_of
from survey.test_problems import EDITS

ROOT = SHIPPED.parent
KINDS = {"surveys": "survey", "segments": "segment", "translations": "translation", "wording": "wording"}
CHECKERS = {name: jsonschema.Draft7Validator(schema) for name, schema in schemas().items()}


def mistakes(file: str, text: str) -> list[str]:
    kind = KINDS.get(file.split("/", maxsplit=1)[0], "organisation")
    read = parse(text, file, Problems())
    return [error.message for error in CHECKERS[kind].iter_errors(read.plain())] if read else ["unreadable"]


@pytest.mark.parametrize("kind", CHECKERS)
def test_the_schemas_are_schemas_and_the_files_beside_the_templates_are_up_to_date(kind):
    jsonschema.Draft7Validator.check_schema(CHECKERS[kind].schema)
    there = (SHIPPED / ".schema" / f"{kind}.json").read_text(encoding="utf-8")
    assert there == text_of(CHECKERS[kind].schema), "run `listenwell schema`"
    assert json.loads(there)["$comment"] == MADE_BY


def test_editors_find_a_schema_for_every_kind_of_file():
    given = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {Path(path).stem for path in given} == CHECKERS.keys()
    for path, files in given.items():
        assert (ROOT / path).is_file()
        assert list(ROOT.glob(files))


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_shipped_file_is_taken(path):
    file = path.relative_to(SHIPPED).as_posix()
    if not file.startswith("summaries/"):
        assert mistakes(file, path.read_text(encoding="utf-8")) == []


def test_the_small_firm_of_the_tests_is_taken():
    assert {file: mistakes(file, text) for file, text in FILES.items() if mistakes(file, text)} == {}


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_each_type_takes_its_own_keys_and_no_others(name):
    question = QUESTION_TYPES[name].question
    keys = CHECKERS["survey"].schema["$defs"][name]
    own = set(question.__struct_fields__) - {"id", *question.fixed}
    assert keys["properties"].keys() == own | {"type", "hide"}
    assert keys["additionalProperties"] is False
    assert all(
        "description" in value or "$ref" in value or "const" in value or "anyOf" in value
        for value in keys["properties"].values()
    )


KNOWN = ("K01", "K02", "K03", "K04", "K05", "Q01", "Q02", "Q04")
"""Codes of the catalogue for what stands in one file alone."""


@pytest.mark.parametrize("name", [name for name, each in EDITS.items() if each[3] in KNOWN])
def test_what_check_finds_in_one_file_the_schema_finds_too(name):
    file, old, new, *_ = EDITS[name]
    text = FILES[file].replace(old, new, 1) if old else new
    assert mistakes(file, text) != [] or of_keys_together(file, text)


def of_keys_together(file: str, text: str) -> bool:
    """Whether each key is fine by itself and the question says what is wrong with several of them."""
    for name, keys in parse(text, file, Problems()).plain()["questions"].items():
        shape = QUESTION_TYPES[keys.pop("type")].question
        if list(msgspec.convert({"type": shape.__struct_config__.tag, "id": name} | keys, shape).mistakes()):
            return True
    return False


def test_a_mistake_of_one_key_alone_is_not_excused_as_one_of_several():
    assert not of_keys_together("surveys/pulse.yaml", FILES["surveys/pulse.yaml"])


def test_the_command_writes_them(tmp_path, capsys):
    assert main(["schema", "--out", str(tmp_path / "new")]) == 0
    assert {path.stem for path in (tmp_path / "new").iterdir()} == CHECKERS.keys() | {"summary", "overview"}
    assert "7 schemas in " in capsys.readouterr().out


def test_editors_tell_what_each_key_of_a_survey_and_of_a_question_is_for():
    survey = schemas()["survey"]
    kinds = [survey["$defs"][name] for name in QUESTION_TYPES]
    shapes = {
        "survey": survey["properties"],
        **{k["properties"]["type"]["const"]: k["properties"] for k in kinds},
    }
    dumb = {
        f"{name}: {key}"
        for name, keys in shapes.items()
        for key, value in keys.items()
        if key != "type" and "description" not in value and "$ref" not in value and "anyOf" not in value
    }
    assert dumb == set()
