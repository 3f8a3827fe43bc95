"""Every question with its figures, distribution and comments."""

import msgspec

from listenwell.summary.model.figures import Figure


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """How often one answer was given; `share` is of the base."""

    answer: str
    words: str
    count: int
    share: float


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's own words, masked. `month` (2026-03) and `segment` are "" where so few wrote that one
    could guess who; `themes` are the names of those whose words stand in it."""

    text: str
    month: str = ""
    segment: str = ""
    themes: tuple[str, ...] = ()


class Comments(msgspec.Struct, frozen=True, kw_only=True):
    """Own words, newest first, masked; none when fewer than the least number were written. `masked` counts
    those of the shown ones with a mask, `kinds` their masks by kind (summary/masking)."""

    count: int
    hidden: bool
    masked: int
    kinds: dict[str, int] = {}
    shown: tuple[Comment, ...]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A question, or a row of a grid, with its figures (all together first) and its distribution.

    `asked` are the responses to which it was put: answered, blank and not applicable. The counts are None
    where the item is hidden over all segments."""

    id: str
    words: str
    asked: int | None
    base: int | None
    blank: int | None
    not_applicable: int | None
    dont_know: int | None = None
    figures: tuple[Figure, ...] = ()
    bars: tuple[Bar, ...] = ()
    comments: Comments | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as asked, with what it measures (a row of summary/measures)."""

    id: str
    words: str
    type: str
    measure: str
    scored: bool
    items: tuple[Item, ...]


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """A scored item as a diverging stacked bar over all segments, in a list sorted by share positive.

    `negative`, `neutral` and `positive` are shares (0 to 1) of the base: below, at and above the middle of
    the scale (promoters 9-10, passives 7-8, detractors 0-6 for NPS). `bars` run from the lowest to the
    highest score.
    """

    item: str
    words: str
    base: int
    negative: float
    neutral: float
    positive: float
    bars: tuple[Bar, ...]
    figure: str
    """Id of its headline figure."""
