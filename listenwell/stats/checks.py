"""What the functions of this package refuse, in one sentence each (always a ValueError)."""

import math
from collections.abc import Iterable, Mapping, Sequence


def count(number: object, what: str) -> int:
    """Return `number` if it is a whole number from 0 up; `what` names it in the message.

    >>> count(3, "the base")
    3
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError(f"{what} must be a whole number, not {number!r}.")
    if number < 0:
        raise ValueError(f"{what} must be 0 or more, not {number}.")
    return number


def part_of(part: object, whole: object, what: str) -> None:
    """Refuse a part that is no count, a whole that is no count, or a part above its whole."""
    count(part, what)
    count(whole, f"the base of {what}")
    if part > whole:  # type: ignore[operator]
        raise ValueError(f"{what} is {part}, more than its base of {whole}.")


def finite(number: object, what: str) -> float:
    """Return `number` if it is an ordinary number: not NaN, not infinite, not true/false, not text."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise ValueError(f"{what} must be an ordinary number, not {number!r}.")
    return number


def positive(number: object, what: str) -> float:
    """Return `number` if it is an ordinary number above 0."""
    if finite(number, what) <= 0:
        raise ValueError(f"{what} must be above 0, not {number!r}.")
    return number  # type: ignore[return-value]


def confidence(level: float) -> float:
    """Return `level` if it lies between 0 and 1, both excluded (0.95 means 95 %)."""
    if not 0 < finite(level, "the confidence") < 1:
        raise ValueError(f"the confidence must lie between 0 and 1, both excluded, not {level!r}.")
    return level


def scale(counts: Mapping[int, int], lowest: int, highest: int) -> None:
    """Refuse counts of answers off the scale lowest..highest (both included) and bad counts."""
    for score, number in counts.items():
        if isinstance(score, bool) or not isinstance(score, int) or not lowest <= score <= highest:
            raise ValueError(f"the score {score!r} is not a whole number from {lowest} to {highest}.")
        count(number, f"the count of the score {score}")


def same_length(named: Mapping[str, Sequence]) -> int:
    """Return the one length that all the named sequences have."""
    lengths = {name: len(values) for name, values in named.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"the lengths differ: {told}.")
    return next(iter(lengths.values()), 0)


def probabilities(values: Iterable[object]) -> list[float]:
    """Return `values` as a list if each lies from 0 to 1, both included."""
    listed = [finite(value, "a p-value") for value in values]
    for value in listed:
        if not 0 <= value <= 1:
            raise ValueError(f"a p-value must lie from 0 to 1, not {value!r}.")
    return listed
