"""A question read at once is the question read key by key, and only what is right is read at once."""

import msgspec
import pytest

from listenwell.survey.lines import Node
from listenwell.survey.problems import Problems
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.reading import read
from listenwell.survey.reading_questions import _at_once

NASTY = (
    *(None, True, False, 0, 1, 7, -1, 12, 10**9, "", " ", "5", "yes", "x" * 3001, "2026-01-01", "n/a"),
    *([], ["email"], ["email", "email"], ["fax"], {}, {"a": "A"}, {"a": "A", "b": "B"}, {"A": "x"}),
    *({"a": 1}, {"a": None}, {"1": "one", "5": "five"}, {"a": []}, {"text": "How much?", "low": "a"}),
)
MORE = {
    "rating": {"points": 3, "words": {"1": "Bad", "2": "So", "3": "Good"}, "show": "words"},
    "rating-grid": {"importance": {"text": "How important?", "low": "Not", "high": "Very"}},
    "choice": {
        "other": "Another",
        "order": "random",
        "show_if": "a > 1",
        "hint": "One",
        "interviewer": "Wait",
    },
    "contact": {"ways": ["email"], "days": 9},
    "number": {"decimals": 2},
}


def node(value):
    if isinstance(value, dict):
        return Node({key: node(child) for key, child in value.items()}, "f.yaml", 1)
    return Node([node(child) for child in value] if isinstance(value, list) else value, "f.yaml", 1)


def both(shape, given):
    """The question at once, and key by key."""
    problems, fixed = Problems(), {"id": "name", **shape.fixed}
    careful = read(node(given), shape, problems, given=fixed, left=("type", "hide"))
    return _at_once("name", node(given), shape), careful


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_at_once_or_key_by_key_it_is_the_same_question(name):
    shape = QUESTION_TYPES[name].question
    plain = msgspec.to_builtins(QUESTION_TYPES[name].example) | MORE.get(name, {}) | {"type": name}
    del plain["id"]
    cases = [plain, plain | {"hide": False}, plain | {"id": "other"}, plain | {"unknown": "x"}]
    for field in (*shape.__struct_fields__, "type"):
        cases += [plain | {field: value} for value in NASTY if (field, value) != ("type", name)]
        cases.append({key: value for key, value in plain.items() if key != field})
    found = [both(shape, given) for given in cases if given.get("type") == name]
    assert all(at_once is None or at_once == careful for at_once, careful in found)
    assert [careful for _, careful in found].count(None) > 20
    lists = any(isinstance(value, list) for value in plain.values())
    assert (found[0][0] is None) == lists, "with a list in it, it is read entry by entry"
