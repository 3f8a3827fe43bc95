"""The first page: what the review should know and discuss; then the headlines with their evidence."""

from collections.abc import Iterator
from itertools import chain

from listenwell.summary.model import Headline, Overview, Summary
from listenwell.summary.printing.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Front,
    Heading,
    Points,
    Row,
    Says,
    Table,
)
from listenwell.summary.printing.desk import Desk, Pen, bar


def front(pen: Pen, s: Summary | Overview, title: str) -> Front:
    """Whose summary of what, when it was compiled, and what it does not claim."""
    t, days = pen.t, pen.words.days(s.period)
    state = [t("final") if s.final else t("to_date")]
    if s.edition:
        state.append(t("edition", number=s.edition))
    compiled = t("compiled", time=f"{s.as_of:%Y-%m-%d %H:%M}", version=s.product_version)
    return Front(
        organisation=s.organisation,
        title=title,
        period=days if ".." in s.period.label else f"{s.period.label}: {days}",
        lines=(f"{compiled}; {'; '.join(state)}.", t("those")),
    )


def review(desk: Desk) -> Iterator[Block]:
    """1: the last review's actions and what became of them."""
    s, t = desk.summary, desk.t
    yield Heading(t("review"))
    yield from (Says(problem, "note") for problem in s.review.problems if problem not in s.notes)
    if not s.review.actions:
        if not s.review.file:
            yield Says(t("review_none", file=f"reviews/{s.survey}.csv"), "small")
        return
    figures = {figure.id: figure for figure in s.figures()}
    columns = (
        desk.column("action", 3.5),
        desk.column("decision", 2.5),
        desk.column("owner", 1.5),
        desk.column("due"),
        desk.column("state"),
        desk.column("effect", 2.5),
        desk.column("moved", 2),
    )
    rows = []
    for action in s.review.actions:
        moved = desk.words.change(figures[action.figure]) if action.figure in figures else "–"
        rows.append(
            Row(
                (
                    Cell(action.action, action.period, strong=True),
                    Cell(action.decision),
                    Cell(action.owner),
                    Cell(f"{action.due:%Y-%m-%d}" if action.due else "–"),
                    Cell(desk.words("states", action.state), strong=action.state == "overdue"),
                    Cell(action.effect.replace("@", "\u200b@") or "–"),
                    Cell(moved),
                )
            )
        )
    yield Table(columns, tuple(rows))


def findings(desk: Desk) -> Iterator[Block]:
    """2: the figures in sentences."""
    yield Heading(desk.t("findings"))
    yield Points(tuple(finding.sentence for finding in desk.summary.findings))
    yield from (Says(note, "note") for note in desk.summary.notes)


def headlines(desk: Desk) -> Iterator[Block]:
    """3: one line for each measure over all segments."""
    s, t = desk.summary, desk.t
    if not s.headlines:
        return
    yield Heading(t("headlines"))
    if s.compared:
        later, earlier = (desk.words.days(span) for span in s.compared)
        comparisons = desk.words.count("comparisons", s.families.get("ratings", 0))
        yield Says(t("changes_from", earlier=earlier, later=later, comparisons=comparisons), "lead")
    rows = (headline_rows(desk, one, desk.trace([one.figure.id])) for one in s.headlines)
    yield Table(headline_columns(desk), tuple(chain.from_iterable(rows)))


def headline_columns(pen: Pen) -> tuple[Column, ...]:
    """What stands in `headline_rows`."""
    return (
        pen.column("question", 3),
        pen.numbers("value"),
        pen.numbers("interval"),
        pen.bars("position"),
        pen.numbers("answers"),
        pen.column("change", 2),
        pen.column("standing", 1.3),
    )


def headline_rows(pen: Pen, headline: Headline, figure_id: str) -> Iterator[Row]:
    """A headline with its evidence, then weighted by population where it is; its figure's id as printed."""
    w, figure = pen.words, headline.figure
    yield Row(
        (
            Cell(headline.words, f"{w.measure_name(figure.measure)} · {figure_id}"),
            pen.value(figure),
            Cell(w.interval(figure)),
            bar(figure),
            Cell(w.base(figure)),
            Cell(w.change(figure)),
            Cell(w("standings", headline.standing), strong=True),
        )
    )
    if figure.weighted:
        found = figure.weighted
        yield Row(
            (
                Cell("", pen.t("weighted")),
                Cell("", w.percent(found.value)),
                Cell("", w.between(found.lower, found.upper, figure.measure)),
                Cell(""),
                Cell("", f"{pen.t('effective')} {w.decimal(found.effective_base, 0)}"),
                Cell("", f"{pen.t('design_effect')} {w.decimal(found.design_effect, 2)}"),
                Cell(""),
            )
        )


def contents(desk: Desk) -> Iterator[Block]:
    """What stands on the pages that follow."""
    yield Contents()
