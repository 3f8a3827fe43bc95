"""The little linear algebra that drivers need: eigenvalues and equations of small symmetric matrices."""

import math
from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def eigen(matrix: Matrix) -> tuple[list[float], list[list[float]]]:
    """Eigenvalues and eigenvectors (one row each, same order) of a symmetric matrix.

    Cyclic Jacobi rotations: slower than other ways and as exact as any, which suits 2 to 20 drivers.
    Source: Golub & Van Loan, Matrix Computations, 4th ed., sec. 8.5.

    >>> values, vectors = eigen([[2.0, 1.0], [1.0, 2.0]])
    >>> sorted(round(value, 12) for value in values)
    [1.0, 3.0]
    """
    size = len(matrix)
    a = [list(map(float, row)) for row in matrix]
    vectors = [[float(i == j) for j in range(size)] for i in range(size)]
    scale = math.sqrt(math.fsum(cell * cell for row in a for cell in row)) or 1.0
    for _ in range(60):
        rotated = False
        for p in range(size - 1):
            for q in range(p + 1, size):
                if abs(a[p][q]) > 1e-16 * scale:
                    rotated = True
                    _rotate(a, vectors, p, q)
        if not rotated:
            break
    return [a[i][i] for i in range(size)], vectors


def _rotate(a: list[list[float]], vectors: list[list[float]], p: int, q: int) -> None:
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = math.copysign(1.0, theta) / (abs(theta) + math.hypot(theta, 1.0))
    c = 1 / math.hypot(t, 1.0)
    s = t * c
    row_p, row_q = a[p], a[q]
    a[p] = [c * x - s * y for x, y in zip(row_p, row_q, strict=True)]
    a[q] = [s * x + c * y for x, y in zip(row_p, row_q, strict=True)]
    for row in a:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    left, right = vectors[p], vectors[q]
    vectors[p] = [c * x - s * y for x, y in zip(left, right, strict=True)]
    vectors[q] = [s * x + c * y for x, y in zip(left, right, strict=True)]


def solve(matrix: Matrix, right: Sequence[float]) -> list[float]:
    """The x of matrix x = right, by elimination with partial pivoting.

    Raises ValueError when the matrix is singular to working accuracy.

    >>> solve([[2.0, 0.0], [1.0, 1.0]], [4.0, 5.0])
    [2.0, 3.0]
    """
    rows = [[*map(float, row), float(value)] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-12:
            raise ValueError("the equations have no single solution.")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            rows[row] = [x - factor * y for x, y in zip(rows[row], rows[column], strict=True)]
    solution = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * solution[column] for column in range(row + 1, size))
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return solution
