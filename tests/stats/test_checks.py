"""What is refused, and how it is said."""

import math

import pytest

from listenwell.stats import checks


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: checks.count(-1, "the base"), "the base must be 0 or more, not -1."),
        (lambda: checks.count(2.0, "the base"), "the base must be a whole number, not 2.0."),
        (lambda: checks.count(True, "the base"), "the base must be a whole number, not True."),
        (lambda: checks.part_of(6, 5, "the share"), "the share is 6, more than its base of 5."),
        (lambda: checks.finite(math.nan, "the mean"), "the mean must be an ordinary number, not nan."),
        (lambda: checks.finite("3", "the mean"), "the mean must be an ordinary number, not '3'."),
        (lambda: checks.positive(0, "the n"), "the n must be above 0, not 0."),
        (
            lambda: checks.confidence(95),
            "the confidence must lie between 0 and 1, both excluded, not 95.",
        ),
        (lambda: checks.scale({6: 1}, 1, 5), "the score 6 is not a whole number from 1 to 5."),
        (lambda: checks.scale({5: -1}, 1, 5), "the count of the score 5 must be 0 or more, not -1."),
        (lambda: checks.same_length({"x": [1], "n": []}), "the lengths differ: x has 1, n has 0."),
        (lambda: checks.probabilities([1.5]), "a p-value must lie from 0 to 1, not 1.5."),
    ],
)
def test_each_refusal_is_one_sentence_that_names_what_was_found(call, told):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        call()
    assert str(refused.value) == told


def test_what_is_in_order_is_handed_back():
    assert (checks.count(0, "n"), checks.finite(-2.5, "x"), checks.positive(1, "n")) == (0, -2.5, 1)
    assert (checks.confidence(0.9), checks.probabilities([0, 1])) == (0.9, [0, 1])
    assert (checks.same_length({"x": "ab", "y": "cd"}), checks.same_length({})) == (2, 0)
    assert checks.part_of(5, 5, "the share") is None
