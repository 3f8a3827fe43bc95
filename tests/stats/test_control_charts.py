"""Control charts: p, np, c, u, XmR."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import c_chart, np_chart, p_chart, u_chart, xmr_chart

from .drawn import claims, near

# qcc vignette: orange juice cans, dyed cloth, viscosity
JUICE = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]
CLOTH = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
ROLLS = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
VISCOSITY = [34.05, 34.4, 33.59, 35.96, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75]
VISCOSITY += [33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05]
# NIST/SEMATECH e-Handbook 6.3.3.1: 25 wafers of 100 chips
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]
# SAS/QC sample library SHWPCHR: 30 batches of 500 circuits
CIRCUITS = [
    5,
    6,
    11,
    6,
    4,
    9,
    17,
    10,
    12,
    9,
    8,
    7,
    7,
    15,
    8,
    18,
    12,
    16,
    4,
    7,
    17,
    12,
    8,
    7,
    15,
    6,
    8,
    12,
    7,
    9,
]

shares = st.lists(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=25)


def test_p_chart_gives_the_published_limits():
    chart = p_chart(CIRCUITS, [500] * 30)
    assert chart.center == near(0.019466666666666667)
    assert (chart.lower[0], chart.upper[29]) == near((0.0009307857866005659, 0.03800254754673277))
    assert chart.beyond == ()


def test_np_chart_gives_the_published_limits():
    chart = np_chart(JUICE, 50)
    assert (chart.center, chart.lower[0], chart.upper[0]) == near((11.56667, 2.621377, 20.51196), 6e-6)
    assert chart.beyond == (14, 22)


def test_c_chart_gives_the_published_limits():
    chart = c_chart(WAFERS)
    assert (chart.center, chart.lower[0], chart.upper[0], chart.beyond) == (16.0, 4.0, 28.0, (23,))


def test_u_chart_gives_the_published_limits():
    # qcc vignette, personal computers; Montgomery 1991, dyed cloth
    chart = u_chart([10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5], [5] * 20)
    assert (chart.center, chart.lower[0], chart.upper[0]) == near((1.93, 0.06613305, 3.793867), 6e-7)
    varying = u_chart(CLOTH, ROLLS)
    assert varying.lower[:3] == near((0.2914739301268654, 0.15788519998393902, 0.4306174366369322))
    assert varying.upper[:3] == near((2.5550376977801115, 2.6886264279230376, 2.4158941912700445))


def test_xmr_chart_gives_the_published_limits():
    chart = xmr_chart(VISCOSITY)
    assert (chart.center, chart.sigma[0]) == near((34.088, 0.5076521), 6e-4)
    assert (chart.lower[0], chart.upper[0]) == near((32.56504, 35.61096), 6e-4)
    assert chart.beyond == (3,)


def test_an_excluded_point_stays_plotted_and_leaves_the_baseline():
    # qcc vignette, batch 4 removed: the moving range runs from batch 3 to batch 5
    chart = xmr_chart(VISCOSITY, exclude=[3])
    assert (chart.center, chart.lower[0], chart.upper[0]) == near((33.98947, 32.75425, 35.2247), 6e-4)
    assert (chart.points[3], chart.beyond, chart.excluded, chart.base) == (35.96, (3,), (3,), 19)
    assert chart.ranges[3] is None
    assert p_chart([1, 9, 2], [10, 10, 10], exclude=[1]).center == 0.15
    assert u_chart([1, 9, 2], [10, 10, 10], exclude=[1]).center == 0.15


def test_the_limits_are_wheelers_2_66_mean_moving_ranges():
    chart = xmr_chart([10, 12, 11, 13])
    assert (chart.upper[0] - chart.center) / chart.mean_range == near(2.66, 5e-4)


def test_no_periods_give_no_limits():
    for chart in (p_chart([], []), np_chart([], 5), c_chart([]), u_chart([], []), xmr_chart([])):
        assert (chart.points, chart.center, chart.lower, chart.beyond, chart.base) == ((), None, (), (), 0)
        assert chart.preliminary


def test_a_period_without_data_stays_blank():
    chart = p_chart([2, 0, 3], [10, 0, 10])
    assert (chart.points, chart.center, chart.base) == ((0.2, None, 0.3), 0.25, 2)
    assert (chart.lower[1], chart.upper[1], chart.z[1]) == (None, None, None)
    assert u_chart([2, 0], [4, 0]).points == (0.5, None)
    scores = xmr_chart([10, None, 14])
    assert (scores.center, scores.ranges, scores.upper[1]) == (12.0, (None, None, 4), None)
    assert p_chart([0, 0], [0, 0]).center is None


def test_one_value_has_no_moving_range_and_no_limits():
    chart = xmr_chart([42.0])
    assert (chart.center, chart.lower, chart.mean_range, chart.range_limit) == (42.0, (None,), None, None)


def test_values_that_are_all_the_same_are_no_signal():
    for chart in (
        xmr_chart([0.1] * 7),
        p_chart([0] * 5, [9] * 5),
        p_chart([9] * 5, [9] * 5),
        c_chart([0] * 4),
        u_chart([0, 0], [3, 4]),
    ):
        assert chart.beyond == ()
        assert set(chart.z) == {0.0}


def test_a_value_off_a_line_without_spread_is_beyond():
    chart = c_chart([0, 0, 3], exclude=[2])
    assert (chart.beyond, chart.z[2]) == ((2,), math.inf)


def test_fewer_than_twenty_periods_are_called_preliminary():
    assert c_chart([3] * 19).preliminary
    assert not c_chart([3] * 20).preliminary
    assert c_chart([3] * 21, exclude=[0, 1]).preliminary


def test_huge_samples_are_computed():
    chart = p_chart([5 * 10**14] * 3, [10**15] * 3)
    assert (chart.center, chart.beyond) == (0.5, ())


@claims
@given(shares)
def test_limits_of_shares_stay_inside_their_range_around_the_centre(pairs):
    chart = p_chart([x for x, _ in pairs], [n for _, n in pairs])
    for low, high in zip(chart.lower, chart.upper, strict=True):
        assert low is None or 0 <= low <= chart.center <= high <= 1


@claims
@given(shares)
def test_the_order_of_periods_does_not_move_the_limits_of_shares(pairs):
    chart = p_chart([x for x, _ in pairs], [n for _, n in pairs])
    turned = p_chart([x for x, _ in pairs[::-1]], [n for _, n in pairs[::-1]])
    assert (turned.center, turned.lower[::-1], turned.upper[::-1]) == (chart.center, chart.lower, chart.upper)


@claims
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=30))
def test_xmr_moves_with_its_values(values):
    chart, moved = xmr_chart(values), xmr_chart([value + 500 for value in values])
    assert [upper - 500 for upper in moved.upper] == near(list(chart.upper), 1e-9)
    assert chart.lower[0] <= chart.center <= chart.upper[0]


def test_limits_widen_for_a_period_with_fewer_answers():
    chart = p_chart([20, 5], [40, 10])
    assert chart.upper[1] - chart.lower[1] > chart.upper[0] - chart.lower[0]


@pytest.mark.parametrize(
    "call",
    [
        lambda: p_chart([1], [1, 2]),
        lambda: p_chart([3], [2]),
        lambda: p_chart([-1], [2]),
        lambda: p_chart([1], [2], exclude=[1]),
        lambda: p_chart([1], [2], exclude=[-1]),
        lambda: np_chart([1], 0),
        lambda: np_chart([3], 2),
        lambda: np_chart([1], 2.5),
        lambda: u_chart([1], [0]),
        lambda: u_chart([1], [-1]),
        lambda: u_chart([1], [math.nan]),
        lambda: u_chart([1.5], [1]),
        lambda: c_chart([-1]),
        lambda: xmr_chart([math.nan]),
        lambda: xmr_chart(["7"]),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
