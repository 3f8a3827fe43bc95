"""Run rules: Western Electric and Nelson."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import NELSON, WESTERN_ELECTRIC, signals
from listenwell.stats.run_rules import RULES

from .drawn import claims

Z = st.lists(st.floats(-5, 5), max_size=40)


def flagged(z, rule):
    """Points flagged by one rule, counted from 1 as the sources do."""
    return [signal.index + 1 for signal in signals(z, [rule])]


@pytest.mark.parametrize(
    ("rule", "z", "points"),
    [
        # qcc 3, tests/testthat/test-rules.R
        ("WE1", [0, 3.2, -3.5, 2.9], [2, 3]),
        ("WE2", [2.5] * 7 + [3.2], [3, 4, 5, 6, 7, 8]),
        ("WE3", [2.5] * 7 + [3.2], [5, 6, 7, 8]),
        ("WE3", [0, 1.2, 1.3, 0.2, 1.4, 1.5], [6]),
        ("WE4", [2.5] * 7 + [3.2], [8]),
        ("WE4", [-1] * 8 + [1], [8]),
        ("nelson1", [0, 3.2, -3.4, 3], [2, 3]),
        ("nelson2", [0.5] * 10 + [-0.5] * 10, [9, 10, 19, 20]),
        ("nelson6", [1.2, 1.3, 0.2, 1.4, 1.5, -1.2, -1.3, -0.1, -1.4, -1.5], [5, 10]),
        ("nelson7", [0.3] * 16 + [1.2], [15, 16]),
        ("nelson8", [1.2, -1.3, 1.1, -1.4, 1.5, -1.2, 1.3, -1.1, 0.2], [8]),
        ("nelson8", [1.2] * 8, []),
        # Nelson 1984, by their wording
        ("nelson3", [1, 2, 3, 4, 5, 6, 7, 6], [6, 7]),
        ("nelson3", [6, 5, 4, 3, 2, 1], [6]),
        ("nelson3", [1, 2, 3, 4, 5, 5, 6], []),
        ("nelson4", [1, 2] * 7, [14]),
        ("nelson4", [1, 2] * 6 + [3, 4], []),
        ("nelson5", [2.1, 0, 2.1], [3]),
    ],
)
def test_the_published_points_are_flagged(rule, z, points):
    assert flagged(z, rule) == points


def test_the_first_rule_given_takes_precedence_at_a_point():
    found = signals([2.5] * 7 + [3.2])
    first = {}
    for signal in found:
        first.setdefault(signal.index, signal.rule)
    assert [first.get(index) for index in range(8)] == [None, None, *["WE2"] * 5, "WE1"]


def test_the_last_point_of_a_pattern_must_itself_lie_beyond():
    assert flagged([2.5, 2.5, 0.1], "WE2") == []
    assert flagged([2.5, 0.1, 2.5], "WE2") == [3]


def test_two_on_opposite_sides_are_no_pattern():
    assert flagged([2.5, 0, -2.5], "WE2") == []


def test_a_point_on_a_limit_is_inside():
    assert flagged([3.0], "WE1") == []
    assert flagged([2.0, 2.0, 2.0], "WE2") == []
    assert flagged([1.0] * 15, "nelson7") == [15]


def test_a_point_on_the_centre_line_breaks_a_run():
    assert flagged([1, 1, 1, 1, 0, 1, 1, 1, 1], "WE4") == []


def test_a_period_without_data_is_passed_over():
    assert flagged([1, 1, 1, 1, None, 1, 1, 1, 1], "WE4") == [9]


def test_no_points_and_few_points_give_no_signals():
    for rule in RULES:
        assert signals([], [rule]) == ()
        assert signals([0.5], [rule]) == ()
        assert signals([None, None], [rule]) == ()


def test_each_signal_says_what_it_means_and_where_it_is_from():
    (signal,) = signals([4.0])
    assert (signal.rule, signal.meaning) == ("WE1", "one point beyond 3 sigma")
    assert signal.source.startswith("Western Electric")


def test_the_default_is_western_electric():
    assert signals([0.5] * 8) == signals([0.5] * 8, WESTERN_ELECTRIC)
    assert len(NELSON) == 8


@claims
@given(Z)
def test_the_mirror_image_gives_the_same_signals(z):
    assert signals(z, RULES) == signals([-value for value in z], RULES)


@claims
@given(Z, Z)
def test_what_comes_later_does_not_change_an_earlier_signal(before, after):
    early = signals(before, RULES)
    assert tuple(s for s in signals(before + after, RULES) if s.index < len(before)) == early


@pytest.mark.parametrize(
    ("z", "rules"), [([1.0], ["WE9"]), ([float("nan")], ["WE1"]), (["1"], ["WE1"]), ([True], ["WE1"])]
)
def test_bad_input_is_refused_in_a_sentence(z, rules):
    with pytest.raises(ValueError, match=r"\.$"):
        signals(z, rules)
