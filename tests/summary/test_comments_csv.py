"""comments.csv: what a summary shows of comments, and of whom only where many wrote."""

import csv
import io

import pytest
from msgspec.structs import replace

from listenwell.summary.compiling import Beside
from listenwell.summary.formats import FORMATS
from listenwell.summary.formats.comments_csv import COLUMNS
from listenwell.summary.model import Comment
from listenwell.summary.origins import origins
from listenwell.summary.themes import Naming
from listenwell.summary.themes.naming import Named

from .samples import item, some, summary_of


def rows_of(summary):
    data = FORMATS["comments.csv"](summary, {})
    assert data.startswith(b"\xef\xbb\xbfsurvey,period,")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def wrote(house, count, text, day="2026-02-10", segment="home"):
    return some(house, count, day, segment=segment, answers={"overall": 5, "better": text})


@pytest.fixture
def told(house):
    """Ten of January, of two segments; twelve and eleven of February."""
    responses = wrote(house, 6, "January", "2026-01-10") + wrote(house, 4, "Trade", "2026-01-11", "trade")
    responses += wrote(house, 12, "Late again") + wrote(house, 11, "Fine", segment="trade")
    naming = Beside(naming=Naming((Named("Delay", ("late", "delay*"), ""),)))
    return summary_of(house, responses, beside=naming)


def test_every_comment_that_is_shown_has_its_row_with_question_month_segment_and_theme(told):
    rows = rows_of(told)
    assert tuple(rows[0]) == COLUMNS
    assert [row["comment"] for row in rows] == [one.text for one in item(told, "better").comments.shown]
    found = {tuple(row[c] for c in COLUMNS[3:]) for row in rows}
    words = "What should be better?"
    assert found == {
        ("better", words, "2026-01", "", "", "January"),
        ("better", words, "2026-01", "", "", "Trade"),
        ("better", words, "2026-02", "home", "Delay", "Late again"),
        ("better", words, "2026-02", "trade", "", "Fine"),
    }
    assert {(row["survey"], row["period"], row["as_of"]) for row in rows} == {
        ("visit", "2026-Q1", "2026-04-08T02:00:00+00:00")
    }


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "=cmd|' /C calc'!A0"]
)
def test_a_comment_that_begins_like_a_formula_is_no_formula(told, start):
    (question,) = [q for q in told.questions if q.id == "better"]
    (one,) = question.items
    attacked = tuple(Comment(text=start, themes=(start,)) for _ in one.comments.shown)
    comments = replace(one.comments, shown=attacked)
    items = (replace(one, comments=comments, words=start),)
    questions = tuple(replace(q, items=items) if q.id == "better" else q for q in told.questions)
    row = rows_of(replace(told, questions=questions))[0]
    assert (row["words"], row["themes"], row["comment"]) == (f"'{start}",) * 3


def test_without_comments_there_are_heads_alone(house):
    assert rows_of(summary_of(house, wrote(house, 9, "x"))) == []


# What is said of whom


def group(month, segment, count):
    return [(f"{month}{segment}{n}", month, segment) for n in range(count)]


def counted(comments, places):
    """How many comments stand at each place that is said."""
    return {place: places.count(place) for place in sorted(set(places))}


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([("01", "a", 10)], {("01", "a"): 10}),
        ([("01", "a", 9)], {("", ""): 9}),
        ([("01", "a", 10), ("01", "b", 10)], {("01", "a"): 10, ("01", "b"): 10}),
        ([("01", "a", 30), ("01", "b", 1)], {("01", ""): 31}),
        ([("01", "a", 30), ("01", "b", 10), ("01", "c", 1)], {("01", ""): 11, ("01", "a"): 30}),
        ([("01", "a", 30), ("02", "a", 3)], {("", "a"): 33}),
        ([("01", "a", 30), ("02", "a", 20), ("03", "b", 3)], {("", ""): 23, ("01", "a"): 30}),
    ],
)
def test_few_are_said_with_others_and_one_more_group_is_left_out_with_a_single_one(groups, said):
    comments = [comment for each in groups for comment in group(*each)]
    assert counted(comments, origins(comments)) == said


def test_an_edition_says_more_than_the_one_before_only_of_ten_or_more():
    first = group("01", "a", 12) + group("01", "b", 12)
    before = [Comment(text=c[0], month=m, segment=s) for c, (m, s) in zip(first, origins(first), strict=True)]
    few = [("one more", "01", "a")] + [("others", "01", "b")] * 9
    assert origins(first + few, before) == [*origins(first), *[("01", "")] * 10]
    ten = [("more", "01", "a")] * 10 + [("others", "01", "b")] * 10
    assert origins(first + ten, before) == origins(first + ten)


def test_the_next_edition_says_the_same_of_the_same_comments(house, told):
    responses = wrote(house, 12, "x") + wrote(house, 3, "y", segment="trade")
    before = summary_of(house, responses)
    assert summary_of(house, responses, previous=before).questions == before.questions
    later = wrote(house, 10, "z", "2026-03-10") + wrote(house, 1, "trade", "2026-03-11", "trade")
    shown = item(summary_of(house, responses + later, previous=before), "better").comments.shown
    assert {(c.text, c.month, c.segment) for c in shown} == {
        ("x", "2026-02", ""),
        ("y", "2026-02", ""),
        ("z", "2026-03", ""),
        ("trade", "2026-03", ""),
    }
