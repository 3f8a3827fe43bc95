"""Weighted shares and means."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import mean, weighted_mean, weighted_proportion, wilson

from .drawn import claims, near

groups = st.lists(
    st.tuples(st.floats(0.1, 10), st.integers(1, 30)).flatmap(
        lambda one: st.tuples(st.just(one[0]), st.integers(0, one[1]), st.just(one[1]))
    ),
    min_size=1,
    max_size=8,
)


def test_equal_weights_change_nothing():
    share, plain = weighted_proportion([2.0, 2.0], [3, 4], [10, 5]), wilson(7, 15)
    assert (share.value, share.lower, share.upper) == near((plain.value, plain.lower, plain.upper), 1e-12)
    average, unweighted = weighted_mean([3.0] * 4, [2, 3, 4, 5]), mean({2: 1, 3: 1, 4: 1, 5: 1})
    assert (average.value, average.lower, average.upper) == near(
        (unweighted.value, unweighted.lower, unweighted.upper), 1e-9
    )


def test_the_unweighted_share_and_the_cost_stand_beside_the_weighted():
    share = weighted_proportion([2.0, 1.0], [8, 15], [10, 30])
    assert (share.value, share.unweighted, share.base) == near((0.62, 0.575, 40))
    assert (share.effective_n, share.design_effect) == near((2500 / 70, 40 * 70 / 2500))
    assert "approximation" in share.method


def test_the_weighted_mean_of_strata_is_the_published_one():
    # R survey, ?postStratify: mean api00 642.31
    weights = [30.70138888888889, 53.92857142857143, 40.72]
    means = [648.868055555556, 618.571428571429, 631.44]
    assert weighted_mean(weights, means, [144, 14, 25]).value == near(642.310788211582, 1e-6)


def test_no_answers_and_no_weight_give_no_data_not_zero():
    for share in (weighted_proportion([], []), weighted_proportion([0.0], [1]), weighted_mean([], [])):
        assert (share.value, share.lower, share.upper, share.effective_n) == (None, None, None, None)


def test_answers_that_are_all_the_same():
    assert weighted_proportion([1.0, 2.0], [1, 1]).upper == 1.0
    assert weighted_proportion([1.0, 2.0], [0, 0]).lower == 0.0
    average = weighted_mean([1.0, 2.0], [4, 4])
    assert (average.value, average.lower) == (4.0, None)
    assert weighted_mean([1.0], [4]).upper is None


@claims
@given(groups)
def test_a_weighted_share_stays_inside_its_range_whatever_the_order_and_scale(drawn):
    weights, successes, totals = (list(column) for column in zip(*drawn, strict=True))
    share = weighted_proportion(weights, successes, totals)
    assert 0 <= share.lower <= share.value <= share.upper <= 1
    turned = weighted_proportion([7 * w for w in weights[::-1]], successes[::-1], totals[::-1])
    assert (turned.value, turned.lower, turned.upper) == near((share.value, share.lower, share.upper), 1e-9)


@claims
@given(groups)
def test_uneven_weights_widen_the_interval(drawn):
    weights, successes, totals = (list(column) for column in zip(*drawn, strict=True))
    share = weighted_proportion(weights, successes, totals)
    assert share.effective_n <= share.base + 1e-9


@pytest.mark.parametrize(
    "call",
    [
        lambda: weighted_proportion([1.0], [1, 0]),
        lambda: weighted_proportion([1.0], [2]),
        lambda: weighted_proportion([-1.0], [1]),
        lambda: weighted_proportion([1.0], [1], confidence=1),
        lambda: weighted_mean([1.0], [math.nan]),
        lambda: weighted_mean([1.0], [1, 2]),
        lambda: weighted_mean([math.inf], [1]),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
