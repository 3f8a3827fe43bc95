"""What goes with what: drivers, importance and performance, reliability; complaints; themes."""

import msgspec


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """An aspect: `weight` is its part of R2 (0 to 1) with its bootstrap interval, `share` its part of R2 as
    a whole (0 to 1)."""

    item: str
    words: str
    weight: float
    lower: float | None
    upper: float | None
    share: float


class Drivers(msgspec.Struct, frozen=True, kw_only=True):
    """Which aspects go with the outcome, heaviest first; association, not cause. Without `drivers`,
    `caution` says why there is no figure; `base` is the smallest number of answers to a pair, None where it
    is too small to show."""

    outcome: str
    words: str
    r2: float | None
    base: int | None
    drivers: tuple[Driver, ...]
    caution: str
    method: str
    source: str


class Aspect(msgspec.Struct, frozen=True, kw_only=True):
    """Stated importance and performance of one aspect: means in points of their scales with t intervals
    (None: no spread). `sure` says that neither interval crosses its cross-hair."""

    name: str
    words: str
    importance: float
    importance_lower: float | None
    importance_upper: float | None
    importance_base: int
    performance: float
    performance_lower: float | None
    performance_upper: float | None
    performance_base: int
    quadrant: str
    sure: bool


class Importance(msgspec.Struct, frozen=True, kw_only=True):
    """Aspects in four quadrants around the cross-hairs (`importance`, `performance`, in points)."""

    question: str
    words: str
    aspects: tuple[Aspect, ...]
    importance: float
    performance: float
    crosshair: str
    method: str
    source: str


class ScaleItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a scale: its correlation with the rest, and alpha without it."""

    item: str
    words: str
    rest_correlation: float | None
    alpha_if_dropped: float | None


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """Do the rows of a grid measure one thing? Cronbach's alpha; None with its reason in `caution`."""

    question: str
    words: str
    alpha: float | None
    lower: float | None
    upper: float | None
    base: int | None
    items: tuple[ScaleItem, ...]
    caution: str
    method: str
    source: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """A cause of complaint: how many complaints name it, and the running share of all that is named."""

    answer: str
    words: str
    count: int
    share: float
    cumulative_share: float


class Complaints(msgspec.Struct, frozen=True, kw_only=True):
    """Causes by falling number of complaints; a complaint counts once for each cause it names, and `base` is
    the number of complaints (responses that name any)."""

    item: str
    words: str
    base: int
    causes: tuple[Cause, ...]
    method: str
    source: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Do a person and the machine give the same comments a theme? Cohen's kappa (-1 to 1) with its interval,
    on the comments that both have sorted; None where either gave it to all or to none."""

    kappa: float | None
    lower: float | None
    upper: float | None
    comments: int
    method: str
    source: str


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """What stands out in the comments on `item`: a name, its terms, how many of the comments read have it,
    and a few of them, masked.

    `group` is "low" or "high" for what the machine found among those who rated `outcome` so, in `language`,
    of whom `of` wrote; "" for a theme that people named, which is counted in all comments read: `low` and
    `high` of them by rating, None where hidden. `segments` are comments by segment, None where hidden."""

    item: str
    group: str
    outcome: str = ""
    language: str = ""
    name: str
    terms: tuple[str, ...]
    comments: int
    of: int
    low: int | None = None
    high: int | None = None
    segments: dict[str, int | None] = {}
    examples: tuple[str, ...]
    agreement: Agreement | None = None
    method: str
    source: str
