"""Pairs of answers as six sums (n, x, y, xx, yy, xy) that add up, and what follows from them.

Whole-number answers give whole-number sums, so days add up to years and every engine agrees to the bit;
covariances and correlations are divided once, at the end.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from listenwell.stats import checks

Exact = int | Fraction


class PairSums(msgspec.Struct, frozen=True):
    """Sums over the respondents who answered both of two questions.

    >>> PairSums(2, 3, 5, 5, 13, 8) + PairSums(1, 1, 1, 1, 1, 1)
    PairSums(n=3, x=4, y=6, xx=6, yy=14, xy=9)
    """

    n: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float

    def __add__(self, other: "PairSums") -> "PairSums":
        return PairSums(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))

    def covariance(self) -> float | None:
        """(n xy - x y) / (n (n - 1)), in squared points; None for fewer than two answers.

        >>> PairSums.of([1, 2, 3], [2, 4, 6]).covariance()
        2.0
        """
        return (
            float(Fraction(self._cross(self.xy, self.x, self.y)) / (self.n * (self.n - 1)))
            if self.n > 1
            else None
        )

    def correlation(self) -> float | None:
        """Pearson's r, -1 to 1; None where either question has no spread or fewer than two answers.

        >>> round(PairSums.of([1, 2, 3], [2, 4, 7]).correlation(), 6)
        0.993399
        """
        left, right = self._cross(self.xx, self.x, self.x), self._cross(self.yy, self.y, self.y)
        if left <= 0 or right <= 0:
            return None
        r = self._cross(self.xy, self.x, self.y) / (math.sqrt(left) * math.sqrt(right))
        return max(-1.0, min(1.0, r))

    def _cross(self, product: float, left: float, right: float) -> float:
        return self.n * product - left * right

    @classmethod
    def of(cls, xs: Sequence[float | None], ys: Sequence[float | None]) -> "PairSums":
        """Sums of the pairs in which neither answer is None.

        Raises ValueError for different lengths or an answer that is no number.
        """
        checks.same_length({"the first": xs, "the second": ys})
        pairs = [(exact(x), exact(y)) for x, y in zip(xs, ys, strict=True) if x is not None and y is not None]
        left, right = [x for x, _ in pairs], [y for _, y in pairs]
        return cls(
            len(pairs),
            sum(left),
            sum(right),
            sum(x * x for x in left),
            sum(y * y for y in right),
            sum(x * y for x, y in pairs),
        )

    @classmethod
    def alone(cls, counts: Mapping[float, int]) -> "PairSums":
        """Sums of one question with itself, from its counts.

        >>> PairSums.alone({4: 1, 5: 1}).covariance()
        0.5
        """
        n = sum(checks.count(number, f"the count of {value!r}") for value, number in counts.items())
        x = sum(exact(value) * number for value, number in counts.items())
        xx = sum(exact(value) ** 2 * number for value, number in counts.items())
        return cls(n, x, x, xx, xx, xx)


def exact(answer: float) -> Exact:
    """The answer as a whole number where it is one, else as the fraction that it is exactly.

    >>> exact(4.0), exact(2.5)
    (4, Fraction(5, 2))
    """
    checks.finite(answer, "an answer")
    return int(answer) if answer == int(answer) else Fraction(answer)


def check_sums(sums: PairSums, names: Iterable[str]) -> PairSums:
    """Return sums that some set of answers can have; `names` are the two questions, for the message.

    Raises ValueError for a base below 0 or squares too small for their sum.
    """
    checks.count(sums.n, "the base of a pair")
    told = " and ".join(names)
    for product, left in ((sums.xx, sums.x), (sums.yy, sums.y)):
        if product < 0 or sums.n * product < left * left:
            raise ValueError(f"the sums of {told} cannot come from answers: n xx is less than x squared.")
    return sums
