"""How is a picture put together? Layers of Altair over one pair of scales, with every place worked out here.

Nothing depends on how wide a font is: the picture has its size before it is drawn, and the same bytes come
of it on any machine.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import altair as alt

from listenwell.summary.charts.lettering import clean, turned
from listenwell.summary.charts.look import GRID, INK, SIZE, WIDTH

Row = Sequence[float | str]
Mark = Callable[[alt.Chart], alt.Chart]
Dash = tuple[int, ...]
Side = Literal["start", "middle", "end"]


class Plot:
    """A picture of `height`, whose scales reach from `x` at `left` to `right` and from `y` at the bottom to
    the top (units of the picture, from its edges). A `leftward` picture begins at the right. What is laid
    down first lies below."""

    def __init__(
        self,
        height: float,
        x: tuple[float, float] = (0, 1),
        y: tuple[float, float] | None = None,
        *,
        left: float = 0,
        right: float = 0,
        top: float = 0,
        bottom: float = 0,
        leftward: bool = False,
    ) -> None:
        self.height, self.leftward = height, leftward
        self._x, self._across = x, (left, WIDTH - right)
        self._y, self._up = (y, (height - bottom, top)) if y else ((0, height), (0, height))
        self._layers: list[alt.Chart] = []

    def at(self, across: float) -> float:
        """The value on x that lies `across` from where the reader begins."""
        (start, end), (low, high) = self._across, self._x
        return low + (across - start) * (high - low) / (end - start)

    def down(self, down: float) -> float:
        """The value on y that lies `down` from the upper edge."""
        (start, end), (low, high) = self._up, self._y
        return low + (down - start) * (high - low) / (end - start)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies: across from where the reader begins, and down."""
        (start, end), (low, high) = self._across, self._x
        (foot, head), (least, most) = self._up, self._y
        return start + (x - low) * (end - start) / (high - low), foot + (y - least) * (head - foot) / (
            most - least
        )

    def bars(self, rows: Iterable[Row], colour: str, border: str = "") -> None:
        """Rectangles from (x, y) to (x2, y2)."""
        line = {"stroke": border, "strokeWidth": 1} if border else {}
        self._lay(rows, ("x", "y", "x2", "y2"), lambda c: c.mark_rect(fill=colour, **line))

    def rules(self, rows: Iterable[Row], colour: str = GRID, thick: float = 1, dash: Dash = ()) -> None:
        """Straight lines from (x, y) to (x2, y2)."""
        more = {"strokeDash": list(dash)} if dash else {}
        self._lay(
            rows, ("x", "y", "x2", "y2"), lambda c: c.mark_rule(stroke=colour, strokeWidth=thick, **more)
        )

    def line(self, pieces: Iterable[Iterable[Row]], colour: str, thick: float = 2, dash: Dash = ()) -> None:
        """A line through (x, y), broken between the pieces."""
        look = _stroke(colour, thick, dash)
        rows = [(*row, number) for number, piece in enumerate(pieces) for row in piece]
        self._lay(
            rows,
            ("x", "y", "piece"),
            lambda c: c.mark_line(**look).encode(detail="piece:N"),
        )

    def dots(self, rows: Iterable[Row], colour: str, size: float = 30, shape: str = "circle") -> None:
        """Marks at (x, y); `size` is their area."""
        line = {"stroke": "#ffffff", "strokeWidth": 1, "opacity": 1}
        self._lay(rows, ("x", "y"), lambda c: c.mark_point(fill=colour, size=size, shape=shape, **line))

    def words(
        self,
        rows: Iterable[Row],
        side: Side = "start",
        colour: str = INK,
        *,
        size: float = SIZE,
        bold: bool = False,
        base: Literal["alphabetic", "middle"] = "alphabetic",
        lift: float = 0,
    ) -> None:
        """(x, y, words), which begin, are centred or end there; `lift` units above it."""
        ends = {"start": "right", "end": "left"} if self.leftward else {"start": "left", "end": "right"}
        align = ends.get(side, "center")
        look: dict[str, Any] = {
            "align": align,
            "baseline": base,
            "fontSize": size,
            "fill": colour,
            "dy": -lift,
        }
        if bold:
            look["fontWeight"] = "bold"
        shown = [(x, y, turned(clean(str(words)), self.leftward)) for x, y, words in rows]
        self._lay(
            [row for row in shown if row[2]],
            ("x", "y", "t"),
            lambda c: c.mark_text(**look).encode(text="t:N"),
        )

    def picture(self) -> alt.LayerChart:
        """The whole of it."""
        return alt.layer(*self._layers).properties(
            width=WIDTH,
            height=self.height,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": 0, "top": 0, "right": 0, "bottom": 0},
            background="white",
            config=alt.Config(aria=False, view=alt.ViewConfig(stroke=None)),
        )

    def _lay(self, rows: Iterable[Row], names: tuple[str, ...], mark: Mark) -> None:
        data = [dict(zip(names, _short(row), strict=True)) for row in rows]
        if not data:
            return
        across = list(self._across)
        if self.leftward:
            across = [WIDTH - place for place in across]
        flat = {"nice": False, "zero": False, "clamp": False}
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=list(self._x), range=across, **flat))
        y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=list(self._y), range=list(self._up), **flat))
        chart = mark(alt.Chart(alt.InlineData(values=data)))
        ends = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")} if "x2" in names else {}
        self._layers.append(chart.encode(x=x, y=y, **ends))


def _stroke(colour: str, thick: float, dash: Dash) -> dict[str, Any]:
    return {"stroke": colour, "strokeWidth": thick, **({"strokeDash": list(dash)} if dash else {})}


def _short(row: Row) -> list[float | str]:
    return [round(each, 4) if isinstance(each, float) else each for each in row]


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from low to high, at most `most`."""
    size = 1e-6
    while True:
        for step in (1, 2, 2.5, 5):
            wide = step * size
            first, last = -(-low // wide), high // wide
            if last - first + 1 <= most:
                return [round(number * wide, 9) for number in range(int(first), int(last) + 1)]
        size *= 10


def places_of(values: Iterable[float]) -> int:
    """With how many decimals these values are told apart from rounded ones: at most 3."""
    values = list(values)
    return next((n for n in range(3) if all(abs(v - round(v, n)) < 1e-9 for v in values)), 3)
