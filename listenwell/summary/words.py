"""Figures as people read them: 82.1 %, +40, [80.6, 83.5]."""

from datetime import date

from listenwell.summary.measures import KINDS
from listenwell.summary.model import Figure, Span


def measure_name(measure: str) -> str:
    """The measure as the head of a column or row."""
    return KINDS[measure].name


def in_sentence(measure: str) -> str:
    """The measure as it is named within a sentence."""
    return KINDS[measure].sentence


def number(value: float, measure: str, signed: bool = False) -> str:
    """A value as its unit is printed: per cent for shares, points for NPS; nothing has no sign."""
    unit = KINDS[measure].unit
    shown = value * unit.shown
    text = f"{shown:+.{unit.places}f}" if signed or unit.signed else f"{shown:.{unit.places}f}"
    if text.lstrip("+-").strip("0.") == "":
        text = text.lstrip("+-")
    return text.replace("-", "−")


def value(figure: Figure) -> str:
    """The value with its unit, or why there is none."""
    if figure.hidden:
        return "hidden"
    if figure.value is None:
        return "no data"
    return with_unit(figure.value, figure.measure)


def with_unit(amount: float, measure: str) -> str:
    """82.1 % or +40."""
    return number(amount, measure) + KINDS[measure].unit.sign


def interval(figure: Figure) -> str:
    """The 95 % interval in the value's unit."""
    if figure.lower is None or figure.upper is None:
        return "–"
    return f"{number(figure.lower, figure.measure)} to {number(figure.upper, figure.measure)}"


def base(figure: Figure) -> str:
    """The number of answers behind the figure."""
    return "few" if figure.hidden else f"{figure.base:,}"


def day(when: date) -> str:
    """1 April 2026."""
    return f"{when.day} {when:%B %Y}"


def days(span: Span) -> str:
    """1 January 2026 to 31 March 2026."""
    return f"{day(span.first)} to {day(span.last)}"
