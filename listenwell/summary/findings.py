"""The figures in sentences; each says no more than the figure behind it."""

from collections.abc import Mapping, Sequence

from listenwell.summary.comparing import Q
from listenwell.summary.measures import KINDS
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
    told += [_direction(f, words[f.item], family - 1) for q in questions for f in _headline(q)]
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
    told.append(f"Changes are from one span ({days(earlier)}) to the next ({days(later)}).")
    if family:
        judged = "1 comparison was judged" if family == 1 else f"{family} comparisons were judged together"
        rate = f"at most {Q * 100:.0f} % of those called beyond chance are expected to be chance"
        told.append(f"{judged} (Benjamini-Hochberg: {rate}).")
    return tuple(told)


def _headline(question: Question) -> list[Figure]:
    """The figure of all segments together, for questions that are one item."""
    if len(question.items) != 1:
        return []
    return [f for f in question.items[0].figures if f.segment == ALL and KINDS[f.measure].headline]


def _direction(figure: Figure, words: str, others: int) -> str:
    """Improving, declining, or no change shown?"""
    change = figure.change
    if change is None:
        return f"“{words}”: too few answers to say whether it changed."
    if change.verdict != "within chance":
        better = "improved" if change.verdict == "up" else "declined"
        return f"“{words}” {better}: {_evidence(figure)}, beyond chance."
    if change.lower is not None and (change.lower > 0 or change.upper < 0):
        return (
            f"“{words}” shows no change beyond chance: {_evidence(figure)}. Alone that would stand out; "
            f"judged together with {others} other comparisons it does not."
        )
    return f"“{words}” shows no change beyond chance: {_evidence(figure)}."


def _moved(figure: Figure, words: str) -> str:
    way = "rose" if figure.change.verdict == "up" else "fell"
    return f"{words} {way}: {_evidence(figure)}, beyond chance."


def _evidence(figure: Figure) -> str:
    """From what to what, on how many answers, and between which bounds the change lies."""
    change, measure = figure.change, figure.measure
    unit = KINDS[measure].unit.difference
    earlier = f"{with_unit(change.earlier, measure)} ({_answers(change.earlier_base)})"
    later = f"{with_unit(change.later, measure)} ({_answers(change.later_base)})"
    moved = f"{number(change.difference, measure, signed=True)} {unit}"
    if change.lower is not None:
        low, high = (number(bound, measure, signed=True) for bound in (change.lower, change.upper))
        moved += f" (95 % interval {low} to {high})"
    return f"{in_sentence(measure)} went from {earlier} to {later}; the change is {moved}"


def _answers(n: int) -> str:
    return f"{n:,} answer{'s' if n != 1 else ''}"
