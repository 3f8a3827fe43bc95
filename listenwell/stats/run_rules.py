"""Which points of a control chart are a signal? Western Electric rules by default, Nelson's offered.

Rules read z, the distance of each point from the centre line in standard deviations (`Chart.z`), and
flag the last point of a pattern, as the rules were written: the point at which one would have known.
Every rule used adds false alarms: the four Western Electric rules together cry wolf about once in 92
points of a stable process (Champ & Woodall 1987, doi:10.1080/00401706.1987.10488266), so declare the
set beforehand and do not add rules until something shows.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

WESTERN_ELECTRIC_SOURCE = "Western Electric Co. 1956, Statistical Quality Control Handbook, pp. 25-28"
NELSON_SOURCE = "Nelson 1984, J Qual Technol 16:237, doi:10.1080/00224065.1984.11978921"

Flags = list[bool]


class Signal(msgspec.Struct, frozen=True):
    """A pattern that ends at the point `index` (from 0), by which rule, in words, and its source."""

    index: int
    rule: str
    meaning: str
    source: str


def _beyond(z: Sequence[float], times: int, window: int, limit: float) -> Flags:
    """`times` of `window` points beyond `limit` on one side, the last of them among these."""
    flags = [False] * len(z)
    for sign in (1, -1):
        out = [sign * value > limit for value in z]
        for last in range(window - 1, len(z)):
            flags[last] |= out[last] and sum(out[last - window + 1 : last + 1]) >= times
    return flags


def _run(holds: Sequence[bool], length: int) -> Flags:
    """The `length`-th point in a row for which something holds, and each one after it in that row."""
    flags, row = [], 0
    for held in holds:
        row = row + 1 if held else 0
        flags.append(row >= length)
    return flags


def _one_side(z: Sequence[float], length: int) -> Flags:
    above, below = _run([value > 0 for value in z], length), _run([value < 0 for value in z], length)
    return [up or down for up, down in zip(above, below, strict=True)]


def _trend(z: Sequence[float]) -> Flags:
    rises = _run([after > before for before, after in pairwise(z)], 5)
    falls = _run([after < before for before, after in pairwise(z)], 5)
    # n points have n - 1 steps between them; the first point ends none.
    return [False, *(up or down for up, down in zip(rises, falls, strict=True))][: len(z)]


def _alternating(z: Sequence[float]) -> Flags:
    steps = [after - before for before, after in pairwise(z)]
    turns = _run([before * after < 0 for before, after in pairwise(steps)], 12)
    return [False, False, *turns][: len(z)]


def _mixture(z: Sequence[float]) -> Flags:
    flags = _run([abs(value) > 1 for value in z], 8)
    for last, held in enumerate(flags):
        window = z[last - 7 : last + 1]
        flags[last] = held and min(window) < 0 < max(window)
    return flags


# Limits are strict (a point on the limit is inside), windows are full, points on the centre line
# belong to neither side; all as in qcc 3, whose tests are among the worked examples.
RULES: dict[str, tuple[str, str, Callable[[Sequence[float]], Flags]]] = {
    "WE1": ("one point beyond 3 sigma", WESTERN_ELECTRIC_SOURCE, lambda z: _beyond(z, 1, 1, 3)),
    "WE2": (
        "two of three beyond 2 sigma, same side",
        WESTERN_ELECTRIC_SOURCE,
        lambda z: _beyond(z, 2, 3, 2),
    ),
    "WE3": (
        "four of five beyond 1 sigma, same side",
        WESTERN_ELECTRIC_SOURCE,
        lambda z: _beyond(z, 4, 5, 1),
    ),
    "WE4": ("eight in a row on one side", WESTERN_ELECTRIC_SOURCE, lambda z: _one_side(z, 8)),
    "nelson1": ("one point beyond 3 sigma", NELSON_SOURCE, lambda z: _beyond(z, 1, 1, 3)),
    "nelson2": ("nine in a row on one side", NELSON_SOURCE, lambda z: _one_side(z, 9)),
    "nelson3": ("six in a row rising or falling", NELSON_SOURCE, _trend),
    "nelson4": ("fourteen in a row alternating up and down", NELSON_SOURCE, _alternating),
    "nelson5": ("two of three beyond 2 sigma, same side", NELSON_SOURCE, lambda z: _beyond(z, 2, 3, 2)),
    "nelson6": ("four of five beyond 1 sigma, same side", NELSON_SOURCE, lambda z: _beyond(z, 4, 5, 1)),
    "nelson7": (
        "fifteen in a row within 1 sigma",
        NELSON_SOURCE,
        lambda z: _run([abs(value) <= 1 for value in z], 15),
    ),
    "nelson8": ("eight in a row beyond 1 sigma, both sides", NELSON_SOURCE, _mixture),
}
WESTERN_ELECTRIC = ("WE1", "WE2", "WE3", "WE4")
NELSON = tuple(name for name in RULES if name.startswith("nelson"))


def signals(z: Sequence[float | None], rules: Iterable[str] = WESTERN_ELECTRIC) -> tuple[Signal, ...]:
    """The signals of the named rules, by point and then in the order of the rules.

    `z` is in standard deviations from the centre line, oldest first; None is a period without data and
    is passed over, so a run goes on across it. No points give no signals. Where several rules flag one
    point, the first in the order given takes precedence in a chart's caption.
    Small samples: patterns need up to 15 points; with few, silence says nothing.

    Raises ValueError for an unknown rule or a z that is not a number.
    Source: Western Electric 1956; Nelson 1984, doi:10.1080/00224065.1984.11978921.

    >>> [(signal.index, signal.rule) for signal in signals([0.1, 2.5, 2.4, -3.2])]
    [(2, 'WE2'), (3, 'WE1')]
    """
    wanted = list(rules)
    for rule in wanted:
        if rule not in RULES:
            raise ValueError(f"the rule {rule!r} is unknown; there are {', '.join(RULES)}.")
    present = [(index, value) for index, value in enumerate(z) if value is not None]
    values = [value for _, value in present]
    # Infinity is allowed: a point off the line of a chart without spread.
    if any(
        isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value) for value in values
    ):
        raise ValueError("every z must be a number, or None for a period without data.")
    flagged = {rule: RULES[rule][2](values) for rule in wanted}
    return tuple(
        Signal(index, rule, RULES[rule][0], RULES[rule][1])
        for place, (index, _) in enumerate(present)
        for rule in wanted
        if flagged[rule][place]
    )
