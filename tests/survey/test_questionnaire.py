"""The version of a questionnaire: changed by every word that is asked, and by nothing else."""

import msgspec
import pytest
from conftest import SHIPPED

from listenwell.survey.question import Question
from listenwell.survey.question_types import QUESTION_TYPES, Text
from listenwell.survey.questionnaire import Drivers, Questionnaire, decode
from listenwell.survey.templates import load_templates

ASKED = Questionnaire(
    survey="pulse",
    segment="home",
    language="en",
    title="Title",
    questions=(Text(id="why", text="Why?"),),
)


def but(**changes):
    return msgspec.structs.replace(ASKED, **changes)


def test_the_version_is_twelve_hex_digits_and_known():
    assert ASKED.version == "13d2e7ae7d47"


@pytest.mark.parametrize(
    "other",
    [
        but(title="Title "),
        but(survey="pulse2"),
        but(segment="trade"),
        but(language="de"),
        but(introduction="Hello"),
        but(thanks="Thanks"),
        but(audience="interviewers"),
        but(channels=("web",)),
        but(channels=("email", "web", "qr")),
        but(drivers=Drivers(outcome="a", items=("b",))),
        but(questions=(Text(id="why", text="Why not?"),)),
        but(questions=(Text(id="why", text="Why?", required=True),)),
        but(questions=(Text(id="why", text="Why?", limit=1999),)),
        but(questions=(Text(id="why", text="Why?"), Text(id="a", text="A"))),
    ],
)
def test_every_change_of_what_is_asked_changes_the_version(other):
    assert other.version != ASKED.version


def test_a_key_at_its_default_changes_nothing():
    written = but(
        introduction="",
        audience="customers",
        channels=("web", "email", "qr"),
        questions=(Text(id="why", text="Why?", hint="", required=False, lines=4, limit=2000),),
    )
    assert (written.version, written.canonical_json) == (ASKED.version, ASKED.canonical_json)


def test_a_key_that_a_type_gets_later_leaves_old_versions_alone():
    class Later(Question, tag="text", frozen=True, kw_only=True):
        lines: int = 4
        limit: int = 2000
        voice: bool = False

    assert msgspec.json.encode(Later(id="why", text="Why?")) == msgspec.json.encode(ASKED.questions[0])


def test_the_canonical_json_is_the_same_bytes_everywhere():
    assert ASKED.canonical_json == (
        b'{"survey":"pulse","segment":"home","language":"en","title":"Title",'
        b'"questions":[{"type":"text","id":"why","text":"Why?"}]}'
    )


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_every_type_comes_back_from_its_canonical_json(name):
    asked = but(title="“ü” \u202e👋 \\ </script>", questions=(QUESTION_TYPES[name].example,))
    again = decode(asked.canonical_json)
    assert (again, again.version, again.canonical_json) == (asked, asked.version, asked.canonical_json)


def test_every_shipped_questionnaire_comes_back_with_its_version_and_all_versions_differ():
    asked = load_templates(SHIPPED).questionnaires.values()
    assert [decode(q.canonical_json).version for q in asked] == [q.version for q in asked]
    assert len({q.version for q in asked}) == len(asked)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"null",
        ASKED.canonical_json.replace(b'"text"', b'"tekst"'),
        ASKED.canonical_json[:-1] + b',"x":1}',
    ],
)
def test_what_is_no_questionnaire_is_refused(data):
    with pytest.raises(msgspec.DecodeError):
        decode(data)
