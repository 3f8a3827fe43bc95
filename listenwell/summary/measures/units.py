"""In which unit is a figure kept and printed? A share of 0 to 1 as per cent, a score in points."""

import msgspec


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """How a number is kept in a Figure and shown to people.

    `kept` turns what the statistic gives into the Figure's value, `shown` turns that into what is printed
    with `places` decimals and `sign`; `signed` puts a plus before positive values. `difference` names the
    unit of a change, `axis` is from where to where a value can lie (None: the question's own scale). A change
    that is certainly less than `margin` (as kept) is small enough to call a figure stable; None: never.
    """

    name: str
    kept: float = 1
    shown: float = 1
    places: int = 1
    sign: str = ""
    signed: bool = False
    difference: str
    axis: tuple[float, float] | None = None
    margin: float | None = None


SHARE = Unit(name="share", shown=100, sign="\u00a0%", difference="percentage points", axis=(0, 1), margin=0.1)
SCORE = Unit(name="score", kept=100, places=0, signed=True, difference="points", axis=(-100, 100), margin=20)
POINTS = Unit(name="points", places=2, difference="points of the scale", margin=0.5)
RANK = Unit(name="rank", places=2, difference="ranks")
NUMBER = Unit(name="number", difference="units")
