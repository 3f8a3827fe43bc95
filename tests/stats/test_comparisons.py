"""Do segments differ; many comparisons."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    holm,
    homogeneity,
    judge_family,
    pairwise,
    pooled_z,
)

from .drawn import claims, near

ADJUSTMENTS = (benjamini_hochberg, benjamini_yekutieli, holm, bonferroni)
p_values = st.lists(st.floats(0, 1), max_size=20)
# Benjamini & Hochberg 1995, section 4.1: 15 endpoints of a trial
TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
TRIAL += [0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]
# Fleiss 1981: smokers among patients in four studies
SMOKERS, PATIENTS = [83, 90, 129, 70], [86, 93, 136, 82]


def test_the_published_trial_rejects_four_by_bh_and_three_by_bonferroni():
    assert sum(p <= 0.05 for p in benjamini_hochberg(TRIAL)) == 4
    assert sum(p <= 0.05 for p in bonferroni(TRIAL)) == 3


def test_adjusted_values_are_those_of_r():
    # R p.adjust, methods "BH", "BY", "holm"
    assert benjamini_hochberg(TRIAL)[:8] == near(
        [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571428571429, 0.0638571428571429, 0.0645]
    )
    assert benjamini_yekutieli(TRIAL)[:4] == near(
        [0.00497734348984349, 0.00995468697968698, 0.0315231754356754, 0.118211907883783]
    )
    assert holm(TRIAL)[:9] == near([0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213])


def test_the_published_studies_differ():
    # R ?prop.test
    test = homogeneity([[x, n - x] for x, n in zip(SMOKERS, PATIENTS, strict=True)])
    assert (test.value, test.df, test.p) == near((12.6004112971276, 3, 0.00558547666162702), 1e-9)
    assert test.base == 397


def test_the_published_pairs_are_those_of_r():
    # R pairwise.prop.test(smokers, patients, p.adjust.method = "BH"), Yates-corrected
    pairs = {(pair.first, pair.second): pair.adjusted for pair in pairwise(SMOKERS, PATIENTS, correct=True)}
    assert (pairs[0, 1], pairs[0, 2], pairs[1, 2]) == near((1.0, 0.964634319202843, 0.964634319202843))
    assert (pairs[0, 3], pairs[1, 3], pairs[2, 3]) == near((0.0618840248580787,) * 3)


def test_two_segments_give_the_pooled_z_test():
    test, z = homogeneity([[5, 78], [12, 87]]), pooled_z(5, 83, 12, 99)
    assert (test.value, test.p) == near((z.chi_square, z.p), 1e-12)


def test_nothing_to_compare_gives_no_data_not_zero():
    for rows in ([], [[3, 4]], [[3, 0], [5, 0]], [[0, 0], [1, 2]], [[0, 0], [0, 0]]):
        test = homogeneity(rows)
        assert (test.value, test.p, test.df, test.smallest_expected) == (None, None, 0, None)


def test_empty_segments_and_answers_nobody_gave_are_left_out():
    assert homogeneity([[5, 0, 3], [0, 0, 0], [2, 0, 6]]).value == homogeneity([[5, 3], [2, 6]]).value


def test_few_expected_answers_are_told():
    assert homogeneity([[1, 9], [2, 8]]).smallest_expected == 1.5


def test_an_empty_segment_is_not_part_of_the_family():
    pairs = pairwise([9, 0, 1], [10, 0, 10])
    assert [(pair.first, pair.second, pair.p is None) for pair in pairs] == [
        (0, 1, True),
        (0, 2, False),
        (1, 2, True),
    ]
    assert pairs[1].adjusted == pairs[1].p


def test_a_family_prints_its_size_and_leaves_out_what_has_no_data():
    family = judge_family({"a": 0.001, "b": None, "c": 0.03, "d": 0.9})
    assert family.size == 3
    assert family.method == "Benjamini-Hochberg adjustment over 3 comparisons"
    assert family.adjusted == {"a": 0.003, "c": 0.045, "d": 0.9}
    assert family.beyond_chance == ("a", "c")
    assert judge_family({}).size == 0


def test_a_family_may_be_judged_more_strictly():
    p = {"a": 0.001, "c": 0.03, "d": 0.9}
    assert judge_family(p, adjust="Benjamini-Yekutieli").beyond_chance == ("a",)
    assert judge_family(p, adjust="Holm").beyond_chance == ("a",)


@claims
@given(p_values)
def test_adjusting_never_lowers_and_keeps_order_and_range(values):
    for adjust in ADJUSTMENTS:
        adjusted = adjust(values)
        assert all(p <= a <= 1 for p, a in zip(values, adjusted, strict=True))
        ranked = sorted(zip(values, adjusted, strict=True))
        assert [a for _, a in ranked] == sorted(a for _, a in ranked)


@claims
@given(p_values)
def test_the_order_of_the_comparisons_does_not_matter(values):
    for adjust in ADJUSTMENTS:
        assert adjust(values[::-1]) == adjust(values)[::-1]


@claims
@given(p_values)
def test_the_stricter_ways_are_stricter(values):
    for bh, by, h, b in zip(*(adjust(values) for adjust in ADJUSTMENTS), strict=True):
        assert bh <= by + 1e-12
        assert bh <= h + 1e-12 <= b + 2e-12


@claims
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=5)
)
def test_homogeneity_does_not_depend_on_order_of_rows_or_columns(rows):
    one, other = homogeneity(rows), homogeneity([row[::-1] for row in rows[::-1]])
    assert (one.df, one.base) == (other.df, other.base)
    if one.value is not None:
        assert (one.value, one.p) == near((other.value, other.p), 1e-9)


@pytest.mark.parametrize(
    "call",
    [
        lambda: benjamini_hochberg([0.5, math.nan]),
        lambda: benjamini_yekutieli([1.1]),
        lambda: holm([-0.1]),
        lambda: bonferroni([None]),
        lambda: homogeneity([[1, 2], [3]]),
        lambda: homogeneity([[1, -2], [3, 4]]),
        lambda: pairwise([1, 2], [3]),
        lambda: pairwise([4, 2], [3, 3]),
        lambda: pairwise([1], [3], adjust="Tukey"),
        lambda: judge_family({"a": 2.0}),
        lambda: judge_family({"a": 0.5}, q=0),
        lambda: judge_family({"a": 0.5}, adjust="Tukey"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
