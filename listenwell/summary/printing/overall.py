"""All surveys of a period: what moved in which, their headlines, who was heard."""

from collections.abc import Iterator

from listenwell.summary.guarding import LEAST
from listenwell.summary.model import InBrief, Overview
from listenwell.summary.printing.blocks import Block, Cell, Heading, Points, Row, Says, Table
from listenwell.summary.printing.desk import Pen
from listenwell.summary.printing.opening import headline_columns, headline_rows


def blocks(pen: Pen, overview: Overview) -> Iterator[Block]:
    """The whole document in the order of summary.html."""
    t = pen.t
    yield Heading(t("findings"))
    yield Points(tuple(finding.sentence for finding in overview.findings))
    if overview.missing:
        yield Says(t("no_summary", surveys="; ".join(overview.missing)), "note")
    if overview.surveys:
        yield Heading(t("headlines"))
        rows = tuple(row for survey in overview.surveys for row in _rows(pen, survey))
        yield Table(headline_columns(pen), rows)
        yield Says(t("as_each_says"), "small")
        yield Heading(t("moved_in"))
        yield from _moved(pen, overview)
    if overview.heard:
        yield from _heard(pen, overview)


def _rows(pen: Pen, survey: InBrief) -> Iterator[Row]:
    """The survey with the edition it was taken from, then its headlines."""
    w, t = pen.words, pen.t
    edition = f"{t('edition', number=survey.edition)}, {survey.as_of:%Y-%m-%d %H:%M} UTC"
    told = f"{w.count('responses', survey.responses)}; {edition}; {survey.summary}"
    yield Row((Cell(survey.title, told, strong=True),), across=True)
    if not survey.headlines:
        yield Row((Cell("", t("no_headline")), *(Cell("") for _ in headline_columns(pen)[1:])))
    for headline in survey.headlines:
        yield from headline_rows(pen, headline, headline.figure.id)


def _moved(pen: Pen, overview: Overview) -> Iterator[Block]:
    w, t = pen.words, pen.t
    moved = [survey for survey in overview.surveys if survey.findings]
    for survey in moved:
        yield Heading(survey.title, 2)
        if survey.compared:
            later, earlier = (w.days(span) for span in survey.compared)
            judged = w.count("comparisons", survey.comparisons)
            yield Says(t("changes_from", earlier=earlier, later=later, comparisons=judged), "lead")
        yield Points(tuple(finding.sentence for finding in survey.findings))
    if not moved:
        yield Says(t("nothing_moved"))


def _heard(pen: Pen, overview: Overview) -> Iterator[Block]:
    w, t = pen.words, pen.t
    yield Heading(t("heard"))
    yield Table(
        (
            pen.column("segment", 2),
            pen.numbers("answered"),
            pen.numbers("asked_in"),
            pen.column("silent_in", 3),
        ),
        tuple(
            Row(
                (
                    Cell(one.words),
                    Cell(w.some(one.responses, one.hidden), strong=True),
                    Cell(w.whole(one.asked)),
                    Cell("; ".join(one.silent) or w("values", "none")),
                )
            )
            for one in overview.heard
        ),
    )
    yield Says(t("overview_hidden", least=LEAST), "small")
