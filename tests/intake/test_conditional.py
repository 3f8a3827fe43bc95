"""Answers to questions that were not asked: dropped, never missed, by every door."""

# ruff: noqa: E501 (a table is read by its rows)

import json
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import NOON, House
from pages.reading import Page

from listenwell.intake.checking import check
from listenwell.intake.mapping import Mapping
from listenwell.intake.parsing import parse_form, parse_json
from listenwell.intake.spreadsheet import Refused, responses_from
from listenwell.survey.question_types import Choice, Choices, Rating, RatingGrid, Text
from listenwell.survey.questionnaire import Questionnaire

SCALE = {"low": "Bad", "high": "Good"}
ASKED = Questionnaire(
    survey="visit",
    segment="home",
    language="en",
    title="T",
    questions=(
        Rating(id="overall", text="?", required=True, **SCALE),
        Choices(id="wrong", text="?", options={"late": "L", "rude": "R"}, required=True, show_if="overall <= 2"),
        Text(id="how_late", text="?", required=True, limit=10, show_if="wrong contains late"),
        RatingGrid(
            id="aspects", text="?", rows={"a": "A", "b": "B"}, required=True, show_if="overall >= 3", **SCALE
        ),
        Choice(id="again", text="?", options={"yes": "Y", "no": "N"}, show_if="answered(how_late) or aspects.a > 3"),
    ),
)  # fmt: skip


def by_both_doors(answers):
    """What is kept and what is refused, the same by form and by JSON."""
    form = {}
    for name, value in answers.items():
        if isinstance(value, dict):
            form |= {f"{name}.{row}": score for row, score in value.items()}
        else:
            form[name] = value
    kept, refused = check(parse_json(json.dumps({"answers": answers}).encode()), ASKED, NOON.date())
    assert check(parse_form(urlencode(form, doseq=True).encode()), ASKED, NOON.date()) == (kept, refused)
    return kept, [(refusal.field, refusal.reason) for refusal in refused]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (
            {"overall": 5, "wrong": ["late"], "how_late": "a day", "aspects": {"a": 5, "b": 1}},
            {"overall": 5, "aspects": {"a": 5, "b": 1}},
        ),
        (
            {"overall": 1, "wrong": ["rude"], "how_late": "a day", "aspects": {"a": 5}, "again": "no"},
            {"overall": 1, "wrong": ["rude"]},
        ),
        (
            {"overall": 1, "wrong": ["late"], "how_late": "a day", "aspects": {"a": 5}, "again": "no"},
            {"overall": 1, "wrong": ["late"], "how_late": "a day", "again": "no"},
        ),
        (
            {"overall": 5, "how_late": "much too long for it", "wrong": ["nothing listed"], "aspects": {"a": 1, "b": 1}},
            {"overall": 5, "aspects": {"a": 1, "b": 1}},
        ),
    ],
)  # fmt: skip
def test_answers_to_what_was_not_asked_are_dropped_and_not_refused(answers, kept):
    assert by_both_doors(answers) == (kept, [])


def test_what_is_asked_and_required_is_missed_and_what_is_not_asked_is_not():
    assert by_both_doors({"overall": 1}) == ({"overall": 1}, [("wrong", "choose_one")])
    assert by_both_doors({"overall": 1, "wrong": ["late"]})[1] == [("how_late", "required")]
    assert by_both_doors({"overall": 4})[1] == [("aspects.a", "choose_one"), ("aspects.b", "choose_one")]
    assert by_both_doors({})[1] == [("overall", "choose_one")]


def test_a_page_that_comes_back_has_no_problem_at_a_hidden_question(folder, rebuilt):
    folder.replace("surveys/visit.yaml", "  better:\n    type: text\n", "  better:\n    type: text\n    required: true\n    show_if: met = no\n")  # fmt: skip
    folder.replace("surveys/visit.yaml", "    high: Good\n", "    high: Good\n    required: true\n")
    house: House = rebuilt()
    reply = house.form("visit", {"met": "yes", "better": "x" * 3000})
    linked = [
        e.attributes["href"]
        for e in Page(reply.body.decode()).all("a")
        if e.attributes["href"] in ("#overall", "#better")
    ]
    assert (reply.status, linked) == (422, ["#overall"])
    assert house.form("visit", {"overall": "4", "met": "yes", "better": "x" * 3000}).status == 303
    (stored,) = house.stored
    assert stored.answers == {"overall": 4, "met": "yes"}
    reply = house.form("visit", {"overall": "4", "met": "no"})
    assert (reply.status, b'href="#better"' in reply.body) == (422, True)


def test_an_import_drops_what_was_not_asked_and_takes_the_rest():
    mapping = msgspec.convert(
        {
            "survey": "visit",
            "language": "en",
            "segment": {"value": "home"},
            "channel": {"value": "web"},
            "received": {"column": "day"},
            "questions": {n: {"column": n} for n in ("overall", "how_late", "again")}
            | {"wrong": {"column": "wrong", "separator": "+"}},
        },
        type=Mapping,
    )
    row = {"day": "2026-02-03", "overall": "5", "wrong": "late+rude", "how_late": "a day", "again": "yes"}
    unhappy, only_hidden = {**row, "overall": "1"}, {**row, "overall": ""}
    found = list(responses_from([row, unhappy, only_hidden], mapping, {"home": ASKED}))
    assert [r.answers for r in found[:2]] == [
        {"overall": 5},
        {"overall": 1, "wrong": ["late", "rude"], "how_late": "a day", "again": "yes"},
    ]
    assert found[2] == Refused(4, "", "", "no question is answered")
