"""Johnson's relative weights and Shapley values from correlations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import relative_weights, shapley

from .drawn import claims, near


def test_unrelated_drivers_get_their_squared_correlations():
    r = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    assert relative_weights(r, [0.5, 0.3, -0.1]) == near([0.25, 0.09, 0.01], 1e-12)
    assert shapley(r, [0.5, 0.3, -0.1]) == near([0.25, 0.09, 0.01], 1e-12)


@claims
@given(st.floats(-0.9, 0.9), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_for_two_drivers_both_ways_agree(between, first, second):
    r = [[1.0, between], [between, 1.0]]
    assert relative_weights(r, [first, second]) == near(shapley(r, [first, second]), 1e-9)


@claims
@given(st.floats(-0.4, 0.9), st.floats(0, 0.5))
def test_drivers_that_are_alike_share_alike(between, outcome):
    r = [[1.0 if i == j else between for j in range(3)] for i in range(3)]
    for ways in (relative_weights(r, [outcome] * 3), shapley(r, [outcome] * 3)):
        assert ways == near([ways[0]] * 3, 1e-9)


def test_drivers_that_determine_each_other_have_no_weights():
    r = [[1.0, 1.0], [1.0, 1.0]]
    assert relative_weights(r, [0.5, 0.5]) is None
    with pytest.raises(ValueError, match="no single solution"):
        shapley(r, [0.5, 0.5])
