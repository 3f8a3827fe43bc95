"""The overview as summary.xlsx: read me, findings, headlines, surveys, who was heard."""

import io
from collections.abc import Mapping

from listenwell.summary.formats.xlsx import PLAIN, figures
from listenwell.summary.formats.xlsx.book import Book
from listenwell.summary.formats.xlsx.cells import DAY, WHOLE, Cell, Sheet, columns, count, texts
from listenwell.summary.formats.xlsx.front import put_front, state_of
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Overview
from listenwell.summary.words import Words
from listenwell.survey.languages import speech


def write(overview: Overview, templates: Mapping[str, str]) -> bytes:
    """The workbook. Same overview, same bytes. Raises ReleaseOutdated."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    words = Words(overview.language, templates)
    sheets = [make(overview, words) for make in (_findings, _headlines, _surveys, _heard)]
    keys = [sheet.key for sheet in sheets]
    out = io.BytesIO()
    with Workbook(out, PLAIN) as workbook:
        names = {key: words("sheets", key) for key in ("read_me", *keys)}
        title, leftward = words.page("all_surveys"), speech(words.language).direction == "rtl"
        book = Book(workbook, overview, title, names, leftward)
        notes = [words.page("no_summary", surveys="; ".join(overview.missing))] if overview.missing else []
        reading = [
            words("reading", "units"),
            words("reading", "no_claim"),
            words.page("as_each_says"),
            words.page("overview_hidden", least=LEAST),
            words("reading", "text_told"),
        ]
        put_front(
            book,
            keys,
            words,
            title=title,
            facts=state_of(overview, words),
            findings=overview.findings,
            notes=notes,
            reading=reading,
        )
        for sheet in sheets:
            book.table(sheet)
    return out.getvalue()


def _findings(overview: Overview, words: Words) -> Sheet:
    """Those over all, then those of each survey that say that something moved."""
    over_all = [texts(words.page("all_surveys"), f.sentence, ", ".join(f.figures)) for f in overview.findings]
    own = [
        texts(survey.title, f.sentence, ", ".join(f.figures))
        for survey in overview.surveys
        for f in survey.findings
    ]
    heads = (("survey", 28), ("finding", 100), ("figures", 80))
    return Sheet("findings", columns(words, *heads), over_all + own, {}, printed=2)


def _headlines(overview: Overview, words: Words) -> Sheet:
    rows = [
        [Cell(survey.title), *figures.headline_row(headline, words)]
        for survey in overview.surveys
        for headline in survey.headlines
    ]
    return Sheet("headlines", columns(words, ("survey", 28), *figures.HEADLINE), rows, {}, printed=9)


def _surveys(overview: Overview, words: Words) -> Sheet:
    """Which edition of each was taken, and between which days its changes are."""
    heads = (("survey", 28), ("name", 20), ("responses", 12), ("edition", 10), ("compiled", 20))
    heads += (("now_from", 12), ("now_to", 12), ("before_from", 12), ("before_to", 12))
    rows = []
    for survey in overview.surveys:
        days = [Cell(day, DAY) for span in survey.compared for day in (span.first, span.last)]
        rows.append(
            [
                *texts(survey.title, survey.survey),
                *(Cell(survey.responses, WHOLE), Cell(survey.edition, WHOLE)),
                Cell(f"{survey.as_of:%Y-%m-%d %H:%M} UTC"),
                *(days or [Cell(None)] * 4),
                *(Cell(survey.comparisons, WHOLE), Cell(survey.summary)),
            ]
        )
    return Sheet("surveys", columns(words, *heads, ("family_size", 14), ("document", 50)), rows)


def _heard(overview: Overview, words: Words) -> Sheet:
    heads = (("segment", 28), ("name", 20), ("answered", 14), ("asked_in", 14), ("silent_in", 60))
    rows = [
        [
            *texts(one.words, one.segment),
            count(one.responses, words, one.hidden),
            *(Cell(one.asked, WHOLE), Cell("; ".join(one.silent))),
        ]
        for one in overview.heard
    ]
    return Sheet("heard", columns(words, *heads), rows)
