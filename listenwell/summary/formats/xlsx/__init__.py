"""summary.xlsx: a sheet for each part of the summary, with charts of the spreadsheet's own.

    front.py       read me: what this is, findings, where everything stands
    figures.py     headlines, ratings, by segment, trend
    asking.py      where it was asked, questions, comments, raw counts, questions as asked
    relations.py   needs, importance, drivers, reliability, complaints, themes
    annex.py       findings, review, method, archive, what changed since the last edition
    charts.py      bars and lines over the cells

    cells.py       what stands in a sheet          book.py   how it becomes part of a workbook

XlsxWriter is part of the extra `listenwell[summaries]`. The workbook is made in memory, not row by row: only
so do charts keep their numbers in the file, for viewers that do not calculate.
"""

import io
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from listenwell.summary.formats.xlsx import annex, asking, charts, figures, front, relations
from listenwell.summary.formats.xlsx.book import Book
from listenwell.summary.formats.xlsx.cells import Sheet
from listenwell.summary.model import Summary
from listenwell.summary.words import Words
from listenwell.survey.languages import speech

SHEETS: dict[str, Callable[[Summary, Words], Sheet]] = {
    "findings": annex.findings,
    "review": annex.review,
    "headlines": figures.headlines,
    "reach": asking.reach,
    "marks": asking.marks,
    "ratings": figures.ratings,
    "by_segment": figures.by_segment,
    "trend": figures.trend,
    "importance": relations.importance,
    "drivers": relations.drivers,
    "reliability": relations.reliability,
    "complaints": relations.complaints,
    "themes": relations.themes,
    "needs": relations.needs,
    "questions": asking.questions,
    "comments": asking.comments,
    "raw_counts": asking.raw_counts,
    "method": annex.method,
    "as_asked": asking.as_asked,
    "revision": annex.revision,
    "archive": annex.archive,
}
"""The tables in their order, between "read_me" and "charts"; their names are `sheets` in the words."""
_FIRST = ("findings", "review", "headlines", "charts")
ALWAYS = ("headlines", "by_segment", "trend", "questions", "comments", "raw_counts", "method")
"""What has a sheet even when it is empty."""
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How every workbook is made: text is text, whatever it looks like."""


def available() -> bool:
    """Whether what writes it is installed."""
    return find_spec("xlsxwriter") is not None


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """The workbook. Same summary, same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    words = Words(summary.language, templates)
    made = {
        key: sheet for key, make in SHEETS.items() if (sheet := make(summary, words)).rows or key in ALWAYS
    }
    out = io.BytesIO()
    with Workbook(out, PLAIN) as workbook:
        names = {key: words("sheets", key) for key in ("read_me", *SHEETS, "charts")}
        book = Book(workbook, summary, summary.title, names, speech(words.language).direction == "rtl")
        drawn = list(charts.draw(book, made, summary, words))
        order = [key for key in (*_FIRST, *SHEETS) if key in made or (key == "charts" and drawn)]
        front.write(book, dict.fromkeys(order), summary, words)
        for key in dict.fromkeys(order):
            if key == "charts":
                charts.put(book, drawn)
            else:
                book.table(made[key])
    return out.getvalue()
