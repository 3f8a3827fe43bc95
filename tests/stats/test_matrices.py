"""Eigenvalues and equations of small matrices."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats.matrices import eigen, solve

from .drawn import claims, near


@pytest.mark.parametrize("size", [1, 2, 5, 15])
def test_eigenvalues_and_vectors_rebuild_their_matrix(size):
    chance = random.Random(size)  # noqa: S311 - the same matrices on every run
    half = [[chance.uniform(-1, 1) for _ in range(size)] for _ in range(size)]
    matrix = [[half[i][j] + half[j][i] for j in range(size)] for i in range(size)]
    values, vectors = eigen(matrix)
    for i in range(size):
        rebuilt = [sum(d * v[i] * v[j] for d, v in zip(values, vectors, strict=True)) for j in range(size)]
        assert rebuilt == near(matrix[i], 1e-12)
        products = [sum(map(float.__mul__, vectors[i], other)) for other in vectors]
        assert products == near([float(i == j) for j in range(size)], 1e-12)


def test_a_diagonal_or_empty_matrix_is_its_own_answer():
    assert eigen([[3.0, 0.0], [0.0, 3.0]]) == ([3.0, 3.0], [[1.0, 0.0], [0.0, 1.0]])
    assert eigen([[0.0]]) == ([0.0], [[1.0]])
    assert solve([], []) == []


@claims
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3))
def test_solutions_solve(right):
    matrix = [[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [3.0, 0.0, 1.0]]
    solution = solve(matrix, right)
    assert [sum(map(float.__mul__, row, solution)) for row in matrix] == near(right, 1e-9)


def test_a_singular_matrix_is_refused():
    with pytest.raises(ValueError, match=r"^the equations have no single solution\.$"):
        solve([[1.0, 2.0], [2.0, 4.0]], [1.0, 2.0])
