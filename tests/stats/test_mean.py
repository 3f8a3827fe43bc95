"""Means and their change."""

from collections import Counter

import pytest
from hypothesis import assume, given

from listenwell.stats import mean, mean_difference

from .drawn import claims, levels, near, ratings

# R attitude$rating (Chatterjee & Price), 30 departments
RATINGS = [43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77]
RATINGS += [81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82]
# R sleep: extra hours under two drugs (Student 1908)
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_mean_gives_the_interval_of_r():
    average = mean(Counter(RATINGS))
    assert average.base == 30
    assert (average.value, average.sd) == near((64.6333333333333, 12.1725619475859), 1e-12)
    assert (average.lower, average.upper) == near((60.0880240020366, 69.17864266463), 1e-10)


def test_difference_gives_the_welch_test_of_r():
    change = mean_difference(Counter(FIRST), Counter(SECOND))
    assert (change.t, change.df, change.p) == near((-1.86081346748685, 17.7764735161785, 0.0793941401873582))
    assert (change.lower, change.upper) == near((-3.36548323071171, 0.20548323071171))


def test_no_answers_give_no_data_not_zero():
    average = mean({})
    assert (average.value, average.lower, average.upper, average.sd, average.base) == (None,) * 4 + (0,)
    assert mean_difference({}, {4: 2}).difference is None


def test_one_answer_gives_a_value_without_an_interval():
    average = mean({4: 1})
    assert (average.value, average.lower, average.upper, average.sd) == (4.0, None, None, None)
    change = mean_difference({4: 1}, {3: 1, 4: 1})
    assert (change.difference, change.p) == (0.5, None)


def test_answers_that_are_all_the_same_give_no_interval():
    assert (mean({4: 9}).value, mean({4: 9}).sd, mean({4: 9}).lower) == (4.0, 0.0, None)
    assert (mean_difference({4: 9}, {3: 9}).difference, mean_difference({4: 9}, {3: 9}).p) == (1.0, None)


def test_spread_in_one_sample_is_enough_to_test():
    assert mean_difference({4: 9}, {3: 5, 4: 4}).df == near(8.0)


def test_a_tiny_spread_around_a_huge_value_is_not_lost():
    average = mean({10**9: 1, 10**9 + 1: 1})
    assert average.sd == near(0.5**0.5, 1e-15)


def test_a_huge_base_is_computed():
    assert mean({1: 10**15, 5: 10**15}).value == 3.0


@claims
@given(ratings, levels)
def test_the_interval_is_centred_and_the_order_does_not_matter(counts, level):
    average = mean(counts, level)
    assert average == mean(dict(reversed(counts.items())), level)
    if average.lower is not None:
        assert average.lower < average.value < average.upper
        assert average.upper - average.value == near(average.value - average.lower)


@claims
@given(ratings)
def test_the_interval_widens_with_less_data(counts):
    few, many = mean(counts), mean({value: 4 * n for value, n in counts.items()})
    assume(few.lower is not None)
    assert many.upper - many.lower < few.upper - few.lower


@claims
@given(ratings, ratings)
def test_turning_a_difference_round_turns_its_sign(one, other):
    there, back = mean_difference(one, other), mean_difference(other, one)
    assume(there.p is not None)
    assert (there.difference, there.lower, there.upper, there.p) == near(
        (-back.difference, -back.upper, -back.lower, back.p), 1e-9
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: mean({float("nan"): 1}),
        lambda: mean({float("inf"): 1}),
        lambda: mean({"4": 1}),
        lambda: mean({4: -1}),
        lambda: mean({4: 1}, 1.0),
        lambda: mean_difference({4: 2}, {4: 0.5}),
        lambda: mean_difference({4: 2}, {4: 2}, 0),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
