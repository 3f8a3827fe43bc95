"""Names of periods, and their neighbours."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.summary.period import PeriodError, month, parse, quarter, quarter_of, span, year

claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "length"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), 365),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), 366),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), 90),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), 92),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 29),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3), 7),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), 31),
        ("2026-01-15..2026-03-31", date(2026, 1, 15), date(2026, 3, 31), 76),
        ("2026-01-15..2026-01-15", date(2026, 1, 15), date(2026, 1, 15), 1),
    ],
)
def test_a_name_means_its_days_both_ends_included(text, first, last, length):
    period = parse(text)
    assert (period.label, period.first, period.last, period.days) == (text, first, last, length)
    assert first in period
    assert last in period
    assert first - timedelta(days=1) not in period
    assert last + timedelta(days=1) not in period


@pytest.mark.parametrize(
    "text", ["", "26", "2026-Q5", "2026Q1", "2026-q1", " 2026", "2026\n", "2026-1", "last year", "2026-01-15"]
)
def test_what_names_no_period_is_told_what_does(text):
    with pytest.raises(PeriodError) as refused:
        parse(text)
    assert str(refused.value) == (
        f"“{text}” is no period; write a year (2026), a quarter (2026-Q3), a month (2026-09), "
        "a week (2026-W39) or two dates (2026-01-15..2026-03-31)"
    )


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "0000", "2026-02-30..2026-03-01"])
def test_a_date_that_is_not_in_the_calendar_is_told(text):
    with pytest.raises(PeriodError, match=f"^“{text}” is no period: "):
        parse(text)


def test_a_range_that_ends_before_it_begins_is_told():
    with pytest.raises(PeriodError) as refused:
        parse("2026-03-02..2026-03-01")
    assert str(refused.value) == "“2026-03-02..2026-03-01” ends before it begins"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026", "2025"),
        ("2026-Q1", "2025-Q4"),
        ("2026-Q3", "2026-Q2"),
        ("2026-01", "2025-12"),
        ("2026-03", "2026-02"),
        ("2027-W01", "2026-W53"),
        ("2026-01-15..2026-01-24", "2026-01-05..2026-01-14"),
        ("2026-01-15..2026-01-15", "2026-01-14..2026-01-14"),
    ],
)
def test_the_period_before_is_of_the_same_kind(text, before):
    assert parse(text).previous() == parse(before)


@claims
@given(days, st.integers(1, 400))
def test_the_halves_make_the_whole_and_an_odd_day_goes_to_the_second(first, more):
    whole = span(first, first + timedelta(days=more))
    one, other = whole.halves()
    assert (one.first, other.last) == (whole.first, whole.last)
    assert other.first - one.last == timedelta(days=1)
    assert other.days - one.days == whole.days % 2


@claims
@given(days, st.integers(0, 800))
def test_the_months_are_whole_in_order_and_cover_every_day(first, more):
    whole = span(first, first + timedelta(days=more))
    months = list(whole.months())
    assert months == sorted(months, key=lambda m: m.first)
    assert all(m == month(m.first.year, m.first.month) for m in months)
    assert months[0].first <= whole.first <= months[0].last
    assert months[-1].first <= whole.last <= months[-1].last
    assert sum(m.days for m in months) == (months[-1].last - months[0].first).days + 1


@claims
@given(days)
def test_every_day_is_in_its_quarter_and_year(day):
    assert day in quarter_of(day)
    assert day in year(day.year)
    assert sum(quarter(day.year, n).days for n in (1, 2, 3, 4)) == year(day.year).days
