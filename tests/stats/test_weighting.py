"""Weights: post-stratification, raking, effective n."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import kish, poststratify, rake

from .drawn import claims, near

# R survey, ?postStratify and ?rake: Californian schools (apiclus1)
SCHOOLS = {
    ("E", "No"): 12,
    ("E", "Yes"): 132,
    ("H", "No"): 3,
    ("H", "Yes"): 11,
    ("M", "No"): 8,
    ("M", "Yes"): 17,
}
TYPES, WIDE = {"E": 4421, "H": 755, "M": 1018}, {"No": 1072, "Yes": 5122}


def test_poststratification_gives_the_published_weights():
    fitted = poststratify({"E": 144, "H": 14, "M": 25}, TYPES)
    assert fitted.weights == {
        "E": near(30.70138888888889),
        "H": near(53.92857142857143),
        "M": near(40.72),
    }
    assert (fitted.base, fitted.capped, fitted.margin_error) == (183, (), near(0, 1e-12))


def test_raking_gives_the_published_weights():
    fitted = rake(SCHOOLS, [TYPES, WIDE])
    found = [fitted.weights[cell] for cell in SCHOOLS]
    assert found[:3] == near([39.83923624713105, 29.870675492685056, 67.12552924119424], 1e-8)
    assert found[3:] == near([50.329401116037936, 49.06907216385559, 36.791024864067964], 1e-8)
    assert fitted.effective_n == near(174.01115855105886, 1e-8)


def test_raking_a_table_gives_the_classic_teaching_example():
    seed = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
    cells = {(i, j): n for i, row in enumerate(seed) for j, n in enumerate(row)}
    fitted = rake(cells, [dict(enumerate([150, 300, 400, 150])), dict(enumerate([200, 300, 400, 100]))])
    assert fitted.weights[0, 0] * 40 == near(64.55850977654836, 1e-8)
    assert fitted.weights[3, 3] * 50 == near(17.033738261806683, 1e-8)


def test_shares_give_weights_that_average_one():
    fitted = poststratify({"a": 30, "b": 10}, {"a": 0.5, "b": 0.5})
    assert sum(fitted.weights[name] * n for name, n in {"a": 30, "b": 10}.items()) == near(40)


def test_three_margins_are_met():
    cells = {(a, b, c): 3 + a + 2 * b + c for a in range(2) for b in range(3) for c in range(2)}
    margins = [{0: 0.3, 1: 0.7}, {0: 0.2, 1: 0.3, 2: 0.5}, {0: 0.6, 1: 0.4}]
    fitted = rake(cells, margins)
    assert fitted.margin_error < 1e-12
    reached = sum(w * cells[cell] for cell, w in fitted.weights.items() if cell[1] == 2)
    assert reached / sum(cells.values()) == near(0.5)


def test_weights_are_capped_and_what_that_costs_is_told():
    fitted = poststratify({"a": 99, "b": 1}, {"a": 0.8, "b": 0.2})
    assert fitted.weights["b"] == near(5.0)
    assert fitted.capped == ("b",)
    assert fitted.weights["a"] * 99 + fitted.weights["b"] == near(100)
    assert fitted.margin_error == near(0.15)
    free = poststratify({"a": 99, "b": 1}, {"a": 0.8, "b": 0.2}, cap=None)
    assert (free.weights["b"], free.margin_error) == near((20.0, 0.0))
    assert free.effective_n < fitted.effective_n


def test_a_populated_segment_without_answers_is_refused():
    with pytest.raises(ValueError, match="'b' has customers but no answers"):
        poststratify({"a": 9, "b": 0}, {"a": 5, "b": 5})
    with pytest.raises(ValueError, match="'b' has customers but no answers"):
        poststratify({"a": 9}, {"a": 5, "b": 5})


def test_a_segment_without_customers_and_answers_is_no_matter():
    assert poststratify({"a": 9, "b": 0}, {"a": 5, "b": 0}).weights == {"a": near(5 / 9)}


def test_margins_that_cannot_be_met_say_so():
    fitted = rake({("x", "x"): 5, ("y", "y"): 5}, [{"x": 0.5, "y": 0.5}, {"x": 0.9, "y": 0.1}], cap=None)
    assert fitted.margin_error > 0.1


def test_effective_n_of_equal_weights_is_the_base():
    assert (kish([2.5] * 7).effective_n, kish([2.5] * 7).design_effect) == near((7, 1))


def test_no_answers_and_no_weight_give_no_data_not_zero():
    for cost in (kish([]), kish([0, 0]), kish([3.0], [0])):
        assert (cost.effective_n, cost.design_effect) == (None, None)


def test_very_small_and_very_large_weights_are_computed():
    assert kish([1e-300, 1e-300]).effective_n == near(2)
    assert kish([1e300, 1e300]).effective_n == near(2)


weights = st.lists(st.floats(0.01, 100), min_size=1, max_size=30)


@claims
@given(weights, st.floats(0.1, 10))
def test_effective_n_never_exceeds_the_base_whatever_the_scale_or_order(values, scale):
    cost = kish(values)
    assert 1 - 1e-9 <= cost.effective_n <= len(values) + 1e-9
    assert kish([value * scale for value in values[::-1]]).effective_n == near(cost.effective_n, 1e-9)


@claims
@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(5, 50), st.integers(1, 9)), min_size=1))
def test_weights_restore_the_mix_unless_capped(drawn):
    answered = {name: n for name, (n, _) in drawn.items()}
    population = {name: size for name, (_, size) in drawn.items()}
    fitted = poststratify(answered, population, cap=None)
    for name, size in population.items():
        share = fitted.weights[name] * answered[name] / math.fsum(population.values())
        if sum(population.values()) != 1:
            assert share == near(size / sum(population.values()))
    capped = poststratify(answered, population)
    mean = sum(capped.weights[name] * n for name, n in answered.items()) / sum(answered.values())
    assert max(capped.weights.values()) <= 5 * mean * (1 + 1e-9)


@pytest.mark.parametrize(
    "call",
    [
        lambda: kish([-1.0]),
        lambda: kish([math.nan]),
        lambda: kish([1.0], [1, 2]),
        lambda: kish([1.0], [-1]),
        lambda: poststratify({}, {}),
        lambda: poststratify({"a": 0}, {"a": 1}),
        lambda: poststratify({"a": 1, "b": 2}, {"a": 1}),
        lambda: poststratify({"a": -1}, {"a": 1}),
        lambda: poststratify({"a": 1}, {"a": -1}),
        lambda: poststratify({"a": 1}, {"a": math.inf}),
        lambda: poststratify({"a": 1}, {"a": 1}, cap=0.5),
        lambda: rake({("a", "b"): 1}, [{"a": 1}]),
        lambda: rake({("a", "b"): 1}, [{"a": 100}, {"b": 200}]),
        lambda: rake({("a",): 1}, []),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
