"""Pareto order and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import pareto

from .drawn import claims, near


def test_pareto_gives_the_published_table():
    # qcc vignette, paretoChart(defect)
    chart = pareto(
        {"price code": 80, "schedule date": 27, "supplier code": 66, "contact num.": 94, "part num.": 33}
    )
    assert [cause.name for cause in chart.causes] == [
        "contact num.",
        "price code",
        "supplier code",
        "part num.",
        "schedule date",
    ]
    assert [cause.cumulative for cause in chart.causes] == [94, 174, 240, 273, 300]
    assert [100 * cause.cumulative_share for cause in chart.causes] == near(
        [31.33, 58.0, 80.0, 91.0, 100.0], 0.005
    )


def test_other_stands_last_whatever_its_size_and_ties_go_by_name():
    chart = pareto({"Other": 99, "b": 2, "a": 2, "c": 5})
    assert [cause.name for cause in chart.causes] == ["c", "a", "b", "Other"]
    assert [cause.name for cause in pareto({"andere": 9, "x": 1}, other="andere").causes] == ["x", "andere"]


def test_no_complaints_give_no_shares_not_zero():
    assert pareto({}).causes == ()
    assert pareto({"late": 0}).causes[0].share is None


@claims
@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d", "other"]), st.integers(0, 9)))
def test_the_order_given_does_not_matter_and_totals_add_up(counts):
    chart = pareto(counts)
    assert chart == pareto(dict(reversed(counts.items())))
    if chart.base:
        assert chart.causes[-1].cumulative_share == 1.0


def test_bad_input_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match=r"^the count of 'late' must be 0 or more, not -1\.$"):
        pareto({"late": -1})
