"""Distinctive terms."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import distinctive_terms

from .drawn import claims, near

UNHAPPY, HAPPY = {"late": 20, "kind": 2, "price": 8}, {"late": 3, "kind": 25, "price": 9}
words = st.dictionaries(st.sampled_from(["late", "kind", "price", "phone"]), st.integers(0, 30))


def test_a_term_has_the_log_odds_of_the_formula():
    # Monroe, Colaresi & Quinn 2008, eq. 15, 19 and 22, by hand: prior "late" 4 of 10
    (late, *_) = distinctive_terms(UNHAPPY, HAPPY, prior={"late": 4, "kind": 3, "price": 3})
    value = math.log(24 / (40 - 24)) - math.log(7 / (47 - 7))
    assert late.term == "late"
    assert late.log_odds.value == near(value, 1e-12)
    assert late.z == near(value / math.sqrt(1 / 24 + 1 / 7), 1e-12)
    assert (late.first, late.second, late.log_odds.base) == (20, 3, 23)
    assert late.log_odds.lower < value < late.log_odds.upper


def test_the_most_typical_of_each_group_stand_at_the_ends():
    assert [term.term for term in distinctive_terms(UNHAPPY, HAPPY)] == ["late", "price", "kind"]


def test_terms_in_fewer_than_five_comments_are_no_theme():
    assert distinctive_terms({"late": 3}, {"late": 1, "kind": 9})[0].term == "kind"
    assert len(distinctive_terms({"late": 3}, {"late": 2, "kind": 9})) == 2


def test_no_comments_give_no_terms():
    assert distinctive_terms({}, {}) == ()
    assert distinctive_terms({"late": 0}, {"late": 0}, fewest=0) == ()


def test_a_single_term_is_computed():
    (only,) = distinctive_terms({"late": 9}, {"late": 9})
    assert (only.z, math.isfinite(only.log_odds.value)) == (0.0, True)


@claims
@given(words, words)
def test_swapping_the_groups_turns_the_sign(first, second):
    there = {term.term: term.z for term in distinctive_terms(first, second)}
    back = {term.term: term.z for term in distinctive_terms(second, first)}
    assert there.keys() == back.keys()
    assert [there[term] for term in there] == near([-back[term] for term in there], 1e-12)


@claims
@given(words, words)
def test_the_order_of_the_words_does_not_matter(first, second):
    turned = distinctive_terms(dict(reversed(first.items())), dict(reversed(second.items())))
    assert turned == distinctive_terms(first, second)


@pytest.mark.parametrize(
    "call",
    [
        lambda: distinctive_terms({"late": -1}, {}),
        lambda: distinctive_terms({"late": 9}, {}, prior={"kind": 3}),
        lambda: distinctive_terms({"late": 9}, {}, prior={"late": -3}),
        lambda: distinctive_terms({"late": 9}, {}, confidence=2),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
