"""The Summary: one frozen value; every format prints it and adds nothing of its own."""

from datetime import date, datetime
from typing import Literal

import msgspec

Verdict = Literal["up", "down", "within chance"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The later span minus the earlier one, in the figure's unit. The later span may be the second half of
    the period, so `later` need not be the figure's own value; `p_adjusted` after Benjamini-Hochberg over
    the summary's family of comparisons, None where the data cannot be tested."""

    earlier: float
    earlier_base: int
    later: float
    later_base: int
    difference: float
    lower: float | None
    upper: float | None
    p: float | None
    p_adjusted: float | None
    verdict: Verdict
    method: str
    source: str


class Weighted(msgspec.Struct, frozen=True, kw_only=True):
    """The same figure with each segment counted by its population; `effective_base` is Kish's effective n,
    which the interval was computed with."""

    value: float
    lower: float
    upper: float
    effective_base: float
    design_effect: float
    method: str
    source: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A value with base and 95 % interval, in the unit of its kind (shares 0 to 1, NPS -100 to 100).

    `measure` is a kind of summary/measures; `axis` is from where to where the value can lie (None: no end).
    `segment` "" is all segments together. A `hidden` figure has no value, for its base is too small to
    publish; without answers there is no value either and `base` is 0.
    """

    id: str
    measure: str
    item: str
    segment: str
    answer: str = ""
    value: float | None
    lower: float | None
    upper: float | None
    base: int | None
    axis: tuple[float, float] | None = None
    hidden: bool = False
    change: Change | None = None
    weighted: Weighted | None = None
    method: str
    source: str


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """How often one answer was given; `share` is of the base."""

    answer: str
    words: str
    count: int
    share: float


class Comments(msgspec.Struct, frozen=True, kw_only=True):
    """Own words, newest first, masked; none when fewer than the least number were written."""

    count: int
    hidden: bool
    masked: int
    shown: tuple[str, ...]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A question, or a row of a grid, with its figures (all together first) and its distribution. `asked` are
    the responses to which it was put: answered, blank and not applicable."""

    id: str
    words: str
    asked: int
    base: int
    blank: int
    not_applicable: int
    figures: tuple[Figure, ...] = ()
    bars: tuple[Bar, ...] = ()
    comments: Comments | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as asked, with what it measures."""

    id: str
    words: str
    type: str
    measure: str
    scored: bool
    items: tuple[Item, ...]


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One month of a headline measure."""

    month: str
    figure: Figure


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """A headline measure month by month."""

    item: str
    words: str
    measure: str
    points: tuple[Point, ...]


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """How many responses came from a segment or by a channel or version."""

    kind: Literal["segment", "channel", "version"]
    name: str
    words: str
    responses: int


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Days of a period, both included (UTC)."""

    label: str
    first: date
    last: date


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One survey in one period. `compared` holds the two spans that changes are between (later, earlier);
    they are empty when there is nothing to compare with."""

    organisation: str
    survey: str
    title: str
    language: str
    period: Span
    compared: tuple[Span, ...]
    as_of: datetime
    final: bool
    product_version: str
    responses: int
    family: int
    findings: tuple[str, ...]
    heard: tuple[Heard, ...]
    trends: tuple[Trend, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]

    def figures(self) -> list[Figure]:
        """Every figure: headlines by question, then the months of the trends."""
        asked = [figure for question in self.questions for item in question.items for figure in item.figures]
        return asked + [point.figure for trend in self.trends for point in trend.points]
