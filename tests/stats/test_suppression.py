"""Small cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import suppress
from listenwell.stats.suppression import COMMENTS

from .drawn import claims


def test_cells_under_five_are_hidden_and_five_is_shown():
    hidden = suppress({"A": 12, "B": 4, "C": 0, "D": 5})
    assert (hidden.suppressed, hidden.empty, hidden.shown) == (("B",), ("C",), ("A", "D"))
    assert not hidden.hide_total


def test_comments_ask_for_ten():
    assert suppress({"A": 12, "B": 9}, threshold=COMMENTS).suppressed == ("B",)


def test_one_more_cell_is_hidden_when_a_total_would_give_it_away():
    hidden = suppress({"A": 40, "B": 4, "C": 9, "D": 30}, total_published=True)
    assert hidden.suppressed == ("B", "C")
    assert hidden.reasons == {"B": "small", "C": "with the total"}


def test_two_small_cells_protect_each_other_unless_both_are_one():
    assert suppress({"A": 40, "B": 4, "C": 3}, total_published=True).suppressed == ("B", "C")
    assert suppress({"A": 40, "B": 1, "C": 1}, total_published=True).suppressed == ("A", "B", "C")


def test_ties_for_the_next_smallest_go_by_name():
    assert suppress({"D": 9, "C": 9, "B": 4}, total_published=True).suppressed == ("C", "B")


def test_the_total_is_hidden_where_nothing_else_is_left():
    hidden = suppress({"A": 3, "B": 0}, total_published=True)
    assert (hidden.suppressed, hidden.hide_total) == (("A",), True)


def test_a_small_change_since_the_previous_issue_is_hidden():
    hidden = suppress({"A": 12, "B": 8, "C": 30}, previous={"A": 10, "B": 8, "C": 20})
    assert hidden.reasons == {"A": "against the previous issue"}
    assert suppress({"A": 12}, previous={"A": 7}).suppressed == ()
    assert suppress({"A": 9}, previous={"A": 11}).suppressed == ("A",)


def test_no_cells_and_no_small_cells_hide_nothing():
    assert suppress({}, total_published=True).suppressed == ()
    hidden = suppress({"A": 5, "B": 9}, total_published=True)
    assert (hidden.shown, hidden.hide_total) == (("A", "B"), False)


counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12))


@claims
@given(counts)
def test_every_cell_is_in_one_place_and_no_small_one_is_shown(drawn):
    hidden = suppress(drawn, total_published=True)
    assert sorted(hidden.shown + hidden.suppressed + hidden.empty) == sorted(drawn)
    assert all(drawn[name] >= 5 for name in hidden.shown)


@claims
@given(counts)
def test_a_published_total_never_tells_a_hidden_cell(drawn):
    hidden = suppress(drawn, total_published=True)
    if hidden.suppressed and not hidden.hide_total:
        total, k = sum(drawn[name] for name in hidden.suppressed), len(hidden.suppressed)
        # Whole numbers from 1 up with this sum: more than one way to share it out.
        assert k >= 2
        assert total > k
        assert total >= 5, "or the few hidden ones are known together"


@claims
@given(counts)
def test_the_order_of_the_cells_does_not_matter(drawn):
    one, other = suppress(drawn, total_published=True), suppress(dict(reversed(drawn.items())), 5, True)
    assert one.reasons == other.reasons


@pytest.mark.parametrize(
    "call",
    [
        lambda: suppress({"A": -1}),
        lambda: suppress({"A": 1.5}),
        lambda: suppress({"A": 1}, threshold=0),
        lambda: suppress({"A": 1}, previous={"A": -1}),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
