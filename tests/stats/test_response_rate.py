"""Response rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import aapor_rates, response_rate

from .drawn import claims, near


def test_the_published_survey_has_its_published_rate():
    # Martilla & James 1977: 634 mailed, 284 usable, "45 percent"
    rate = response_rate(284, 634)
    assert (rate.value, rate.base) == near((0.4479495268138801, 634))
    assert rate.method == "AAPOR RR1: completed / invited"


def test_the_six_rates_follow_the_standard():
    rates = aapor_rates(
        250, partial=40, refused=60, not_contacted=500, other=10, unknown=140, eligible_share=0.8
    )
    assert (rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6) == near(
        (0.25, 0.29, 0.257201646090535, 0.29835390946502055, 0.29069767441860467, 0.3372093023255814)
    )


def test_bounces_leave_the_base_where_they_are_known():
    rate = response_rate(30, 120, bounced=20)
    assert (rate.value, rate.base, rate.method[:9]) == (0.3, 100, "AAPOR RR5")
    assert response_rate(30, 120, bounced=0).value == 0.25


def test_an_open_link_has_no_rate_and_says_so():
    rate = response_rate(40, None)
    assert (rate.value, rate.base, rate.method) == (None, 0, "an open link has no response rate")


def test_nobody_invited_or_reached_gives_no_data_not_zero():
    assert response_rate(0, 0).value is None
    assert response_rate(0, 9, bounced=9).value is None
    assert aapor_rates(0).rr1 is None
    assert response_rate(0, 9).value == 0.0


def test_a_count_of_everyone_has_no_interval():
    assert (response_rate(284, 634).lower, response_rate(284, 634).upper) == (None, None)


@claims
@given(st.lists(st.integers(0, 50), min_size=6, max_size=6), st.floats(0, 1))
def test_rates_stay_inside_their_range_and_in_their_order(numbers, share):
    complete, partial, refused, away, other, unknown = numbers
    rates = aapor_rates(
        complete,
        partial=partial,
        refused=refused,
        not_contacted=away,
        other=other,
        unknown=unknown,
        eligible_share=share,
    )
    if rates.rr5 is not None:
        assert 0 <= rates.rr1 <= rates.rr3 + 1e-12 <= rates.rr5 + 2e-12 <= 1 + 2e-12
        assert rates.rr5 <= rates.rr6 <= 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: response_rate(5, 4),
        lambda: response_rate(-1, 4),
        lambda: response_rate(1, 4, bounced=4),
        lambda: response_rate(1, 4, bounced=-1),
        lambda: response_rate(1.5, 4),
        lambda: aapor_rates(-1),
        lambda: aapor_rates(1, eligible_share=1.5),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
