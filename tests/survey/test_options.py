"""Options beside the listed ones: "other, please say" with its words, "none of these" that stands alone."""

import pytest

from listenwell.survey.options import OTHER_LIMIT
from listenwell.survey.question import Checked, Refusal
from listenwell.survey.question_types import Choice, Choices

DAYS = {"mon": "Monday", "tue": "Tuesday"}
ONE = Choice(id="day", text="Which day?", options=DAYS, other="Another day")
MANY = Choices(id="days", text="Which days?", options=DAYS, other="Another day", none="None of these")
BY_LIST = Choices(id="days", text="Which days?", options=DAYS, none="None of these")


@pytest.mark.parametrize("beside", [["mon"], ["mon", "tue"], ["other"]])
def test_none_of_these_beside_anything_else_is_refused(beside):
    refused = Checked(None, (Refusal("days", "none_alone", {"option": "None of these"}),))
    assert MANY.check({"chosen": [*beside, "none"]}) == refused


def test_none_of_these_alone_is_an_answer_that_is_counted():
    assert BY_LIST.check(["none"]) == Checked(["none"])
    assert BY_LIST.check(["none", "tue"]).refusals[0].reason == "none_alone"
    assert list(BY_LIST.cells(["none"])) == [("days", "*"), ("days", "none")]


@pytest.mark.parametrize(
    ("question", "given"),
    [(ONE, {"chosen": "mon", "other": "Sunday"}), (MANY, {"chosen": ["mon"], "other": "Sunday"})],
)
def test_words_beside_an_option_that_is_not_chosen_are_asked_about_and_not_dropped(question, given):
    field = f"{question.id}.other"
    assert question.check(given) == Checked(
        None, (Refusal(field, "other_unchosen", {"option": "Another day"}),)
    )


@pytest.mark.parametrize(
    ("question", "chosen"), [(ONE, "other"), (MANY, ["other"])], ids=["choice", "choices"]
)
def test_other_is_an_answer_without_words_and_with_as_many_as_the_limit(question, chosen):
    assert question.check({"chosen": chosen}) == Checked({"chosen": chosen})
    whole = {"chosen": chosen, "other": "é" * OTHER_LIMIT}
    assert question.check(whole) == Checked(whole)
    refused = question.check({"chosen": chosen, "other": "é" * (OTHER_LIMIT + 1)})
    assert (refused.value, [r.reason for r in refused.refusals]) == (None, ["too_long"])


def test_the_words_of_other_are_a_comment_and_no_option():
    kept = {"chosen": ["tue", "other"], "other": "mon"}
    assert list(MANY.cells(kept)) == [("days", "*"), ("days", "tue"), ("days", "other"), ("days.other", "*")]
