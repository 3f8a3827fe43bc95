"""Key drivers."""

import itertools

import pytest

from listenwell.stats import PairSums, key_drivers, key_drivers_from_sums

from .attitude import ATTITUDE
from .drawn import near

OUTCOME = ATTITUDE["rating"]
DRIVERS = {name: answers for name, answers in ATTITUDE.items() if name != "rating"}


def weights(found):
    return [driver.weight.value for driver in found.drivers]


def bounds(found):
    return [(driver.weight.lower, driver.weight.upper) for driver in found.drivers]


def test_drivers_give_the_reference_weights():
    found = key_drivers(OUTCOME, DRIVERS, resamples=0)
    # Johnson 2000 by R and numpy; LMG by its definition in R
    assert weights(found) == near(
        [
            0.3627601996581308,
            0.0560022787788537,
            0.16361091075053344,
            0.12178039968821716,
            0.00825546649643795,
            0.020192737158975765,
        ]
    )
    assert [driver.shapley for driver in found.drivers] == near(
        [
            0.370816194319329,
            0.0509037929715444,
            0.155765990169141,
            0.120345079403627,
            0.00658872254586089,
            0.0281822131216471,
        ]
    )
    assert (found.value, found.base) == near((0.7326019925311488, 30))


def test_weights_and_their_check_both_sum_to_r_squared_and_shares_to_one():
    found = key_drivers(OUTCOME, DRIVERS, resamples=0)
    assert sum(weights(found)) == near(found.value, 1e-12)
    assert sum(driver.shapley for driver in found.drivers) == near(found.value, 1e-12)
    assert sum(driver.share for driver in found.drivers) == near(1, 1e-12)


def test_sums_give_the_same_weights_as_answers():
    sums = {(a, b): PairSums.of(ATTITUDE[a], ATTITUDE[b]) for a, b in itertools.combinations(ATTITUDE, 2)}
    found = key_drivers_from_sums("rating", list(DRIVERS), sums)
    assert weights(found) == near(weights(key_drivers(OUTCOME, DRIVERS, resamples=0)), 1e-12)


def test_the_same_answers_give_the_same_intervals_and_another_seed_others():
    one, again = (key_drivers(OUTCOME, DRIVERS, resamples=60) for _ in range(2))
    assert one == again
    assert bounds(key_drivers(OUTCOME, DRIVERS, resamples=60, seed=2)) != bounds(one)
    for driver, (lower, upper) in zip(one.drivers, bounds(one), strict=True):
        assert 0 <= lower < upper <= 1
        assert driver.weight.method.endswith("(60 resamples)")


def test_the_order_of_respondents_or_drivers_does_not_matter():
    plain = key_drivers(OUTCOME, DRIVERS, resamples=0)
    turned = key_drivers(OUTCOME[::-1], {name: a[::-1] for name, a in DRIVERS.items()}, resamples=0)
    assert turned == plain
    shuffled = key_drivers(OUTCOME, dict(reversed(DRIVERS.items())), resamples=0)
    assert weights(shuffled)[::-1] == near(weights(plain), 1e-12)


def test_only_complete_cases_count():
    gaps = {name: (*answers, None if name == "raises" else 50) for name, answers in DRIVERS.items()}
    assert key_drivers((*OUTCOME, 60), gaps, resamples=0) == key_drivers(OUTCOME, DRIVERS, resamples=0)


def test_few_cases_are_told():
    assert key_drivers(OUTCOME, DRIVERS, resamples=0).caution.startswith("30 complete cases for 6 drivers")
    two = {name: DRIVERS[name] for name in ("complaints", "learning")}
    assert key_drivers(OUTCOME, two, resamples=0).caution == ""


@pytest.mark.parametrize(
    ("outcome", "drivers", "caution"),
    [
        ([], {"a": [], "b": []}, "0 complete cases are too few for 2 drivers."),
        ([1, 2, 3], {"a": [1, 2, 2], "b": [3, 1, 2]}, "3 complete cases are too few for 2 drivers."),
        ([3] * 9, {"a": [*range(9)], "b": [1, 0] * 4 + [1]}, "A question has the same answer from everyone"),
        ([*range(9)], {"a": [1, 2, 3] * 3, "b": [2, 4, 6] * 3}, "Two drivers, or combinations"),
    ],
)
def test_what_cannot_be_told_is_no_data_with_a_reason(outcome, drivers, caution):
    found = key_drivers(outcome, drivers, resamples=20)
    assert (found.value, weights(found)) == (None, [None, None])
    assert [driver.share for driver in found.drivers] == [None, None]
    assert found.caution.startswith(caution)


def test_pairs_that_contradict_each_other_are_no_data():
    # From different respondents: both drivers follow the outcome closely, but turn against each other.
    same, against = PairSums.of([1, 2, 3, 4], [1, 2, 3, 5]), PairSums.of([1, 2, 3, 4], [4, 3, 2, 0])
    found = key_drivers_from_sums(
        "all", ["a", "b"], {("all", "a"): same, ("all", "b"): same, ("a", "b"): against}
    )
    assert found.value is None
    assert found.caution.startswith("The pairs rest on different respondents")


def test_an_unrelated_outcome_has_small_weights():
    found = key_drivers([1, 1, 2, 2] * 10, {"a": [1, 2, 1, 2] * 10, "b": [1, 2, 2, 1] * 10}, resamples=0)
    assert found.value == near(0)
    assert found.drivers[0].share is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: key_drivers([1], {"a": [1]}),
        lambda: key_drivers([1], {"a": [1, 2], "b": [1, 2]}),
        lambda: key_drivers([float("nan")] * 9, {"a": [1] * 9, "b": [2] * 9}),
        lambda: key_drivers([1], {"a": [1], "b": [1]}, resamples=-1),
        lambda: key_drivers([1], {"a": [1], "b": [1]}, confidence=95),
        lambda: key_drivers_from_sums("all", ["a", "b"], {}),
        lambda: key_drivers_from_sums("x", ["a"], {("x", "a"): PairSums(2, 9, 9, 1, 1, 1)}),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
