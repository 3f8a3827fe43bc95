"""Figures as people read them: 82.1 %, +40, [80.6, 83.5]."""

from datetime import date

from listenwell.summary.model import Figure, Measure, Span

MEASURE_NAMES: dict[Measure, str] = {
    "csat": "Two best ratings",
    "nps": "Net Promoter Score",
    "share": "Share of those who answered",
}

_IN_SENTENCES: dict[Measure, str] = {
    "csat": "the share of the two best ratings",
    "nps": "the Net Promoter Score",
    "share": "the share",
}


def in_sentence(measure: Measure) -> str:
    """The measure as it is named within a sentence."""
    return _IN_SENTENCES[measure]


def number(value: float, measure: Measure, signed: bool = False) -> str:
    """A value in the unit that is printed: per cent for shares, points for NPS."""
    shown = value if measure == "nps" else value * 100
    places = 0 if measure == "nps" else 1
    text = f"{shown:+.{places}f}" if signed or measure == "nps" else f"{shown:.{places}f}"
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


def with_unit(amount: float, measure: Measure) -> str:
    """82.1 % or +40."""
    return number(amount, measure) + ("" if measure == "nps" else "\u00a0%")


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
