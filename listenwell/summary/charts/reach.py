"""Response by segment and by channel: who was heard, of those who were invited?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.charts.look import BLUE, LINE, PALE, SMALL, SOFT
from listenwell.summary.charts.plot import Plot
from listenwell.summary.charts.rows import Sheet, sheets, write_names
from listenwell.summary.model import Reach, Summary

if TYPE_CHECKING:
    import altair as alt


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart of segments and one of channels, where more than one has answered: "reach:segment"."""
    for kind in ("segment", "channel"):
        rows = [row for row in summary.reach if row.kind == kind]
        if sum(bool(row.answered) for row in rows) > 1:
            yield f"reach:{kind}", reach_chart(rows, kind, reader)


def reach_chart(rows: list[Reach], kind: str, reader: Reader) -> Drawing:
    """Answers as bars, in a pale bar of those who were reached where that is known."""
    w = reader.words
    most = max(rows, key=lambda row: row.answered or 0)
    title = reader.t(f"{kind}_title", name=most.words, answers=w.count("answers", most.answered or 0))
    told = [reader.t("reach_row", name=row.words, told=_note(row, reader)) for row in rows]
    listed = [(row.words, _note(row, reader)) for row in rows]
    high = max(max(row.answered or 0, row.reached or 0) for row in rows) or 1
    invited = any(row.reached for row in rows)
    found = sheets(listed, foot=LINE + 4 if invited else 0)
    pictures = tuple(_picture(rows[s.start : s.end], s, high, invited, reader) for s in found)
    return Drawing(title, reader.told(told), pictures)


def _note(row: Reach, reader: Reader) -> str:
    w = reader.words
    if row.answered is None:
        return w.some(None, row.hidden)
    if row.reached is None:
        return w.whole(row.answered)
    told = reader.t("of", n=w.whole(row.answered), reached=w.whole(row.reached))
    return told if row.rate is None else f"{told} ({w.percent(row.rate)})"


def _picture(rows: list[Reach], sheet: Sheet, high: float, invited: bool, reader: Reader) -> "alt.LayerChart":
    plot = Plot(sheet.height, (0, high), left=2, right=2, leftward=reader.leftward)
    write_names(plot, sheet.bands)
    pairs = list(zip(rows, sheet.bands, strict=True))
    plot.bars([(0, b.top + 1, r.reached, b.bottom - 1) for r, b in pairs if r.reached], PALE)
    plot.bars([(0, b.top + 4, r.answered, b.bottom - 4) for r, b in pairs if r.answered], BLUE)
    plot.rules([(0, b.top, 0, b.bottom) for b in sheet.bands], SOFT)
    if invited:
        plot.words([(plot.at(2), sheet.height - 4, reader.t("reach_key"))], "start", SOFT, size=SMALL)
    return plot.picture()
