"""The figures in sentences; each says no more than the figure behind it."""

from collections.abc import Mapping, Sequence

from listenwell.summary.comparing import Q
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Figure, Heard, Question, Span
from listenwell.summary.words import days, in_sentence, number, with_unit

_MOST = 8
"""Changes told one by one; the tables have all."""


def findings(
    responses: int,
    questions: Sequence[Question],
    heard: Sequence[Heard],
    compared: Sequence[Span],
    family: int,
    segments: Mapping[str, str],
) -> tuple[str, ...]:
    """Sentences in the order a quality lead asks: how many, who not, better or worse, what else changed."""
    if not responses:
        return ("Nobody answered in this period. Silence is a finding too: was anybody asked?",)
    told = [f"{responses:,} response{'s' if responses != 1 else ''} came in."]
    silent = [h.words for h in heard if h.kind == "segment" and h.responses == 0]
    if silent:
        told.append(f"Not heard from: {', '.join(silent)}.")
    if not compared:
        return (*told, "There is nothing earlier to compare with.")
    words = {item.id: item.words for question in questions for item in question.items}
    figures = [figure for question in questions for item in question.items for figure in item.figures]
    told += [_direction(f, words[f.item]) for q in questions for f in _headline(q)]
    moved = [f for f in figures if f.change and f.change.verdict in ("up", "down") and f.segment != ALL]
    moved += [
        f
        for f in figures
        if f.change and f.change.verdict in ("up", "down") and f.segment == ALL and "." in f.item
    ]
    moved.sort(key=lambda f: (f.change.p_adjusted, f.id))
    for figure in moved[:_MOST]:
        where = f", {segments.get(figure.segment, figure.segment)}," if figure.segment else ""
        told.append(_moved(figure, f"“{words[figure.item]}”{where}"))
    if len(moved) > _MOST:
        told.append(f"{len(moved) - _MOST} more changes beyond chance stand in the tables.")
    later, earlier = compared
    told.append(
        f"Changes are between {days(earlier)} and {days(later)}. {family} comparisons were judged together "
        f"(Benjamini-Hochberg, at most {Q:.0%} of those named expected to be chance)."
    )
    return tuple(told)


def _headline(question: Question) -> list[Figure]:
    """The figure of all segments together, for questions that are one item."""
    if len(question.items) != 1:
        return []
    return [f for f in question.items[0].figures if f.segment == ALL and f.measure in ("csat", "nps")]


def _direction(figure: Figure, words: str) -> str:
    """Stable, improving or declining?"""
    if figure.change is None:
        return f"“{words}”: too few answers to say whether it changed."
    if figure.change.verdict == "within chance":
        name = in_sentence(figure.measure)
        low, high = (
            number(b, figure.measure, signed=True) for b in (figure.change.lower, figure.change.upper)
        )
        unit = "points" if figure.measure == "nps" else "percentage points"
        return (
            f"“{words}” is stable: {name} went from {with_unit(figure.change.earlier, figure.measure)} to "
            f"{_later(figure)}, which is within chance (the change lies between {low} and {high} {unit})."
        )
    better = "improved" if figure.change.verdict == "up" else "declined"
    return f"“{words}” {better}: {_evidence(figure)}."


def _moved(figure: Figure, words: str) -> str:
    way = "rose" if figure.change.verdict == "up" else "fell"
    return f"{words} {way}: {_evidence(figure)}."


def _evidence(figure: Figure) -> str:
    change = figure.change
    low, high = (number(bound, figure.measure, signed=True) for bound in (change.lower, change.upper))
    unit = "points" if figure.measure == "nps" else "percentage points"
    return (
        f"{in_sentence(figure.measure)} went from {with_unit(change.earlier, figure.measure)} "
        f"({change.earlier_base:,} answers) to {_later(figure)}; the change of "
        f"{number(change.difference, figure.measure, signed=True)} {unit} (95 % interval {low} to {high}) is "
        "beyond chance"
    )


def _later(figure: Figure) -> str:
    later = figure.change.earlier + figure.change.difference
    return with_unit(later, figure.measure)
