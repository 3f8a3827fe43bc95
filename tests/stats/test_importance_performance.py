"""Importance-performance quadrants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import Attribute, importance_performance

from .drawn import claims, near

# Martilla & James 1977, a car dealer's service: some of the 14 attributes, 4-point scales
DEALER = [
    Attribute("job done right the first time", 3.83, 2.63),
    Attribute("prompt warranty work", 3.60, 3.15),
    Attribute("convenient to home", 2.52, 2.25),
    Attribute("send out maintenance notices", 2.05, 3.33),
]


def test_attributes_of_the_dealer_fall_into_their_quadrants():
    found = importance_performance(DEALER)
    assert (found.importance, found.performance) == near((3.0, 2.84), 1e-9)
    assert list(found.quadrants.values()) == [
        "concentrate_here",
        "keep_up",
        "low_priority",
        "possible_overkill",
    ]


def test_the_cross_hairs_are_stated():
    assert importance_performance(DEALER).crosshair == "grand mean"
    assert importance_performance(DEALER, "median").importance == near(3.06)
    assert importance_performance(DEALER, (2.5, 2.5)).crosshair == "points 2.5 and 2.5"
    assert importance_performance(DEALER, (2.5, 2.5)).method.endswith("cross-hairs at the points 2.5 and 2.5")


def test_a_point_on_a_cross_hair_counts_as_high():
    assert importance_performance([Attribute("a", 3, 3)]).quadrants == {"a": "keep_up"}


def test_means_that_are_all_the_same_fall_on_the_hairs_whatever_the_rounding():
    alike = [Attribute(str(number), 0.1, 0.1) for number in range(7)]
    assert set(importance_performance(alike).quadrants.values()) == {"keep_up"}


def test_no_attributes_give_no_quadrants():
    found = importance_performance([])
    assert (found.importance, found.performance, found.quadrants, found.base) == (None, None, {}, 0)


@claims
@given(st.lists(st.tuples(st.floats(1, 5), st.floats(1, 5)), min_size=1, max_size=9))
def test_the_order_does_not_matter(points):
    attributes = [Attribute(str(place), *point) for place, point in enumerate(points)]
    one, other = importance_performance(attributes), importance_performance(attributes[::-1])
    assert one.quadrants == other.quadrants


@pytest.mark.parametrize(
    ("attributes", "crosshair"),
    [
        ([Attribute("a", 1, 2), Attribute("a", 2, 3)], "grand_mean"),
        ([Attribute("a", float("nan"), 2)], "grand_mean"),
        ([Attribute("a", 1, 2)], "centre"),
        ([Attribute("a", 1, 2)], (float("nan"), 1)),
    ],
)
def test_bad_input_is_refused_in_a_sentence(attributes, crosshair):
    with pytest.raises(ValueError, match=r"\.$"):
        importance_performance(attributes, crosshair)
