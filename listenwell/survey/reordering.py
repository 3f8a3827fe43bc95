"""What changed its place? The fewest names whose moving turns one order into another."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The names in both lists that moved, in the order of `new`; names in one list alone move nothing."""
    there, here = set(new), set(old)
    place = {name: at for at, name in enumerate(name for name in old if name in there)}
    common = [name for name in new if name in here]
    stays = _longest_rising([place[name] for name in common])
    return [name for name in common if place[name] not in stays]


def before(names: Sequence[str], name: str) -> str:
    """The name that stands right before `name`, or "" when it is the first."""
    at = names.index(name)
    return names[at - 1] if at else ""


def _longest_rising(numbers: list[int]) -> set[int]:
    """The longest run of rising numbers, others between them left out; patience sorting."""
    tops: list[int] = []
    behind: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tops, number)
        behind[number] = tops[at - 1] if at else None
        tops[at : at + 1] = [number]
    found: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        found.add(last)
        last = behind[last]
    return found
