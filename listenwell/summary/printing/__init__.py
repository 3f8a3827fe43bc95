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
    cleaning.py    which characters can be printed, and which way words run

Nothing here knows Typst, and the templates know nothing of a Summary. formats/pdf.py brings both together.
"""

from collections.abc import Callable, Iterator

from listenwell.summary.printing import annex, asking, discussing, every, opening, relating, trending, wanting
from listenwell.summary.printing.blocks import Block, Paper
from listenwell.summary.printing.desk import Desk
from listenwell.survey.languages import speech

__all__ = ["SECTIONS", "Desk", "Paper", "paper_of"]

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
    """The whole document."""
    s = desk.summary
    period = s.period.label.replace("..", f" {desk.t('to')} ")
    short = desk.t("state_of", digest=desk.digest[:12])
    return Paper(
        title=f"{s.title}, {period}",
        author=s.organisation,
        language=s.language,
        direction=speech(desk.words.language).direction,
        date=(s.as_of.year, s.as_of.month, s.as_of.day, s.as_of.hour, s.as_of.minute, s.as_of.second),
        head=" · ".join((s.title, period, short)),
        foot=s.organisation,
        page_of=desk.t("page_of"),
        front=opening.front(desk),
        blocks=tuple(block for section in SECTIONS for block in section(desk)),
    )
