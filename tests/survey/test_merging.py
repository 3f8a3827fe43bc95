"""A segment's changes and a translation, laid over one survey."""

# ruff: noqa: E501 (a table is read by its rows, and a message in one piece)

import pytest

from listenwell.survey.lines import parse
from listenwell.survey.merging import at, leaves, nearest, overlay, translate, without
from listenwell.survey.problems import Problems


def yaml(text, file="base.yaml"):
    problems = Problems()
    node = parse(text, file, problems)
    assert node is not None, problems.all()
    return node


BASE = "title: A\nquestions:\n  one: {text: T, rows: {x: X, y: Y}}\n  two: {text: U}\n"


@pytest.mark.parametrize(
    ("changes", "merged"),
    [
        ("title: B", {"title": "B", "questions": {"one": {"text": "T", "rows": {"x": "X", "y": "Y"}}, "two": {"text": "U"}}}),
        ("title:", {"questions": {"one": {"text": "T", "rows": {"x": "X", "y": "Y"}}, "two": {"text": "U"}}}),
        (
            "questions: {one: {rows: {x: New, y: , z: Z}}, three: {text: W}}",
            {"title": "A", "questions": {"one": {"text": "T", "rows": {"x": "New", "z": "Z"}}, "two": {"text": "U"}, "three": {"text": "W"}}},
        ),
        ("questions: {two: [1, 2]}", {"title": "A", "questions": {"one": {"text": "T", "rows": {"x": "X", "y": "Y"}}, "two": [1, 2]}}),
        ('title: ""', {"title": "", "questions": {"one": {"text": "T", "rows": {"x": "X", "y": "Y"}}, "two": {"text": "U"}}}),
    ],
    ids=["replaced", "removed", "joined name by name", "other kind of value", "empty words are words"],
)  # fmt: skip
def test_changes_join_blocks_replace_values_and_remove_what_is_left_empty(changes, merged):
    base = yaml(BASE)
    before = base.plain()
    assert overlay(base, yaml(changes)).plain() == merged
    assert base.plain() == before


def test_the_order_of_the_survey_is_kept_and_new_names_come_last():
    merged = overlay(yaml("a: 1\nb: 2\nc: 3\n"), yaml("d: 4\nb: 5\n"))
    assert list(merged.mapping) == ["a", "b", "c", "d"]


def test_every_value_keeps_the_file_and_line_it_was_written_in():
    merged = overlay(yaml(BASE), yaml("# note\nquestions:\n  one:\n    text: New\n", "segment.yaml"))
    places = {path: (node.file, node.line) for path, node in leaves(merged)}
    assert places["questions", "one", "text"] == ("segment.yaml", 4)
    assert places["questions", "two", "text"] == ("base.yaml", 4)


def test_a_translation_replaces_words_and_brings_nothing_in():
    words = yaml(
        'title: B\nextra: x\nquestions: {one: {text: 5, rows: {x: Neu, q: Q}}, two: {text: ["x"]}, six: {text: Y}}'
    )
    assert translate(yaml(BASE), words).plain() == {
        "title": "B",
        "questions": {"one": {"text": "T", "rows": {"x": "Neu", "y": "Y"}}, "two": {"text": "U"}},
    }


def test_paths_find_their_node_or_the_nearest_block():
    base = yaml(BASE)
    assert at(base, ("questions", "two", "text")).plain() == "U"
    assert at(base, ("questions", "nine", "text")) is None
    assert nearest(base, ("questions", "nine", "text")).line == 2
    assert list(without(base, "title", "nothing").mapping) == ["questions"]
