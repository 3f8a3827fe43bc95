"""summary.csv holds every section in rows, each with an id that no other row has."""

import csv
import io

import msgspec
import pytest

from listenwell.summary.formats import FORMATS
from listenwell.summary.formats.tidy_csv import COLUMNS
from listenwell.summary.formats.tidy_parts import PARTS

from .printing.everything import everything
from .printing.test_fields import walked

NOT_THERE = {
    "comments.csv has comments and which theme they have; the examples are among them": """
        Comment.month Comment.segment Comment.text Comment.themes Theme.examples""",
    "the review's own table has it": "Action.decision Action.owner Action.period Review.file",
    "follows from other cells: value and base, the rows of the figure, what a row lacks": """
        Bar.share Comments.hidden Headline.item Headline.standing Headline.words Need.hidden Point.label
        Trend.step""",
    "the part as-asked says it": "Question.id Question.measure Question.scored Question.type Question.words",
    "the part method has it once for all": """
        Change.family Change.method Change.source Weighted.method Weighted.source""",
    "for pictures, and as sentences": "Figure.axis Finding.numbers Summary.segments Trend.note",
}
"""Fields that no row has, by reason."""


def rows_of(summary):
    text = FORMATS["csv"](summary, {}).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_field_of_the_summary_is_in_some_row():
    seen, silent = walked(everything(), lambda summary: FORMATS["csv"](summary, {}))
    assert len(seen) > 200
    assert silent == sorted(" ".join(NOT_THERE.values()).split())


@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_row_has_its_own_id_and_says_what_it_is(request, which):
    summary = request.getfixturevalue(which)
    rows = rows_of(summary)
    assert tuple(rows[0]) == COLUMNS
    assert len({row["id"] for row in rows}) == len(rows)
    figures = [row["id"] for row in rows if row["part"] == "figure"]
    assert figures == [figure.id for figure in summary.figures()]
    others = [row for row in rows if row["part"] != "figure"]
    start = f"{summary.survey}/{summary.period.label}/part-"
    assert all(row["id"].startswith(f"{start}{row['part']}/") for row in others)
    assert {row["part"] for row in others} <= PARTS.keys()


def test_what_is_hidden_has_no_number_in_any_row(full):
    rows = rows_of(full)
    hidden = [row for row in rows if row["hidden"] == "yes"]
    assert len(hidden) > 5
    assert {row[name] for row in hidden for name in ("value", "lower", "upper", "base", "weighted")} == {""}


def test_counts_figures_and_questions_as_asked_can_be_read_from_it(full):
    rows = rows_of(full)
    item = next(i for q in full.questions for i in q.items if i.bars)
    counted = [r for r in rows if (r["part"], r["item"], r["measure"]) == ("count", item.id, "count")]
    assert [(r["answer"], r["answer_words"], int(r["value"])) for r in counted] == [
        (bar.answer, bar.words, bar.count) for bar in item.bars
    ]
    asked = [r for r in rows if r["part"] == "as-asked" and r["measure"] not in ("row", "answer")]
    told = [q.words for sheet in full.annex.questionnaires for q in sheet.questions]
    assert [r["words"] for r in asked if r["item"]] == told


def test_a_word_of_a_customer_is_no_formula(full):
    nasty = msgspec.structs.replace(full, notes=("=1+1",), title="@x")
    assert {r["words"] for r in rows_of(nasty) if r["part"] in ("note", "summary")} >= {"'=1+1", "'@x"}
