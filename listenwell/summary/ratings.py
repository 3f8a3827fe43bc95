"""Ratings sorted by share positive, and headlines with their standing."""

from collections.abc import Iterable

from listenwell.summary.measures import KINDS, measure_of
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Figure, Headline, Item, Question, Rating, Standing
from listenwell.survey import question as asked


def headlines_of(questions: Iterable[Question], compared: bool) -> tuple[Headline, ...]:
    """The headline over all segments of each question that is one item."""
    return tuple(
        Headline(item=item.id, words=item.words, figure=figure, standing=standing_of(figure, compared))
        for question in questions
        if len(question.items) == 1
        for item in question.items
        if (figure := headline(item)) is not None
    )


def headline(item: Item, segment: str = ALL) -> Figure | None:
    """The headline figure of an item in a segment, if its measure has one."""
    return next((f for f in item.figures if f.segment == segment and KINDS[f.measure].headline), None)


def standing_of(figure: Figure, compared: bool) -> Standing:
    """Improving, declining, stable, unclear, or why nothing can be said."""
    change = figure.change
    if not compared:
        return "nothing earlier"
    if change is None or figure.hidden:
        return "too few"
    if change.verdict != "within chance":
        return "improving" if change.verdict == "up" else "declining"
    margin = KINDS[figure.measure].unit.margin
    if margin is None or change.lower is None or change.upper is None:
        return "unclear"
    if -margin <= change.lower and change.upper <= margin:
        return "stable"
    return "unclear"


def ratings_of(pairs: Iterable[tuple[asked.Question, Question]]) -> tuple[Rating, ...]:
    """The scored items whose distribution is shown, the best liked first; ties as asked."""
    found = []
    for question, shown in pairs:
        if not question.scored:
            continue
        low, high = measure_of(question).middle(question)
        for item in shown.items:
            figure = headline(item)
            if figure is None or not item.bars:
                continue
            parts = [0, 0, 0]
            for bar in item.bars:
                score = int(bar.answer)
                parts[0 if score < low else 1 if score <= high else 2] += bar.count
            base = sum(parts)
            negative, neutral, positive = (part / base for part in parts)
            found.append(
                Rating(
                    item=item.id,
                    words=item.words,
                    base=base,
                    negative=negative,
                    neutral=neutral,
                    positive=positive,
                    bars=item.bars,
                    figure=figure.id,
                )
            )
    return tuple(sorted(found, key=lambda rating: -rating.positive))
