"""Customer Effort Score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import effort

from .drawn import claims, near


def test_effort_gives_mean_and_share_of_the_worked_example():
    easy = effort({7: 3, 6: 3, 5: 2, 4: 1, 3: 1, 2: 1, 1: 1})
    assert (easy.mean.value, easy.agree.value, easy.base) == near((4.916666666666667, 2 / 3, 12))
    assert easy.top_two.value == 0.5


def test_the_variant_is_named():
    assert effort({}).variant == "mean of 1-7, share of 5-7, share of 6-7"
    assert effort({}, points=5).variant == "mean of 1-5, share of 4-5, share of 4-5"


def test_no_answers_give_no_data_not_zero():
    easy = effort({})
    assert (easy.base, easy.mean.value, easy.agree.value, easy.top_two.value) == (0, None, None, None)


def test_the_middle_box_does_not_agree():
    assert effort({4: 10}).agree.value == 0.0
    assert effort({5: 10}).agree.value == 1.0
    assert effort({3: 10}, points=6).agree.value == 0.0


@claims
@given(st.dictionaries(st.integers(1, 7), st.integers(0, 40)))
def test_the_order_does_not_matter(counts):
    assert effort(counts) == effort(dict(reversed(counts.items())))


@pytest.mark.parametrize(("counts", "points"), [({8: 1}, 7), ({0: 1}, 7), ({1: -1}, 7), ({1: 1}, 2)])
def test_bad_input_is_refused_in_a_sentence(counts, points):
    with pytest.raises(ValueError, match=r"\.$"):
        effort(counts, points)
