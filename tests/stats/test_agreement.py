"""Cohen's kappa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import cohen_kappa

from .drawn import claims, near

tables = st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=3, max_size=3)


def test_kappa_gives_the_textbook_figure():
    kappa = cohen_kappa([[20, 5], [10, 15]])
    assert (kappa.value, kappa.agreement, kappa.by_chance, kappa.base) == near((0.4, 0.7, 0.5, 50), 1e-12)
    # statsmodels, cohens_kappa
    assert (kappa.lower, kappa.upper) == near((0.151092290476661, 0.6489077095233389))


def test_no_comments_give_no_data_not_zero():
    for table in ([], [[0]], [[0, 0], [0, 0]]):
        assert (cohen_kappa(table).value, cohen_kappa(table).agreement) == (None, None)


def test_one_category_throughout_gives_no_kappa_but_full_agreement():
    kappa = cohen_kappa([[9, 0], [0, 0]])
    assert (kappa.value, kappa.agreement, kappa.by_chance) == (None, 1.0, 1.0)


def test_full_agreement_is_one_and_chance_agreement_is_zero():
    assert cohen_kappa([[5, 0], [0, 7]]).value == 1.0
    assert cohen_kappa([[4, 4], [4, 4]]).value == 0.0
    assert cohen_kappa([[0, 5], [5, 0]]).value == -1.0


@claims
@given(tables)
def test_swapping_the_coders_changes_nothing(table):
    one, other = cohen_kappa(table), cohen_kappa([list(row) for row in zip(*table, strict=True)])
    assert one.value == other.value
    if one.value is not None:
        assert -1 <= one.lower <= one.value <= one.upper <= 1
        assert (one.lower, one.upper) == near((other.lower, other.upper), 1e-9)


@claims
@given(tables)
def test_renaming_the_categories_changes_nothing(table):
    turned = [row[::-1] for row in table[::-1]]
    assert cohen_kappa(turned).value == cohen_kappa(table).value


@pytest.mark.parametrize("table", [[[1, 2]], [[1], [2]], [[1, -1], [0, 2]], [[1.5, 1], [0, 2]]])
def test_bad_input_is_refused_in_a_sentence(table):
    with pytest.raises(ValueError, match=r"\.$"):
        cohen_kappa(table)
