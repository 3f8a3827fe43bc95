"""Months, quarters and years side by side: what of an item may be told of a period?

Whoever has the summaries of all periods can subtract the one from the other. So hiding is decided at the
finest that is ever told, once, and coarser periods follow from it:

1. A month is told over all segments with TOLD answers or more, and by segment where each one that answered
   has as many. (More than LEAST, for the months to come are not known yet: a month told too early would take
   the quarter's figure away.)
2. The rest of a quarter, its months that are not told, is one block. What `hidden_segments` hides in it is
   hidden in the quarter: small segments, and one more where the total would give one away.
3. What is hidden in a quarter is hidden in every longer period that holds it. A quarter hidden over all
   segments waits for another such one in its year; until their blocks have LEAST answers together, longer
   periods are hidden too.
4. Any other period (weeks, halves, ranges) is told whole or not at all: over all segments where each block
   that it cuts has 0 or LEAST answers or more on either side, by segment where each segment has.

Why that is safe: all segments are told of the same blocks of time, and total figures of the same or finer
ones. In a sum of published figures that counts each answer once or never, a block either is counted alike for
all segments, which gives whole blocks of the total; or it is not, and then the hidden segments of a block are
counted together or not at all, for none of them is told of it anywhere. Each of these has 0 or LEAST answers
or more. The proof in full stands in the handbook (how-it-is-built.md).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.guarding.cells import ALL, LEAST, hidden_segments
from listenwell.summary.period import Period, quarter, quarter_of

TOLD = 2 * LEAST
"""Answers with which a month is told, and a segment in it."""

Bases = Mapping[str, Mapping[str, int]]
"""Day (or the first of a month, for the whole month) to segment to answers."""


class Calendar:
    """What may be told of one item. Where the number is no secret over all segments (how many responses came
    in), it is `counted`: then segments are hidden as else, the total never."""

    def __init__(self, bases: Bases, *, counted: bool = False) -> None:
        self._counted = counted
        self._days = {date.fromisoformat(day): Counter(cells) for day, cells in sorted(bases.items())}
        self._segments = {s for cells in self._days.values() for s in cells}
        self._months: dict[tuple[int, int], Counter[str]] = {}
        for day, cells in self._days.items():
            self._months.setdefault((day.year, day.month), Counter()).update(cells)

    def hidden(self, period: Period) -> set[str]:
        """The segments whose figures of the period are hidden, ALL among them where the total is."""
        quarters = _quarters(period)
        if quarters[0].first == period.first and quarters[-1].last == period.last:
            return self._of_quarters(quarters)
        months = list(period.months())
        if len(months) == 1 and (months[0].first, months[0].last) == (period.first, period.last):
            key = period.first.year, period.first.month
            return self._unless(self._months.get(key, Counter()), self._whole(key), self._by_segment(key))
        return self._of_any(period, quarters)

    def _whole(self, month: tuple[int, int]) -> bool:
        """Whether the month is told over all segments."""
        n = self._months.get(month, Counter()).total()
        return self._counted or not 0 < n < TOLD

    def _by_segment(self, month: tuple[int, int]) -> bool:
        cells = self._months.get(month, Counter())
        return self._whole(month) and not any(0 < n < TOLD for n in cells.values())

    def _unless(self, cells: Counter[str], whole: bool, by_segment: bool) -> set[str]:
        """All or nothing: every segment, and all together. Segments without answers too: who knows that one
        did not answer in a month knows more of its other months."""
        segments = set() if by_segment or not (cells.total() or self._counted) else self._segments
        return segments | (set() if whole or not segments else {ALL})

    def _rest(self, of: Period, told: Callable[[tuple[int, int]], bool]) -> Counter[str]:
        """The answers in a quarter's months that are not told."""
        keys = [(m.first.year, m.first.month) for m in of.months()]
        return _sum(self._months.get(key, Counter()) for key in keys if not told(key))

    def _of_quarters(self, quarters: list[Period]) -> set[str]:
        hidden: set[str] = set()
        for _, in_year in groupby(quarters, key=lambda q: q.first.year):
            waiting, parts = 0, 0
            for each in in_year:
                rest, total = self._rest(each, self._by_segment), self._rest(each, self._whole).total()
                small = hidden_segments({**rest, ALL: rest.total()})
                if not self._counted and (ALL in small or 0 < total < LEAST):
                    waiting, parts = waiting + (total or rest.total()), parts + 1
                    small |= self._segments
                hidden |= small - {ALL}
                if waiting >= LEAST and parts > 1:
                    waiting = parts = 0
            hidden |= {ALL} if waiting else set()
        if ALL not in hidden:
            return hidden
        return hidden | self._segments

    def _cells(self, period: Period) -> Counter[str]:
        return _sum(cells for day, cells in self._days.items() if day in period)

    def _of_any(self, period: Period, quarters: list[Period]) -> set[str]:
        """Every block that the period cuts must be none or LEAST on either side."""
        around = Period("", quarters[0].first, quarters[-1].last)
        if self._cells(around) == self._cells(period):
            return self._of_quarters(quarters)
        whole = by_segment = True
        for each in quarters:
            for told in (self._whole, self._by_segment):
                for block in self._blocks(each, told):
                    inside = _sum(c for day, c in block if day in period)
                    outside = _sum(c for day, c in block if day not in period)
                    parts = (inside, outside)
                    whole &= not any(0 < part.total() < LEAST for part in parts)
                    if told == self._by_segment:
                        by_segment &= not any(0 < n < LEAST for part in parts for n in part.values())
        whole = whole or self._counted
        return self._unless(self._cells(period), whole, whole and by_segment)

    def _blocks(
        self, of: Period, told: Callable[[tuple[int, int]], bool]
    ) -> Iterable[list[tuple[date, Counter[str]]]]:
        """The days of a quarter in blocks: each told month, and the rest together."""
        days = [(day, cells) for day, cells in self._days.items() if day in of]
        key = lambda pair: (pair[0].year, pair[0].month)  # noqa: E731 - used twice, here only
        yield [pair for pair in days if not told(key(pair))]
        for month, pairs in groupby(days, key=key):
            if told(month):
                yield list(pairs)


