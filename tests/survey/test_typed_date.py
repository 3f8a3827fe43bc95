"""What dates people type, what is refused of them with which words, and what is counted."""

from datetime import date

import pytest

from listenwell.survey.question import ANSWERED, BLANK, Checked, Occasion, Refusal
from listenwell.survey.question_types import Date
from listenwell.survey.question_types.typed_date import bound

DAY = date(2026, 3, 14)


def asked(**keys):
    return Date(**{"id": "d", "text": "When?", **keys})


def given(question, **parts):
    """What the page sends, checked."""
    typed = {f"d.{part}": [text] for part, text in parts.items()}
    return question.check_on(question.from_form(typed), Occasion(DAY, "en"))


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ({"day": "5", "month": "3", "year": "2026"}, "2026-03-05"),
        ({"day": "05", "month": " 03 ", "year": "2026"}, "2026-03-05"),
        ({"day": "5.", "month": "3.", "year": "2026"}, "2026-03-05"),
        ({"day": "٥", "month": "٣", "year": "٢٠٢٦"}, "2026-03-05"),
        ({"day": "29", "month": "2", "year": "2028"}, "2028-02-29"),
        ({"day": "29", "month": "2", "year": "2000"}, "2000-02-29"),
        ({"day": "", "month": " ", "year": ""}, None),
        ({}, None),
    ],
)
def test_a_date_is_kept_in_iso_8601(parts, kept):
    assert given(asked(), **parts) == Checked(kept)


@pytest.mark.parametrize(
    ("parts", "part", "reason", "values"),
    [
        ({"month": "3", "year": "2026"}, "day", "date_no_day", {}),
        ({"day": "5", "year": "2026"}, "month", "date_no_month", {}),
        ({"day": "5", "month": "3"}, "year", "date_no_year", {}),
        ({"day": "31", "month": "4", "year": "2026"}, "day", "date_day", {"days": 30}),
        ({"day": "29", "month": "2", "year": "2027"}, "day", "date_day", {"days": 28}),
        ({"day": "29", "month": "2", "year": "1900"}, "day", "date_day", {"days": 28}),
        ({"day": "0", "month": "3", "year": "2026"}, "day", "date_day", {"days": 31}),
        ({"day": "5", "month": "13", "year": "2026"}, "month", "date_month", {}),
        ({"day": "5", "month": "March", "year": "2026"}, "month", "date_month", {}),
        ({"day": "5", "month": "3", "year": "26"}, "year", "date_year", {}),
        ({"day": "5", "month": "3", "year": "20266"}, "year", "date_year", {}),
        ({"day": "-5", "month": "3", "year": "2026"}, "day", "date_day", {"days": 31}),
        ({"day": "²", "month": "3", "year": "2026"}, "day", "date_day", {"days": 31}),
    ],
)
def test_a_refusal_stands_at_the_part_that_is_missing_or_wrong(parts, part, reason, values):
    assert given(asked(), **parts) == Checked(None, (Refusal(f"d.{part}", reason, values),))


def test_a_month_is_asked_and_kept_without_its_day():
    question = asked(precision="month")
    assert question.fields() == ("d.month", "d.year")
    assert given(question, month="3", year="2026") == Checked("2026-03")
    assert question.check("2026-03-05").refusals == (Refusal("d.month", "date_iso"),)


FROM, TO = (
    {"from_day": "1", "from_month": "3", "from_year": "2026"},
    {"to_day": "5", "to_month": "3", "to_year": "2026"},
)


def test_a_time_from_one_day_to_another_is_an_iso_interval():
    question = asked(range=True)
    assert given(question, **FROM, **TO) == Checked("2026-03-01/2026-03-05")
    assert given(question, **FROM).refusals == (Refusal("d.to_day", "date_needed"),)
    assert given(question, **FROM, to_day="5").refusals == (Refusal("d.to_month", "date_no_month"),)
    assert given(question, **TO).refusals == (Refusal("d.from_day", "date_needed"),)
    back = {**FROM, **TO, "from_month": "4"}
    assert given(question, **back).refusals == (Refusal("d.to_day", "date_order"),)
    assert question.check("2026-03-05").refusals == (Refusal("d.from_day", "date_iso"),)


