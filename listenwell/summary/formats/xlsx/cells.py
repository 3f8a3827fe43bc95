"""What stands in a sheet: columns, rows of cells, and how a number is shown."""

from datetime import date
from typing import NamedTuple

from listenwell.summary.guarding import LEAST
from listenwell.summary.measures import KINDS
from listenwell.summary.model import Change, Figure, Weighted
from listenwell.summary.words import Words

WHOLE = "#,##0"
SHARE = "0.0%"
SMALL = "0.000"
POINTS = "0.00"
DAY = "yyyy-mm-dd"

Value = str | float | date | None


class Cell(NamedTuple):
    """Text, a number or a day with its number format; None is an empty cell."""

    value: Value
    form: str = ""


class Column(NamedTuple):
    """Its head, its width in letters, and whether long text goes on in a next line."""

    head: str
    width: int = 12
    wrapped: bool = True


Row = list[Cell]


class Sheet(NamedTuple):
    """A table under a row of heads. `blocks` are rows that belong together, by name: first and last, counted
    from 0 below the heads; `printed` is how many columns are printed, the first ones (0: all)."""

    key: str
    columns: tuple[Column, ...]
    rows: list[Row]
    blocks: dict[str, tuple[int, int]] = {}  # noqa: RUF012 - never changed
    printed: int = 0


_UNBROKEN = ("figure", "item_id", "question_id", "answer_id", "file", "sha256")
"""Ids stay on one line."""


def columns(words: Words, *named: tuple[str, int]) -> tuple[Column, ...]:
    """Columns by the names of their heads, with their widths."""
    return tuple(Column(words("heads", name), width, name not in _UNBROKEN) for name, width in named)


def texts(*values: str) -> Row:
    """Cells of text."""
    return [Cell(value) for value in values]


def count(n: int | None, words: Words, hidden: bool = False) -> Cell:
    """A whole number, hidden, or nothing."""
    return hidden_cell(words) if hidden and n is None else Cell(n, WHOLE)


def hidden_cell(words: Words) -> Cell:
    """What stands in the place of a number that is hidden."""
    return Cell(words("values", "hidden_few", least=LEAST))


def form_of(measure: str, signed: bool = False) -> str:
    """The number format of a measure's values; `signed` for differences."""
    unit = KINDS[measure].unit
    plain = f"0.{'0' * unit.places}" if unit.places else "0"
    plain += "%" if "%" in unit.sign else ""
    return f"+{plain};-{plain};{plain}" if signed or unit.signed else plain


VALUE = (("value", 14), ("lower", 10), ("upper", 10), ("base", 10), ("note", 16))


def value_cells(figure: Figure, words: Words, drawn: bool = False) -> Row:
    """Value, interval, base and what is to say of them. A hidden value says so in its place, but where it is
    `drawn` a program would take the words for 0, so that only the note says it."""
    form = form_of(figure.measure)
    note = words("page", "carried", time=figure.carried) if figure.carried else ""
    value = Cell(figure.value, form)
    if figure.value is None:
        told = hidden_cell(words) if figure.hidden else Cell(words("values", "no_data"))
        value, note = (value, str(told.value)) if drawn else (told, note)
    bounds = [Cell(figure.lower, form), Cell(figure.upper, form)]
    return [value, *bounds, Cell(None if figure.hidden else figure.base, WHOLE), Cell(note)]


CHANGE = (
    *(("earlier", 10), ("earlier_base", 10), ("later", 10), ("later_base", 10)),
    *(("difference", 13), ("difference_lower", 15), ("difference_upper", 15)),
    *(("p", 8), ("p_adjusted", 18), ("family_size", 12), ("verdict", 18)),
)


ENDS = (("above", 12), ("below", 12))


def end_cells(figure: Figure) -> Row:
    """How far the interval reaches above and below the value: from these a chart draws it."""
    form = form_of(figure.measure)
    if figure.value is None or figure.lower is None or figure.upper is None:
        return [Cell(None)] * len(ENDS)
    return [Cell(figure.upper - figure.value, form), Cell(figure.value - figure.lower, form)]


def change_cells(change: Change | None, measure: str, words: Words) -> Row:
    """What changed, by how much, and whether that is beyond chance."""
    if change is None:
        return [Cell(None)] * len(CHANGE)
    form, by = form_of(measure), form_of(measure, signed=True)
    return [
        *(Cell(change.earlier, form), Cell(change.earlier_base, WHOLE)),
        *(Cell(change.later, form), Cell(change.later_base, WHOLE)),
        *(Cell(n, by) for n in (change.difference, change.lower, change.upper)),
        *(Cell(change.p, SMALL), Cell(change.p_adjusted, SMALL)),
        *(Cell(change.family_size, WHOLE), Cell(words("verdicts", change.verdict))),
    ]


WEIGHTED = (
    *(("weighted", 15), ("weighted_lower", 15), ("weighted_upper", 15)),
    *(("effective_base", 12), ("design_effect", 12)),
)


def weighted_cells(weighted: Weighted | None, measure: str) -> Row:
    """The figure weighted to the population."""
    if weighted is None:
        return [Cell(None)] * len(WEIGHTED)
    form = form_of(measure)
    return [
        *(Cell(n, form) for n in (weighted.value, weighted.lower, weighted.upper)),
        *(Cell(weighted.effective_base, "#,##0.0"), Cell(weighted.design_effect, POINTS)),
    ]
