"""What does every section need? Words, the summary, its charts, and cells that are made the same way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listenwell.summary.charts import Chart
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Figure, Summary
from listenwell.summary.printing.blocks import Bar, Cell, Column, Picture
from listenwell.summary.words import Words


@dataclass(frozen=True, slots=True)
class Pen:
    """Words and figures as they are printed in one language."""

    words: Words

    def t(self, key: str, **values: object) -> str:
        """Words of the page."""
        return self.words.page(key, **values)

    # Columns

    def column(self, key: str, wide: float = 0) -> Column:
        """A column of words."""
        return Column(self.t(key), wide)

    def numbers(self, key: str) -> Column:
        """A column of numbers."""
        return Column(self.t(key), holds="numbers")

    def bars(self, key: str = "bar") -> Column:
        """A column of bars, whose head is not seen."""
        return Column(self.t(key), holds="bars", hidden=True)

    # Cells

    def value(self, figure: Figure) -> Cell:
        """The value with its unit, and its day where it is carried over from an earlier edition."""
        carried = self.t("carried", time=figure.carried) if figure.carried else ""
        return Cell(self.words.value(figure), carried, strong=True)

    def known(self, value: float | None, places: int, signed: bool = False) -> str:
        """A number with these decimals, or a dash."""
        return self.words("values", "none") if value is None else self.words.decimal(value, places, signed)

    def range(self, low: float | None, high: float | None, places: int) -> str:
        """From one number to another, or a dash."""
        if low is None or high is None:
            return self.words("values", "none")
        return self.words("numbers", "range", low=self.known(low, places), high=self.known(high, places))

    def chance(self, p: float) -> str:
        """p of a test, as it is reported: below 0.001 only that it is."""
        return f"p < {self.known(0.001, 3)}" if p < 0.001 else f"p = {self.known(p, 3)}"

    def rate(self, share: float | None) -> str:
        """A share in per cent, or a dash."""
        return self.words("values", "none") if share is None else self.words.percent(share)


@dataclass(frozen=True, slots=True)
class Desk(Pen):
    """Pen, summary and charts. `digest` is the SHA-256 of summary.json."""

    summary: Summary
    charts: Mapping[str, Chart]
    digest: str

    def segment(self, name: str) -> str:
        """A segment in words; "" is all together."""
        return self.summary.segments.get(name, name) if name != ALL else self.words("values", "all")

    def picture(self, key: str) -> list[Picture]:
        """The chart of that name, or none."""
        chart = self.charts.get(key)
        return [Picture(chart.title, chart.alternative, chart.pictures)] if chart else []

    def trace(self, ids: Iterable[str]) -> str:
        """The ids of figures without what all of this summary share."""
        start = f"{self.summary.survey}/{self.summary.period.label}/"
        return ", ".join(name.removeprefix(start) for name in ids)


def bar(figure: Figure) -> Cell | Bar:
    """The interval of a figure and its value on their axis; nothing where there is none."""
    if figure.value is None or figure.lower is None or figure.upper is None or figure.axis is None:
        return Cell("")
    low, high = figure.axis

    def place(value: float) -> float:
        return round(min(max((value - low) / (high - low), 0), 1), 4)

    zero = place(0) if low < 0 < high else None
    return Bar(place(figure.lower), place(figure.value), place(figure.upper), zero)
