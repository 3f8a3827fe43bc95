"""Shares: Wilson's interval, Newcombe's difference, the pooled z-test."""

import math

import pytest
from hypothesis import given

from listenwell.stats import agresti_coull, clopper_pearson, difference, pooled_z, wald_difference, wilson

from .drawn import claims, levels, near, shares


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper", "allowed"),
    [
        (0, 20, 0.0, 0.1611, 5.1e-5),  # Newcombe 1998, Table I, method 3
        (2, 100, 0.00550196755016236, 0.0700117907285439, 1e-8),  # R binom 1.1-1.1
        (4, 100, 0.0156633039915476, 0.0983707143588792, 1e-8),
        (100, 200, 0.4313609, 0.5686391, 5e-7),  # R DescTools::BinomCI
        (38, 38, 0.908190131774416, 1.0, 1e-9),  # statsmodels GH 7386
        (0, 77, 0.0, 0.04751842528243408, 1e-9),
    ],
)
def test_wilson_gives_the_published_intervals(x, n, lower, upper, allowed):
    share = wilson(x, n)
    assert (share.value, share.base) == (x / n, n)
    assert (share.lower, share.upper) == near((lower, upper), allowed)


def test_no_answers_give_no_data_not_zero():
    for function in (wilson, clopper_pearson, agresti_coull):
        share = function(0, 0)
        assert (share.value, share.lower, share.upper, share.base) == (None, None, None, 0)
    change = difference(0, 0, 3, 4)
    assert (change.difference, change.lower, change.upper, change.p) == (None, None, None, None)
    assert wald_difference(3, 4, 0, 0).difference is None
    assert pooled_z(0, 0, 1, 1).p is None


def test_bounds_at_none_and_all_are_exactly_zero_and_one():
    for n in (1, 3, 7, 30, 1000, 10**12):
        assert wilson(0, n).lower == 0.0
        assert wilson(n, n).upper == 1.0
        assert wilson(0, n).upper > 0.0
        assert wilson(n, n).lower < 1.0


def test_one_answer_has_a_wide_interval():
    assert (wilson(1, 1).lower, wilson(1, 1).upper) == near((0.2065, 1.0), 1e-4)


def test_a_huge_base_is_computed():
    share = wilson(5 * 10**17, 10**18)
    assert share.value == 0.5
    assert share.upper - share.lower == near(1.96e-9, 1e-11)


@claims
@given(shares(), levels)
def test_wilson_stays_inside_its_range_and_around_its_value(share, level):
    estimate = wilson(*share, level)
    assert 0 <= estimate.lower <= estimate.value <= estimate.upper <= 1
    assert estimate.lower < estimate.upper


@claims
@given(shares())
def test_wilson_widens_with_less_data_and_with_more_confidence(share):
    x, n = share
    width = wilson(x, n).upper - wilson(x, n).lower
    more = wilson(4 * x, 4 * n)
    surer = wilson(x, n, 0.99)
    assert more.upper - more.lower < width < surer.upper - surer.lower


@claims
@given(shares())
def test_wilson_of_the_failures_is_the_mirror_image(share):
    x, n = share
    one, other = wilson(x, n), wilson(n - x, n)
    assert (one.lower, one.upper) == near((1 - other.upper, 1 - other.lower), 1e-12)


@pytest.mark.parametrize(
    ("counts", "gap", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.2, 0.0524, 0.3339),  # Newcombe 1998b, Table II, method 10
        ((9, 10, 3, 10), 0.6, 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.5714, 0.0582, 0.8062),
    ],
)
def test_difference_gives_the_published_intervals(counts, gap, lower, upper):
    change = difference(*counts)
    assert (change.difference, change.lower, change.upper) == near((gap, lower, upper), 5.1e-5)


@claims
@given(shares(), shares())
def test_turning_a_difference_round_turns_its_sign(first, second):
    there, back = difference(*first, *second), difference(*second, *first)
    assert (there.difference, there.lower, there.upper) == near(
        (-back.difference, -back.upper, -back.lower), 1e-12
    )
    assert there.p == near(back.p, 1e-12)


@claims
@given(shares(), shares())
def test_difference_stays_inside_its_range_and_around_its_value(first, second):
    change = difference(*first, *second)
    assert -1 <= change.lower <= change.difference <= change.upper <= 1
    assert 0 <= change.p <= 1


def test_pooled_z_gives_the_published_test():
    # statsmodels, proportions_ztest; R prop.test(correct = FALSE)
    test = pooled_z(5, 83, 12, 99)
    assert (test.z, test.chi_square, test.p) == near((-1.40783042, 1.98198648, 0.15918129), 1e-8)
    plain = wald_difference(5, 83, 12, 99)
    assert (plain.lower, plain.upper) == near((-0.143150209787943, 0.0212078950745442), 1e-9)


def test_shares_that_are_both_none_or_both_all_do_not_differ():
    assert pooled_z(0, 5, 0, 9) == pooled_z(5, 5, 9, 9)
    assert (pooled_z(0, 5, 0, 9).z, pooled_z(0, 5, 0, 9).p) == (0.0, 1.0)


def test_yates_correction_never_passes_zero():
    assert pooled_z(5, 10, 5, 9, correct=True).z == 0.0
    assert abs(pooled_z(9, 10, 2, 10, correct=True).z) < abs(pooled_z(9, 10, 2, 10).z)


def test_clopper_pearson_has_its_closed_form_at_none_and_all():
    assert clopper_pearson(0, 20).upper == near(1 - 0.025 ** (1 / 20), 1e-12)
    assert clopper_pearson(20, 20).lower == near(0.025 ** (1 / 20), 1e-12)
    assert (clopper_pearson(0, 20).lower, clopper_pearson(20, 20).upper) == (0.0, 1.0)


def test_agresti_coull_shares_its_centre_with_wilson_and_is_wider():
    ours, score = agresti_coull(40, 200), wilson(40, 200)
    assert ours.lower + ours.upper == near(score.lower + score.upper, 1e-12)
    assert ours.upper - ours.lower > score.upper - score.lower


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson(-1, 5),
        lambda: wilson(6, 5),
        lambda: wilson(1, -5),
        lambda: wilson(2.5, 5),
        lambda: wilson(math.nan, 5),
        lambda: wilson(True, 5),
        lambda: wilson(1, 5, 0.0),
        lambda: wilson(1, 5, 1.0),
        lambda: wilson(1, 5, math.nan),
        lambda: difference(6, 5, 1, 5),
        lambda: difference(1, 5, 1, 5, 95),
        lambda: pooled_z(1, 5, -1, 5),
        lambda: clopper_pearson(6, 5),
        lambda: agresti_coull(6, 5),
        lambda: wald_difference(1, 5, 1, 5, 2),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()


def test_a_refusal_names_what_was_found():
    with pytest.raises(ValueError, match=r"^the number of successes is 6, more than its base of 5\.$"):
        wilson(6, 5)