def _quarters(period: Period) -> list[Period]:
    """The quarters that have a day of the period."""
    found = [quarter_of(period.first)]
    while found[-1].last < period.last:
        year, month = found[-1].last.year, found[-1].last.month
        found.append(quarter(year + month // 12, month % 12 // 3 + 1))
    return found


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in counters:
        found.update(each)
    return found


def said(days: Mapping[str, int], period: Period) -> Callable[[date], bool]:
    """Of which days comments may be shown in the period's summary, by how many were written each day (or in
    the month of which it is the first).

    Months with COMMENTS or more; the rest of a quarter where it has as many, else the rest of the year where
    that has. What a period cuts is left out unless each side has none or as many. So of no COMMENTS - 1 or
    fewer it follows from other summaries which month they are of.
    """
    counts = {date.fromisoformat(day): n for day, n in days.items() if n}
    block_of: dict[tuple[int, int], str] = {}
    for size in (_month_of, _quarter_of, _year_of):
        sizes: Counter[str] = Counter()
        for day, n in counts.items():
            if (day.year, day.month) not in block_of:
                sizes[size(day)] += n
        for day in counts:
            if sizes[size(day)] >= COMMENTS:
                block_of.setdefault((day.year, day.month), size(day))
    inside, outside = Counter(), Counter()
    for day, n in counts.items():
        if (block := block_of.get((day.year, day.month))) is not None:
            (inside if day in period else outside)[block] += n
    open_ = {b for b, n in inside.items() if n >= COMMENTS and not 0 < outside[b] < COMMENTS}
    return lambda day: block_of.get((day.year, day.month)) in open_


def _month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def _quarter_of(day: date) -> str:
    return quarter_of(day).label


def _year_of(day: date) -> str:
    return f"{day:%Y}"
