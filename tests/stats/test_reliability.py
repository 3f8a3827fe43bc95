"""Cronbach's alpha."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import PairSums, cronbach_alpha, cronbach_alpha_from_sums

from .attitude import ATTITUDE
from .drawn import claims, near


def test_alpha_gives_the_published_figures():
    # R psych::alpha(attitude), documented as .84
    alpha = cronbach_alpha(ATTITUDE)
    assert (alpha.value, alpha.standardized, alpha.average_correlation, alpha.base) == near(
        (0.84314276956476, 0.839083803029511, 0.426906642649717, 30), 1e-12
    )
    assert [item.alpha_if_dropped for item in alpha.items] == near(
        [
            0.809760206308921,
            0.79691745727414,
            0.827847765938659,
            0.803030975022574,
            0.795386574198205,
            0.863872311446437,
            0.840464868265457,
        ]
    )


def test_the_interval_is_feldts():
    # Feldt's formula with scipy's F quantiles; psych::alpha prints 0.74 and 0.92
    alpha = cronbach_alpha(ATTITUDE)
    assert (alpha.lower, alpha.upper) == near((0.7393756856431073, 0.9157730721599817))
    assert alpha.lower < alpha.value < alpha.upper


def test_item_rest_correlation_leaves_the_item_out_of_the_rest():
    alpha = cronbach_alpha({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4], "c": [4, 3, 2, 1]})
    assert alpha.items[2].item_rest == near(-1)
    assert alpha.items[0].item_rest is None  # b and c cancel each other: the rest has no spread


def test_reversed_items_are_turned_round_first():
    forward = {"a": [1, 2, 3, 5], "b": [2, 2, 3, 5], "c": [1, 3, 3, 4]}
    backward = {**forward, "c": [6 - answer for answer in forward["c"]]}
    turned = cronbach_alpha(backward, reversed_items=["c"], scale=(1, 5))
    assert turned.value == near(cronbach_alpha(forward).value, 1e-12)
    assert cronbach_alpha(backward).value < 0


def test_gaps_are_handled_as_stated():
    gaps = {"a": [1, 2, 3, 5, None], "b": [2, 2, 3, 5, 1], "c": [1, 3, 3, 4, 2]}
    listwise, pairwise = cronbach_alpha(gaps), cronbach_alpha(gaps, missing="pairwise")
    assert listwise.value == cronbach_alpha({name: answers[:4] for name, answers in gaps.items()}).value
    assert (listwise.missing, pairwise.missing) == ("listwise", "pairwise")
    assert listwise.value != pairwise.value
    assert "listwise" in listwise.method


def test_sums_give_the_same_alpha_as_answers():
    names = list(ATTITUDE)
    sums = {(a, b): PairSums.of(ATTITUDE[a], ATTITUDE[b]) for i, a in enumerate(names) for b in names[i:]}
    alpha = cronbach_alpha_from_sums(sums, missing="listwise")
    assert alpha == cronbach_alpha(ATTITUDE)


@pytest.mark.parametrize("answers", [[], [3], [None, None]])
def test_too_few_answers_give_no_data_not_zero(answers):
    alpha = cronbach_alpha(dict.fromkeys("abc", answers))
    assert (alpha.value, alpha.lower, alpha.upper, alpha.standardized) == (None,) * 4
    assert [item.alpha_if_dropped for item in alpha.items] == [None] * 3


def test_answers_that_are_all_the_same_give_no_data():
    alpha = cronbach_alpha({name: [4, 4, 4] for name in "abc"})
    assert (alpha.value, alpha.average_correlation, alpha.base) == (None, None, 3)


def test_items_that_are_copies_have_alpha_one():
    alpha = cronbach_alpha({name: [1, 2, 5] for name in "abc"})
    assert (alpha.value, alpha.standardized, alpha.upper) == near((1, 1, 1), 1e-12)


@claims
@given(st.lists(st.tuples(*[st.integers(1, 5)] * 4), min_size=3, max_size=25))
def test_alpha_never_exceeds_one_and_order_does_not_matter(rows):
    columns = {name: [row[place] for row in rows] for place, name in enumerate("abcd")}
    alpha = cronbach_alpha(columns)
    turned = cronbach_alpha({name: answers[::-1] for name, answers in reversed(columns.items())})
    if alpha.value is None:
        assert turned.value is None
    else:
        assert alpha.value <= 1 + 1e-12
        assert turned.value == near(alpha.value)
        assert alpha.lower <= alpha.value <= alpha.upper


@pytest.mark.parametrize(
    "call",
    [
        lambda: cronbach_alpha({"a": [1, 2], "b": [2, 1]}),
        lambda: cronbach_alpha({}),
        lambda: cronbach_alpha({"a": [1], "b": [1], "c": [1, 2]}),
        lambda: cronbach_alpha({name: [1, 2] for name in "abc"}, missing="mean"),
        lambda: cronbach_alpha({name: [1, 2] for name in "abc"}, ["a"]),
        lambda: cronbach_alpha({name: [1, 2] for name in "abc"}, ["z"], (1, 5)),
        lambda: cronbach_alpha({name: [1, 9] for name in "abc"}, scale=(1, 5)),
        lambda: cronbach_alpha({name: [1, float("nan")] for name in "abc"}),
        lambda: cronbach_alpha({name: [1, 2] for name in "abc"}, confidence=0),
        lambda: cronbach_alpha_from_sums(
            {("a", "b"): PairSums(1, 1, 1, 1, 1, 1), ("a", "c"): PairSums(1, 1, 1, 1, 1, 1)}
        ),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
