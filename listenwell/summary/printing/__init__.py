"""A Summary on paper: from figures to blocks, which summaries/summary.typ of the templates lays out.

    blocks.py      what is printed: headings, sentences, tables, pictures, comments
    desk.py        what every section needs: words, charts, cells
    opening.py     the first page, findings, headlines; the last review
    asking.py      where it was asked
    relating.py    ratings, importance, drivers, reliability, complaints, themes
    trending.py    over time
    wanting.py     what customers want
    every.py       every question with its figures and comments
    annex.py       methods, questions as asked, archive
    discussing.py  an empty form for decisions and actions
    overall.py     all surveys of a period: a document of its own
    cleaning.py    which characters can be printed, and which way words run

Nothing here knows Typst, and the templates know nothing of a Summary. formats/pdf.py brings both together.
"""

from collections.abc import Callable, Iterator

from listenwell.summary.model import Overview, Summary
from listenwell.summary.printing import (
    annex,
    asking,
    discussing,
    every,
    opening,
    overall,
    relating,
    trending,
    wanting,
)
from listenwell.summary.printing.blocks import Block, Paper
from listenwell.summary.printing.desk import Desk, Pen
from listenwell.survey.languages import speech

__all__ = ["SECTIONS", "Desk", "Paper", "Pen", "paper_of", "paper_over_all"]

SECTIONS: tuple[Callable[[Desk], Iterator[Block]], ...] = (
    opening.review,
    opening.findings,
    opening.headlines,
    opening.contents,
    asking.reach,
    relating.ratings,
    trending.trends,
    relating.importance,
    relating.drivers,
    relating.reliability,
    relating.complaints,
    relating.themes,
    wanting.needs,
    every.questions,
    annex.annex,
    discussing.discussion,
)
"""In the order of the Summary; the form to write on is the last page."""


def paper_of(desk: Desk) -> Paper:
    """The whole document of a survey."""
    blocks = tuple(block for section in SECTIONS for block in section(desk))
    return _paper(desk, desk.summary, desk.summary.title, desk.digest, blocks)


def paper_over_all(pen: Pen, overview: Overview, digest: str) -> Paper:
    """The whole document of all surveys; `digest` is the SHA-256 of its summary.json."""
    return _paper(pen, overview, pen.t("all_surveys"), digest, tuple(overall.blocks(pen, overview)))


def _paper(pen: Pen, s: Summary | Overview, title: str, digest: str, blocks: tuple[Block, ...]) -> Paper:
    period = s.period.label.replace("..", f" {pen.t('to')} ")
    short = pen.t("state_of", digest=digest[:12])
    return Paper(
        title=f"{title}, {period}",
        author=s.organisation,
        language=s.language,
        direction=speech(pen.words.language).direction,
        date=(s.as_of.year, s.as_of.month, s.as_of.day, s.as_of.hour, s.as_of.minute, s.as_of.second),
        head=" · ".join((title, period, short)),
        foot=s.organisation,
        page_of=pen.t("page_of"),
        front=opening.front(pen, s, title),
        blocks=blocks,
    )
