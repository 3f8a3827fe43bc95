"""What the property tests draw from, and how: the same examples on every run, nothing kept on disk."""

from hypothesis import settings
from hypothesis import strategies as st

claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)

ratings = st.dictionaries(st.integers(1, 5), st.integers(0, 40))
scores = st.dictionaries(st.integers(0, 10), st.integers(0, 40))
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@st.composite
def shares(draw, largest=200):
    """(successes, n), at least one answer."""
    n = draw(st.integers(1, largest))
    return draw(st.integers(0, n)), n


def near(value, allowed=1e-9):
    """Equal to within `allowed`, absolutely, place by place."""
    return Near(value, allowed)


class Near:
    def __init__(self, value, allowed):
        self.value, self.allowed = value, allowed

    def __eq__(self, other):
        if isinstance(self.value, list | tuple):
            return len(self.value) == len(other) and all(
                Near(one, self.allowed) == two for one, two in zip(self.value, other, strict=True)
            )
        return other is not None and abs(self.value - other) <= self.allowed

    __hash__ = None

    def __repr__(self):
        return f"{self.value} +- {self.allowed:g}"
