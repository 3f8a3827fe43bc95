"""Show-if: what the language says, when a question is asked, and what cannot be meant so."""

# ruff: noqa: E501 (a table is read by its rows, and a message in one piece)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.survey.conditions import Unclear, holds, not_asked, parse
from listenwell.survey.conditions.checking import check_conditions
from listenwell.survey.conditions.language import MAX_LENGTH, All, Answered, Compared, Not, Some
from listenwell.survey.lines import Node
from listenwell.survey.problems import Problems
from listenwell.survey.question_types import Choice, Choices, Rating, RatingGrid, Text
from listenwell.survey.questionnaire import Questionnaire, decode

claims = settings(database=None, deadline=None, derandomize=True, max_examples=300)
SCALE = {"low": "Bad", "high": "Good"}
OVERALL = Rating(id="overall", text="How was it?", not_applicable=True, **SCALE)
GRID = RatingGrid(id="aspects", text="And each?", rows={"timing": "Timing", "value": "Value"}, **SCALE)
NEW = Choice(id="new_customer", text="Are you new?", options={"yes": "Yes", "no": "No"})
DAYS = Choices(id="days", text="Which days?", options={"mon": "Monday", "tue": "Tuesday"})
WORDS = Text(id="better", text="What should be better?")
ABOVE = (OVERALL, GRID, NEW, DAYS, WORDS)


def last(condition, **more):
    return Text(id="last", text="Last?", show_if=condition, **more)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("overall <= 3", Compared("overall", "<=", (3,))),
        ("new_customer", Compared("new_customer", "=", ("yes",))),
        ("overall = n/a", Compared("overall", "=", ("n/a",))),
        ("met in (yes, no, yes)", Compared("met", "in", ("yes", "no"))),
        ("met not in (yes)", Not(Compared("met", "in", ("yes",)))),
        ("days contains mon", Compared("days", "contains", ("mon",))),
        ("answered(aspects.timing)", Answered("aspects.timing")),
        ("answered <= 3", Compared("answered", "<=", (3,))),
        ("a or b and not c", Some((Compared("a", "=", ("yes",)), All((Compared("b", "=", ("yes",)), Not(Compared("c", "=", ("yes",)))))))),
        ("(a or b) and c", All((Some((Compared("a", "=", ("yes",)), Compared("b", "=", ("yes",)))), Compared("c", "=", ("yes",))))),
        ("  a!=-2 ", Compared("a", "!=", (-2,))),
    ],
)  # fmt: skip
def test_a_condition_is_read_as_it_stands(text, condition):
    assert parse(text) == condition


