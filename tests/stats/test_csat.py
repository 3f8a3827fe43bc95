"""Satisfaction: the top-2-box share."""

import pytest
from hypothesis import given

from listenwell.stats import csat, wilson

from .drawn import claims, near, ratings


def test_csat_gives_the_airport_survey_figures():
    # SFO Customer Survey 2017, overall rating (DataSF, public domain)
    satisfied = csat({1: 6, 2: 32, 3: 444, 4: 1507, 5: 699})
    assert satisfied.base == 2688
    assert (satisfied.value, satisfied.lower, satisfied.upper) == near(
        (0.8206845238095238, 0.8057279245860398, 0.8347258414969341), 1e-12
    )


def test_no_answers_give_no_data_not_zero():
    assert csat({}).value is None
    assert (csat({3: 0}).lower, csat({3: 0}).base) == (None, 0)


def test_the_top_two_follow_the_scale():
    assert csat({6: 1, 7: 1, 5: 2}, points=7).value == 0.5
    assert csat({9: 1, 10: 1, 1: 2}, points=10).value == 0.5


def test_the_estimate_names_its_method_and_source():
    assert csat({5: 1}).method == "top-2-box share of a 5-point scale with Wilson score interval"
    assert csat({5: 1}).source.startswith("ISO 10004; Wilson 1927")


@claims
@given(ratings)
def test_csat_is_the_wilson_share_whatever_the_order_of_the_ratings(counts):
    turned = csat(dict(reversed(counts.items())))
    plain = wilson(counts.get(4, 0) + counts.get(5, 0), sum(counts.values()))
    assert csat(counts) == turned
    assert (turned.value, turned.lower, turned.upper) == (plain.value, plain.lower, plain.upper)


@pytest.mark.parametrize(
    ("counts", "points"),
    [
        ({0: 1}, 5),
        ({6: 1}, 5),
        ({"5": 1}, 5),
        ({4.0: 1}, 5),
        ({5: -1}, 5),
        ({5: 1.5}, 5),
        ({1: 1}, 2),
        ({}, True),
    ],
)
def test_bad_input_is_refused_in_a_sentence(counts, points):
    with pytest.raises(ValueError, match=r"\.$"):
        csat(counts, points)


def test_the_not_applicable_code_is_refused_rather_than_counted():
    with pytest.raises(ValueError, match="the score 6 is not a whole number from 1 to 5"):
        csat({5: 10, 6: 3})
