"""Diverging stacked bars: which aspects are rated well, and how much lies on either side of the middle?"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.lettering import broken, width
from listenwell.summary.charts.look import LINE, SIZE, SMALL, SOFT, WIDTH, scale, words_on
from listenwell.summary.charts.plot import Plot
from listenwell.summary.charts.rows import Sheet, sheets, write_names
from listenwell.summary.measures import MEASURES
from listenwell.summary.model import Rating, Summary

if TYPE_CHECKING:
    import altair as alt

_END = 44
"""Room for a share at either end."""
_MOST_POINTS = 7
"""A longer scale is drawn in three parts: below the middle, the middle, above it."""

Part = tuple[str, float]
"""What stands in a part of a bar, and its share (0 to 1)."""


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """One chart over all rated items, under the key "ratings"."""
    neutral = {i.id: MEASURES[q.measure].neutral for q in summary.questions for i in q.items}
    if summary.ratings:
        yield "ratings", ratings_chart(summary.ratings, neutral, reader)


def ratings_chart(
    ratings: tuple[Rating, ...], neutral: Mapping[str, tuple[int, int] | None], reader: Reader
) -> Drawing:
    """The neutral part lies half on either side; best first; the base at the end of each name."""
    w, best = reader.words, ratings[0]
    alike = [r for r in ratings if neutral.get(r.item) == neutral.get(best.item)]
    worst = alike[
        -1
    ]  # a rating is not measured against a recommendation, which lies otherwise about its middle
    if len(alike) == 1:
        title = reader.t("ratings_one", item=best.words, share=w.percent(best.positive))
    else:
        title = reader.t(
            "ratings_title",
            best=best.words,
            high=w.percent(best.positive),
            worst=worst.words,
            low=w.percent(worst.positive),
        )
    told = [
        reader.t(
            "ratings_row",
            item=r.words,
            negative=w.percent(r.negative),
            neutral=w.percent(r.neutral),
            positive=w.percent(r.positive),
            answers=w.count("answers", r.base),
        )
        for r in ratings
    ]
    rows = [(r.words, w.count("answers", r.base)) for r in ratings]
    most = max(max(r.negative, r.positive) + r.neutral / 2 for r in ratings)
    pictures = tuple(
        _picture(ratings[s.start : s.end], s, most, neutral, reader) for s in sheets(rows, head=_head(reader))
    )
    return Drawing(title, reader.told(told), pictures)


def _sides(reader: Reader) -> tuple[list[str], list[str]]:
    """What is above the bars, in lines: the words of the one side and of the other."""
    t = reader.words.page
    return tuple(broken(t(name), WIDTH / 2 - 20, 2, SMALL) for name in ("negative", "positive"))  # type: ignore[return-value]


def _head(reader: Reader) -> float:
    return LINE * max(map(len, _sides(reader))) + 6


def _picture(
    ratings: tuple[Rating, ...],
    sheet: Sheet,
    most: float,
    neutral: Mapping[str, tuple[int, int] | None],
    reader: Reader,
) -> "alt.LayerChart":
    plot = Plot(sheet.height, (-most, most), left=_END, right=_END, leftward=reader.leftward)
    for words, side in zip(_sides(reader), ("start", "end"), strict=True):
        edge = plot.at(0 if side == "start" else WIDTH)
        plot.words([(edge, LINE * (i + 1) - 4, line) for i, line in enumerate(words)], side, SOFT, size=SMALL)
    write_names(plot, sheet.bands)
    bars: dict[str, list[tuple[float, ...]]] = {}
    inside: dict[str, list[tuple[float, float, str]]] = {}
    ends: dict[str, list[tuple[float, float, str]]] = {"start": [], "end": []}
    one = plot.at(_END + 1) - plot.at(_END)
    for rating, band in zip(ratings, sheet.bands, strict=True):
        x = -rating.negative - rating.neutral / 2
        ends["end"].append((x - 5 * one, band.middle, reader.words.percent(rating.negative, 0)))
        for (words, share), colour in zip(*_parts(rating, neutral.get(rating.item)), strict=True):
            if share:
                bars.setdefault(colour, []).append((x, band.top, x + share, band.bottom))
                if share / one > width(words) + 4:
                    inside.setdefault(words_on(colour), []).append((x + share / 2, band.middle, words))
            x += share
        ends["start"].append((x + 5 * one, band.middle, reader.words.percent(rating.positive, 0)))
    for colour, rows in bars.items():
        plot.bars(rows, colour, "#ffffff")
    bottom = sheet.bands[-1].bottom
    for band in sheet.bands:
        plot.rules([(0.0, band.top - 1, 0.0, min(band.bottom + 1, bottom))], SOFT)
    for colour, rows in inside.items():
        plot.words(rows, "middle", colour, size=SMALL, base="middle")
    plot.words(ends["end"], "end", size=SIZE, base="middle")
    plot.words(ends["start"], "start", size=SIZE, bold=True, base="middle")
    return plot.picture()


def _parts(rating: Rating, neutral: tuple[int, int] | None) -> tuple[list[Part], list[str]]:
    """The parts of a bar from the worst to the best, and their colours."""
    if len(rating.bars) > _MOST_POINTS:
        shares = (rating.negative, rating.neutral, rating.positive)
        return [("", share) for share in shares], scale(1, 1, 1)
    scores = sorted(int(bar.answer) for bar in rating.bars)
    low, high = neutral or (scores[(len(scores) - 1) // 2], scores[len(scores) // 2])
    if not neutral and low != high:
        low, high = high, low
    below, above = sum(s < low for s in scores), sum(s > max(low - 1, high) for s in scores)
    ordered = sorted(rating.bars, key=lambda bar: int(bar.answer))
    return [(b.answer, b.share) for b in ordered], scale(below, len(scores) - below - above, above)
