"""Whatever is sent: never an exception, and whatever is stored is taken again as it stands."""

import urllib.parse

import msgspec
import pytest
from conftest import House
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell import web
from listenwell.intake.parsing import Unreadable, parse_form, parse_json
from listenwell.survey.response import Response, canonical_json

claims = settings(database=None, deadline=None, derandomize=True, max_examples=150)

fields = st.sampled_from(
    [
        "overall",
        "aspects",
        "aspects.timing",
        "recommend",
        "met",
        "days",
        "better",
        "_id",
        "_channel",
        "_invitation",
        "x",
    ]
)
typed = st.sampled_from(
    ["", "0", "5", "10", "11", "n/a", "yes", "mon", "wed", "web", " ", "-", "*"]
) | st.text(max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats() | typed
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["timing", "price", "mon", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def one_house(released):
    return House(released)


def emptied(house):
    house.responses.kept.clear()
    return house


def assert_taken_again(house, reply):
    """What is stored passes its own questionnaire unchanged and survives the store's JSON."""
    assert reply.status in (303, 201, 400, 409, 413, 415, 422)
    assert len(house.stored) == (reply.status in (303, 201))
    for response in house.stored:
        assert msgspec.json.decode(canonical_json(response), type=Response) == response
        assert response.answers
        asked = house.release.questionnaire("visit", response.version)
        for name, value in response.answers.items():
            assert asked.by_id[name].check(value) == (value, ())


@claims
@given(st.binary(max_size=300))
def test_any_bytes_are_a_submission_or_unreadable(data):
    for parse in (parse_form, parse_json):
        try:
            parse(data)
        except Unreadable as error:
            assert str(error)


@claims
@given(pairs=st.lists(st.tuples(fields, typed), max_size=8))
def test_any_form_is_answered_and_stored_only_when_it_is_right(one_house, pairs):
    house = emptied(one_house)
    body = urllib.parse.urlencode([("_version", house.version("visit")), *pairs]).encode()
    assert_taken_again(house, house.post("/r/visit/home", body))


@claims
@given(
    answers=st.dictionaries(
        st.sampled_from(["overall", "aspects", "recommend", "met", "days", "better", "x"]), values, max_size=4
    ),
    more=st.dictionaries(
        st.sampled_from(["id", "version", "language", "channel", "invitation"]), typed, max_size=2
    ),
)
def test_any_json_is_answered_and_stored_only_when_it_is_right(one_house, answers, more):
    house = emptied(one_house)
    assert_taken_again(house, house.json("visit", {**more, "answers": answers}))


@claims
@given(body=st.binary(max_size=200), kind=st.sampled_from([web.FORM, web.JSON, "", "text/plain"]))
def test_any_body_of_any_type_is_answered_and_nothing_stored(one_house, body, kind):
    house = emptied(one_house)
    assert house.post("/r/visit/home", body, kind).status in (400, 415, 422)
    assert house.stored == []


@claims
@given(
    path=st.text(max_size=40) | st.from_regex(r"/r/[a-z-]{1,8}/[a-z-]{1,8}(/thanks)?"),
    query=st.dictionaries(typed, typed, max_size=3),
)
def test_any_address_is_answered(one_house, path, query):
    house = emptied(one_house)
    query.pop("path", None)
    query.pop("method", None)
    assert house.get(path, **{f"q{name}": value for name, value in query.items()}).status in (200, 404)