def test_other_answers_stand_beside_the_date_only_where_they_are_asked():
    question = asked(as_soon_as_possible=True, no_fixed_date=True)
    assert given(question, when="asap") == Checked("asap")
    assert given(question, when="none") == Checked("none")
    assert given(question, when="date", day="5", month="3", year="2026") == Checked("2026-03-05")
    assert given(question, when="date").refusals == (Refusal("d.day", "date_needed"),)
    assert given(question, when="asap", day="5").refusals == (Refusal("d.when", "date_both"),)
    assert asked(no_fixed_date=True).check("asap").refusals == (Refusal("d.day", "date_iso"),)
    assert "d.when" not in asked().fields()


@pytest.mark.parametrize(
    ("day", "reason", "told"),
    [
        ("2026-03-12", "date_early", date(2026, 3, 14)),
        ("2026-03-13", None, None),  # it is still yesterday somewhere
        ("2026-03-14", None, None),
        ("2028-03-15", None, None),
        ("2028-03-16", "date_late", date(2028, 3, 14)),
    ],
)
def test_bounds_move_with_today_and_leave_a_day_for_other_time_zones(day, reason, told):
    checked = asked(earliest="today", latest="+2 years").check_on(day, Occasion(DAY, "en"))
    if reason is None:
        assert checked == Checked(day)
    else:
        assert checked.refusals == (Refusal("d.day", reason, {"day": told}),)


def test_a_fixed_bound_is_exact_and_a_month_that_has_begun_is_not_over():
    assert asked(earliest="2026-03-14").check("2026-03-13").refusals[0].reason == "date_early"
    this_month = asked(precision="month", earliest="today").check_on("2026-03", Occasion(DAY, "en"))
    assert this_month == Checked("2026-03")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 3, 14)),
        ("+2 years", date(2028, 3, 14)),
        ("-30 days", date(2026, 2, 12)),
        ("+1 week", date(2026, 3, 21)),
        ("-14 months", date(2025, 1, 14)),
        ("2027-12-31", date(2027, 12, 31)),
    ],
)
def test_bounds_are_days_from_today_or_dates(text, day):
    assert bound(text, DAY) == day


def test_a_bound_in_a_shorter_month_is_its_last_day():
    assert bound("+1 month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert bound("+1 year", date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"earliest": "2026-02-30"}, "earliest"),
        ({"latest": "+9999 years"}, "latest"),
        ({"earliest": "+2 years", "latest": "today"}, "latest"),
        ({"earliest": "2026-02-01", "latest": "2026-01-01"}, "latest"),
    ],
)
def test_bounds_that_cannot_be_are_mistakes(keys, key):
    assert [mistake.key for mistake in asked(**keys).mistakes()] == [key]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("2026-03-13", "past"),
        ("2026-03-14", "week"),
        ("2026-03-21", "week"),
        ("2026-03-22", "month"),
        ("2026-04-13", "month"),
        ("2026-04-14", "quarter"),
        ("2026-06-13", "year"),
        ("2027-03-14", "year"),
        ("2027-03-15", "later"),
        ("2026-03-01/2026-03-21", "week"),  # to the end of the time
        ("2026-03", "month"),  # to the end of the month
    ],
)
def test_a_date_is_counted_by_the_days_from_the_answer_to_its_end(value, band):
    assert list(asked().cells_on(value, DAY)) == [("d", ANSWERED), ("d", "date"), ("d", band)]


def test_other_answers_are_counted_as_themselves_and_no_answer_as_blank():
    assert list(asked().cells_on("asap", DAY)) == [("d", ANSWERED), ("d", "asap")]
    assert list(asked().cells_on("none", DAY)) == [("d", ANSWERED), ("d", "none")]
    assert list(asked().cells_on(None, DAY)) == [("d", BLANK)]


def test_what_is_counted_has_words():
    words = {label.answer for label in asked().labels()}
    assert words == {"asap", "date", "past", "week", "month", "quarter", "year", "later", "none"}
