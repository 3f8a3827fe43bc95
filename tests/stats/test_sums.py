"""Sums of pairs."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import PairSums
from listenwell.stats.sums import check_sums, exact

from .drawn import claims, near

pairs = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=30)


def sums(drawn):
    return PairSums.of([x for x, _ in drawn], [y for _, y in drawn])


@claims
@given(pairs, pairs)
def test_days_add_up_to_years(one, other):
    assert sums(one) + sums(other) == sums(one + other) == sums(other + one)


@claims
@given(pairs)
def test_correlation_is_symmetric_and_inside_its_range(drawn):
    there, back = sums(drawn), sums([(y, x) for x, y in drawn])
    assert there.correlation() == back.correlation()
    assert there.covariance() == back.covariance()
    assert there.correlation() is None or -1 <= there.correlation() <= 1


@claims
@given(st.dictionaries(st.integers(1, 10), st.integers(0, 9)))
def test_counts_give_the_sums_of_a_question_with_itself(counts):
    answers = [value for value, n in counts.items() for _ in range(n)]
    assert PairSums.alone(counts) == PairSums.of(answers, answers)


def test_pairs_with_a_gap_are_left_out():
    assert PairSums.of([1, None, 3, 4], [2, 2, None, 5]) == PairSums(2, 5, 7, 17, 29, 22)


def test_too_few_answers_or_no_spread_give_no_data_not_zero():
    assert PairSums.of([], []).covariance() is None
    assert PairSums.of([1], [2]).covariance() is None
    assert PairSums.of([1, 1], [2, 3]).correlation() is None
    assert PairSums.of([1, 1], [2, 3]).covariance() == 0.0


def test_a_perfect_line_correlates_by_exactly_one():
    assert PairSums.of([1, 2, 4], [3, 6, 12]).correlation() == near(1, 1e-15)
    assert PairSums.of([1, 2, 4], [-3, -6, -12]).correlation() == near(-1, 1e-15)


def test_answers_far_from_zero_lose_nothing():
    base = 10**9
    near_by, far = PairSums.of([1, 2, 4], [2, 1, 5]), PairSums.of([base + 1, base + 2, base + 4], [2, 1, 5])
    assert (far.covariance(), far.correlation()) == (near_by.covariance(), near_by.correlation())


def test_fractions_stay_exact():
    assert exact(0.1) == Fraction(0.1)
    assert type(exact(5.0)) is int


@pytest.mark.parametrize(
    "call",
    [
        lambda: PairSums.of([1], [1, 2]),
        lambda: PairSums.of([math.nan], [1]),
        lambda: PairSums.alone({1: -1}),
        lambda: exact("1"),
        lambda: check_sums(PairSums(2, 9, 9, 1, 1, 1), ("a", "b")),
        lambda: check_sums(PairSums(-1, 0, 0, 0, 0, 0), ("a", "b")),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