@pytest.mark.parametrize(
    ("text", "at", "found", "reason"),
    [
        ("overall == 3", 10, "=", "one = is enough"),
        ("overall <", 10, "its end", "here stands a whole number or the name of an answer"),
        ("3 >= overall", 1, "3", "a comparison begins with the name of a question"),
        ("a AND b", 3, "AND b", "“and” is written in small letters"),
        ("met = 'yes'", 7, "'yes'", "answers stand without quotes, by their names"),
        ("a && b", 3, "&& b", "conditions are joined by the words and, or"),
        ("(a or b", 8, "its end", "a bracket is not closed"),
        ("a b", 3, "b", "here only and, or, or the end can follow"),
        ("a in yes", 6, "yes", "in is followed by answers in brackets"),
        ("a in (yes no)", 11, "no", "answers in brackets are parted by commas"),
        ("a not b", 7, "b", "after the name of a question, not is followed by in"),
        ("Overall = 3", 1, "Overall = 3", "names are small letters, digits and underscores, and begin with a letter"),
        ("a = 3.5", 5, "3.5", "names are small letters, digits and underscores, and begin with a letter"),
        ("__import__(os)", 1, "__import__(os)", "names are small letters, digits and underscores, and begin with a letter"),
        ("a; b", 2, "; b", "this sign has no meaning in a condition"),
        ("not " * 13 + "a", 49, "not", "it is nested more than 12 levels deep"),
        ("a or " * 100 + "a", 501, "a", "it is longer than 500 characters"),
        ("", 1, "its end", "a comparison begins with the name of a question"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(text, at, found, reason):
    with pytest.raises(Unclear) as unclear:
        parse(text)
    assert (unclear.value.at, unclear.value.found, unclear.value.reason) == (at, found, reason)


@claims
@given(st.one_of(st.text(max_size=600), st.text("()andornotincontains<=>!,./ _3", max_size=600)))
def test_no_text_breaks_the_reader(text):
    try:
        parse(text)
    except Unclear as unclear:
        assert 1 <= unclear.at <= MAX_LENGTH + 1


@pytest.mark.parametrize(
    ("text", "answers", "true"),
    [
        ("x <= 3", {"x": (3,)}, True),
        ("x <= 3", {"x": (4,)}, False),
        ("x <= 3", {"x": ("n/a",)}, False),
        ("x <= 3", {}, False),
        ("x != 3", {}, False),
        ("x != 3", {"x": ("n/a",)}, True),
        ("not x <= 3", {}, True),
        ("x not in (a, b)", {"x": ("c",)}, True),
        ("x contains b", {"x": ("a", "b")}, True),
        ("x in (b, c)", {"x": ("a", "b")}, True),
        ("answered(x)", {"x": ("n/a",)}, True),
        ("answered(x)", {}, False),
        ("x", {"x": ("yes",)}, True),
        ("x > 2 and x < 4 or y", {"x": (3,)}, True),
        ("x > 2 and (x < 3 or y)", {"x": (3,)}, False),
    ],
)
def test_a_condition_is_true_or_false(text, answers, true):
    assert holds(parse(text), lambda item: answers.get(item, ())) is true


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        ({"overall": 2, "new_customer": "no", "second": "a"}, set()),
        ({"overall": 2, "new_customer": "no"}, {"last"}),
        ({"overall": 2, "new_customer": "yes", "second": "a"}, {"second", "last"}),
        ({"overall": 5, "second": "b"}, {"second", "last"}),
        ({"overall": 2, "second": "b"}, set()),
        ({}, {"second", "last"}),
    ],
)
def test_an_answer_that_was_not_asked_for_counts_as_none_further_on(answers, hidden):
    condition = "overall <= 3 and not new_customer"
    second = Choice(id="second", text="?", options={"a": "A", "b": "B"}, show_if=condition)
    after = last("second = b or answered(second) and new_customer = no")
    assert not_asked((*ABOVE, second, after), answers) == hidden


def test_a_grid_is_asked_by_its_rows():
    assert not_asked((GRID, last("aspects.timing < 3")), {"aspects": {"timing": 2}}) == set()
    assert not_asked((GRID, last("aspects.value < 3")), {"aspects": {"timing": 2}}) == {"last"}
    assert not_asked((GRID, last("answered(aspects)")), {"aspects": {"timing": 2}}) == set()


def told(questions, whole=None):
    """What is told of the conditions of `questions`, without file and line."""
    problems = Problems()
    nodes = {q.id: Node({"show_if": Node(q.show_if, "a.yaml", 7)}, "a.yaml", 6) for q in questions}
    asked = {q.id: q for q in questions}
    good = check_conditions(asked, nodes, {q.id: q for q in whole or questions}, problems)
    assert good == (problems.all() == [])
    assert {(p.file, p.line) for p in problems.all()} <= {("a.yaml", 7)}
    return [f"{p.found}; {p.rule}. {p.remedy} ({p.code})" for p in problems.all()]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("overall =< 3", "the condition of “last” cannot be read from “<” on (character 10): here stands a whole number or the name of an answer; a condition is made of comparisons such as “overall <= 3”, joined by and, or, not. Correct it; the handbook lists every form, under “Ask only some customers”. (C01)"),
        ("overal <= 3", "the condition of “last” asks about “overal”, which is no question above it; the names are: overall, aspects, new_customer, days, better. Did you mean “overall”? Correct the name; a row of a grid is written question.row. (C02)"),
        ("aspects.timng <= 3", "the condition of “last” asks about “aspects.timng”, which is no question above it; the names are: aspects.timing, aspects.value. Did you mean “aspects.timing”? Correct the name; a row of a grid is written question.row. (C02)"),
        ("aspects <= 3", "the condition of “last” asks about “aspects”, which is no question above it; the names are: aspects.timing, aspects.value. Correct the name; a row of a grid is written question.row. (C02)"),
        ("new_customer = yess", "the condition of “last” asks for the answer “yess”, which “new_customer” does not have; its answers are: yes, no. Did you mean “yes”? Correct the answer. (C03)"),
        ("days contains sun", "the condition of “last” asks for the answer “sun”, which “days” does not have; its answers are: mon, tue. Correct the answer. (C03)"),
        ("overall = 7", "the condition of “last” compares what cannot be compared: “overall = 7”; its answers are whole numbers from 1 to 5, or n/a by = and !=. Change the comparison. (C04)"),
        ("overall = good", "the condition of “last” compares what cannot be compared: “overall = good”; its answers are whole numbers from 1 to 5, or n/a by = and !=. Change the comparison. (C04)"),
        ("overall > n/a", "the condition of “last” compares what cannot be compared: “overall > n/a”; its answers are whole numbers from 1 to 5, or n/a by = and !=. Change the comparison. (C04)"),
        ("overall", "the condition of “last” compares what cannot be compared: “overall”; its answers are whole numbers from 1 to 5, or n/a by = and !=. Change the comparison. (C04)"),
        ("new_customer > no", "the condition of “last” compares what cannot be compared: “new_customer > no”; its answers have no order and one is chosen: “new_customer = yes”, != or in. Change the comparison. (C04)"),
        ("days = mon", "the condition of “last” compares what cannot be compared: “days = mon”; several of its answers can be chosen: “days contains mon” or in. Change the comparison. (C04)"),
        ("better = late", "the condition of “last” compares what cannot be compared: “better = late”; its answers are words of the customer’s own: only “answered(better)” can be asked. Change the comparison. (C04)"),
        ("last = a", "the condition of “last” asks about “last”, which is this question itself; a question can depend only on questions above it. Move “last” below it, or change the condition. (C05)"),
        ("overall < 1", "the condition of “last” can never be true: “overall < 1”; nobody would be asked the question. Change the condition, or put “hide: true” in its place. (C07)"),
        ("overall < 2 and overall > 4", "the condition of “last” can never be true: “overall < 2 and overall > 4”; nobody would be asked the question. Change the condition, or put “hide: true” in its place. (C07)"),
        ("days contains mon or not days contains mon", "the condition of “last” is always true: “days contains mon or not days contains mon”; everybody would be asked the question. Change the condition, or take the line away. (C08)"),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_meant_is_told(condition, message):
    assert told((*ABOVE, last(condition))) == [message]


def test_each_mistake_of_a_condition_is_told():
    found = told((*ABOVE, last("overall = 7 and new_customer = yess and nobody")))
    assert [message[-4:-1] for message in found] == ["C02", "C03", "C04"]


@pytest.mark.parametrize(
    "condition",
    [
        "overall <= 5", "overall = n/a", "not answered(better)", "aspects.timing in (1, 2)", "answered(aspects)",
        "new_customer != no", "days contains mon and days contains tue", "answered(days) and not days in (mon, tue)",
        "new_customer or overall != n/a",
    ],
)  # fmt: skip
def test_a_good_condition_is_not_told(condition):
    expected = ["C07"] if condition.startswith("answered(days)") else []
    assert [message[-4:-1] for message in told((*ABOVE, last(condition)))] == expected


def test_a_circle_is_told_at_the_question_that_looks_ahead():
    one = Choice(id="one", text="?", options={"a": "A", "b": "B"}, show_if="two = a")
    two = Choice(id="two", text="?", options={"a": "A", "b": "B"}, show_if="one = a")
    assert [message[-4:-1] for message in told((one, two))] == ["C05"]


def test_a_condition_that_the_conditions_above_it_exclude_is_told():
    second = Choice(id="second", text="?", options={"a": "A", "b": "B"}, show_if="overall <= 3")
    assert [m[-4:-1] for m in told((OVERALL, second, last("second = a and overall = 5")))] == ["C07"]


@pytest.mark.parametrize(
    ("condition", "what"),
    [("gone = 3", "the question “gone”"), ("aspects.price < 3", "the row “price” of “aspects”"), ("new_customer = maybe", "the answer “maybe” of “new_customer”")],
)  # fmt: skip
def test_a_condition_on_what_a_segment_took_away_is_told(condition, what):
    whole = (
        OVERALL,
        Rating(id="gone", text="?", **SCALE),
        RatingGrid(id="aspects", text="?", rows={"timing": "T", "value": "V", "price": "P"}, **SCALE),
        Choice(id="new_customer", text="?", options={"yes": "Y", "no": "N", "maybe": "M"}),
    )
    (message,) = told((*ABOVE, last(condition)), whole)
    assert message.startswith(
        f"the condition of “last” asks about {what}, which is hidden or taken away here;"
    )


def test_many_answers_are_not_tried_for_ever():
    options = {f"o{n}": "O" for n in range(60)}
    wide = Choices(id="wide", text="?", options=options)
    condition = " or ".join(f"wide contains o{n}" for n in range(24))
    assert told((wide, last(condition))) == []


def test_a_condition_is_part_of_the_version_and_none_leaves_it_as_it_was():
    def asking(condition):
        return Questionnaire(
            survey="s", segment="g", language="en", title="T", questions=(OVERALL, last(condition))
        )

    assert b"show_if" not in asking("").canonical_json
    assert asking("overall <= 3").version != asking("").version
    assert decode(asking("overall <= 3").canonical_json) == asking("overall <= 3")
