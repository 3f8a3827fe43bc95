"""Every question: how often each answer was given, the figures by segment, the comments."""

from collections.abc import Iterator

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Comment, Figure, Item, Question
from listenwell.summary.printing.blocks import (
    Block,
    Cell,
    Column,
    Comments,
    Fill,
    Heading,
    Row,
    Says,
    Table,
)
from listenwell.summary.printing.cleaning import written
from listenwell.summary.printing.desk import Desk, bar

ABREAST = 4
MOST_COMMENTS = 100
"""Comments on a question that are printed, the newest; the other documents have more."""


def questions(desk: Desk) -> Iterator[Block]:
    """Every question with its rows."""
    yield Heading(desk.t("every"))
    for question in desk.summary.questions:
        yield Heading(question.words, 2)
        for item in question.items:
            if len(question.items) > 1:
                yield Heading(item.words, 3)
            yield from _item(desk, question, item)


def _item(desk: Desk, question: Question, item: Item) -> Iterator[Block]:
    t = desk.t
    yield Says(_counted(desk, item), "note" if item.base is None else "lead")
    if item.bars:
        rows = (
            Row((Cell(b.words), Cell(desk.words.whole(b.count)), Cell(desk.rate(b.share)), Fill(b.share)))
            for b in item.bars
        )
        columns = (desk.column("answer", 1), desk.numbers("count"), desk.numbers("share"), desk.bars())
        yield Table(columns, tuple(rows))
    yield from desk.picture(f"nps:{item.id}")
    if item.figures and item.figures[0].answer:
        yield from _by_answer(desk, item)
    else:
        yield from _by_measure(desk, item)
    if item.comments and item.comments.hidden:
        comments = desk.words.count("comments", item.comments.count)
        yield Says(t("comments_hidden", comments=comments, least=COMMENTS), "note")
    elif item.comments and item.comments.shown:
        yield from _comments(desk, item)


def _counted(desk: Desk, item: Item) -> str:
    """How many were asked, answered, left it empty."""
    s, t, w = desk.summary, desk.t, desk.words
    if item.base is None or item.asked is None or item.blank is None:
        return t("not_shown", least=LEAST)
    told = []
    if item.asked < s.responses:
        told.append(t("asked_of", asked=w.whole(item.asked), responses=w.count("responses", s.responses)))
    answered, blank = w.whole(item.base), w.whole(item.blank)
    if item.not_applicable:
        told.append(t("counted_na", answered=answered, blank=blank, na=w.whole(item.not_applicable)))
    else:
        told.append(t("counted", answered=answered, blank=blank))
    if item.dont_know:
        told.append(t("counted_dk", n=w.whole(item.dont_know)))
    return " ".join(told)


def _by_measure(desk: Desk, item: Item) -> Iterator[Block]:
    """A table for each kind of figure, a row for each segment."""
    w, kinds = desk.words, dict.fromkeys(figure.measure for figure in item.figures)
    for kind in kinds:
        figures = [figure for figure in item.figures if figure.measure == kind]
        if figures[0].counted:
            yield Says(desk.t("counts_as", points=w.listed(map(str, figures[0].counted))), "lead")
        columns = (
            desk.column("segment", 2),
            Column(w.measure_name(kind), 1, "numbers"),
            desk.numbers("interval"),
            desk.bars("position"),
            desk.numbers("answers"),
        )
        changes = any(figure.change for figure in figures)
        rows = (
            Row(
                (
                    Cell(desk.segment(f.segment), desk.trace([f.id])),
                    desk.value(f),
                    Cell(w.interval(f)),
                    bar(f),
                    Cell(w.base(f)),
                    *([Cell(w.change(f), _tested(desk, f))] if changes else ()),
                )
            )
            for f in figures
        )
        if changes:
            columns = (*columns, desk.column("change", 2))
        yield Table(columns, tuple(rows))


def _tested(desk: Desk, figure: Figure) -> str:
    """The evidence of a change: how large it is, its interval, its p among all that were compared, and on how
    many answers."""
    change, w = figure.change, desk.words
    if change is None:
        return ""
    told = f"{w.number(change.difference, figure.measure, signed=True)} {w.unit(figure.measure)}"
    if change.lower is not None and change.upper is not None:
        low, high = (w.number(value, figure.measure, signed=True) for value in (change.lower, change.upper))
        told += f" ({w('numbers', 'range', low=low, high=high)})"
    if change.p_adjusted is not None:
        told += f"; {desk.chance(change.p_adjusted)}"
    return f"{told}; {w.whole(change.earlier_base)} → {w.count('answers', change.later_base)}"


def _by_answer(desk: Desk, item: Item) -> Iterator[Block]:
    """The share of each answer, a few segments side by side."""
    w = desk.words
    found: dict[str, list[Figure]] = {}
    for figure in item.figures:
        found.setdefault(figure.segment, []).append(figure)
    segments, shown = list(found.items()), {b.answer: b.words for b in item.bars}
    for start in range(0, len(segments), ABREAST):
        some = segments[start : start + ABREAST]
        heads = (
            Column(f"{desk.segment(name)} ({w.base(figures[0])})", 1, "numbers") for name, figures in some
        )
        rows = []
        for number, first in enumerate(some[0][1]):
            name = shown.get(first.answer, first.answer) or w.measure_name(first.measure)
            ids = desk.trace([first.id.split("@")[0]])
            cells = (_share(desk, figures[number]) for _, figures in some)
            rows.append(Row((Cell(name, ids), *cells)))
        yield Table((desk.column("answer", 1.5), *heads), tuple(rows))


def _share(desk: Desk, figure: Figure) -> Cell:
    value = desk.value(figure)
    interval = desk.words.interval(figure) if figure.value is not None else ""
    return Cell(value.words, "\n".join(filter(None, (interval, value.small))), strong=True)


def _comments(desk: Desk, item: Item) -> Iterator[Block]:
    """The newest comments, masked."""
    w, t, comments = desk.words, desk.t, item.comments
    if comments is None:
        return
    printed = comments.shown[:MOST_COMMENTS]
    told = w.count("comments", comments.count)
    if len(printed) < comments.count:
        told = t("comments_newest", comments=told, shown=len(printed))
    yield Heading(told, 3)
    if comments.masked:
        share = comments.masked / len(comments.shown)
        yield Says(
            t(
                "comments_masked",
                n=w.whole(comments.masked),
                shown=w.whole(len(comments.shown)),
                share=w.percent(share),
                kinds=w.masks(comments.kinds),
            ),
            "small",
        )
    yield Comments(tuple(written(c.text, _place(desk, c)) for c in printed))


def _place(desk: Desk, comment: Comment) -> str:
    """Month, segment and themes of a comment, where they are told."""
    segment = [desk.segment(comment.segment)] if comment.segment else []
    return " · ".join(filter(None, (comment.month, *segment, *comment.themes)))
