"""What changed between two questionnaires: what keeps its series, breaks it, or only the writer knows."""

# ruff: noqa: E501 (a table is read by its rows)

import pytest

from listenwell.survey.changes import changes
from listenwell.survey.question_types import Choice, Rating, RatingGrid, Recommend, Text
from listenwell.survey.questionnaire import Drivers, Questionnaire
from listenwell.survey.reordering import moved

ENDS = {"low": "Very poor", "high": "Very good"}
OVERALL = Rating(id="overall", text="How would you rate our service?", **ENDS)
GRID = RatingGrid(id="aspects", text="And each of these?", rows={"a": "Timing", "b": "Price"}, **ENDS)
MET = Choice(id="met", text="Did we keep the date?", options={"yes": "Yes", "no": "No", "soon": "Not yet"})
WHY = Text(id="why", text="What is the main reason for your answer?")


def asked(*questions, **values):
    return Questionnaire(survey="s", segment="g", language="en", title="T", questions=questions, **values)


def told(old, new, hidden=(), first=True):
    """(question, what, effect) of each change."""
    old, new = (each if isinstance(each, Questionnaire) else asked(*each) for each in (old, new))
    return [(c.question, c.what, c.effect) for c in changes(old, new, frozenset(hidden), first)]


def but(question, **values):
    return type(question)(**{name: getattr(question, name) for name in question.__struct_fields__} | values)


CASES = {
    "nothing": ([OVERALL], [OVERALL], []),
    "reworded": ([OVERALL], [but(OVERALL, text="How would you rate the service?")], [("overall", "reworded", "keeps")]),
    "hint": ([OVERALL], [but(OVERALL, hint="Think of today.")], [("overall", "reworded", "keeps")]),
    "meaning": ([OVERALL], [but(OVERALL, text="Was it raining on that day?")], [("overall", "meaning", "asks")]),
    "added": ([OVERALL], [OVERALL, WHY], [("why", "added", "keeps")]),
    "removed": ([OVERALL, WHY], [OVERALL], [("why", "removed", "breaks")]),
    "renamed": ([OVERALL, WHY], [OVERALL, but(WHY, id="reason")], [("why", "renamed", "breaks"), ("reason", "added", "keeps")]),
    "points": ([OVERALL], [but(OVERALL, points=7)], [("overall", "points", "breaks")]),
    "turned": ([OVERALL], [but(OVERALL, low="Very good", high="Very poor")], [("overall", "turned", "breaks")]),
    "turned grid": ([GRID], [but(GRID, low="Very good", high="Very bad")], [("aspects", "turned", "breaks")]),
    "an end reworded": ([OVERALL], [but(OVERALL, low="Very bad")], [("overall", "reworded", "keeps")]),
    "type": ([OVERALL], [Recommend(id="overall", text=OVERALL.text, **ENDS)], [("overall", "type", "breaks")]),
    "option gone": ([MET], [but(MET, options={"yes": "Yes", "no": "No"})], [("met", "option-removed", "breaks")]),
    "option new": ([MET], [but(MET, options=MET.options | {"x": "Never"})], [("met", "option-added", "keeps")]),
    "option reworded": ([MET], [but(MET, options=MET.options | {"soon": "Not yet done"})], [("met", "reworded", "keeps")]),
    "option replaced": ([MET], [but(MET, options=MET.options | {"soon": "Forgotten"})], [("met", "meaning", "asks")]),
    "order": ([MET], [but(MET, options={"no": "No", "yes": "Yes", "soon": "Not yet"})], [("met", "order", "keeps")]),
    "order beside a new option": ([MET], [but(MET, options={"x": "Never", "no": "No", "yes": "Yes", "soon": "Not yet"})], [("met", "option-added", "keeps"), ("met", "order", "keeps")]),
    "an option put between": ([MET], [but(MET, options={"yes": "Yes", "x": "Never", "no": "No", "soon": "Not yet"})], [("met", "option-added", "keeps")]),
    "order by chance": ([but(MET, order="random")], [but(MET, order="random", options={"no": "No", "yes": "Yes", "soon": "Not yet"})], []),
    "row order": ([GRID], [but(GRID, rows={"b": "Price", "a": "Timing"})], [("aspects", "order", "keeps")]),
    "question moved": ([OVERALL, WHY, MET], [MET, OVERALL, WHY], [("met", "place", "keeps")]),
    "question put between": ([OVERALL, MET], [OVERALL, WHY, MET], [("why", "added", "keeps")]),
    "row gone": ([GRID], [but(GRID, rows={"a": "Timing", "c": "People"})], [("aspects", "row-removed", "breaks"), ("aspects", "row-added", "keeps")]),
    "row reworded": ([GRID], [but(GRID, rows={"a": "Timing", "b": "Price paid"})], [("aspects", "reworded", "keeps")]),
    "setting": ([WHY], [but(WHY, limit=100)], [("why", "setting", "keeps")]),
    "required": ([WHY], [but(WHY, required=True)], [("why", "setting", "keeps")]),
    "condition": ([OVERALL, WHY], [OVERALL, but(WHY, show_if="overall <= 3")], [("why", "show-if", "keeps")]),
    "drivers": (asked(OVERALL, GRID), asked(OVERALL, GRID, drivers=Drivers(outcome="overall", items=("aspects",))), [("", "drivers", "keeps")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_with_what_it_does_to_the_series(name):
    old, new, expected = CASES[name]
    assert told(old, new) == expected


def test_another_order_is_told_with_the_old_and_the_new_one():
    (place,) = changes(asked(OVERALL, WHY, MET), asked(MET, OVERALL, WHY), frozenset(), True)
    assert (place.was, place.now) == ("after “why”", "first of all")
    turned = but(MET, options={"no": "No", "yes": "Yes", "soon": "Not yet"})
    (order,) = changes(asked(MET), asked(turned), frozenset(), True)
    assert (order.was, order.now) == ("“Yes”, “No”, “Not yet”", "“No”, “Yes”, “Not yet”")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abcd", "abcd", ""), ("", "ab", ""), ("ab", "", ""), ("abc", "axbc", ""), ("abcd", "acd", ""),
        ("abcd", "dabc", "d"), ("abcd", "bcda", "a"), ("abcd", "badc", "bd"), ("abcde", "edcba", "edcb"),
    ],
)  # fmt: skip
def test_the_fewest_names_are_told_as_moved(old, new, expected):
    assert len(moved(old, new)) == len(expected)
    stays = [name for name in new if name not in moved(old, new) and name in old]
    assert stays == sorted(stays)


def test_a_hidden_question_keeps_its_series_and_a_removed_one_does_not():
    assert told([OVERALL, WHY], [OVERALL], hidden=["why"]) == [("why", "hidden", "keeps")]


def test_in_another_language_a_new_wording_is_a_translation_and_breaks_nothing():
    turned = but(OVERALL, text="Anders gefragt?", low="Sehr gut", points=7)
    assert told([OVERALL], [turned], first=False) == [
        ("overall", "translation", "keeps"),
        ("overall", "translation", "keeps"),
    ]


@pytest.mark.parametrize(("name", "better"), [("overall", "overall_2"), ("overall_2", "overall_3")])
def test_what_breaks_a_series_is_offered_a_new_name(name, better):
    (change,) = changes(
        asked(but(OVERALL, id=name)), asked(but(OVERALL, id=name, points=7)), frozenset(), True
    )
    assert change.says == "has 7 points where it had 5; its figures cannot be compared"
    assert change.remedy == f"Give it a new name such as “{better}”, and hide “{name}”."
