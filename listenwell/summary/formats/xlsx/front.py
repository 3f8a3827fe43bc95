"""The first sheet: what this is, how to read it, and where everything stands."""

from collections.abc import Iterable

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.formats.xlsx.book import Book
from listenwell.summary.formats.xlsx.cells import Cell, hidden_cell
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Finding, Overview, Summary
from listenwell.summary.words import Words

_WIDTHS = (28, 84)


def write(book: Book, keys: Iterable[str], summary: Summary, words: Words) -> None:
    """Survey, period and state, the findings, how to read the cells, and a list of the sheets."""
    told = {"hidden": hidden_cell(words).value, "least": LEAST, "comments": COMMENTS}
    reading = [words("reading", key, **told) for key in ("units", "no_claim", "hidden_told", "text_told")]
    facts = _facts(summary, words)
    put_front(
        book,
        keys,
        words,
        title=summary.title,
        facts=facts,
        findings=summary.findings,
        notes=summary.notes,
        reading=reading,
    )


def put_front(
    book: Book,
    keys: Iterable[str],
    words: Words,
    *,
    title: str,
    facts: Iterable[tuple[str, str]],
    findings: Iterable[Finding],
    notes: Iterable[str],
    reading: Iterable[str],
) -> None:
    """The sheet itself; `keys` are the sheets that follow it."""
    made = book.sheet("read_me", one_page=True)
    for at, width in enumerate(_WIDTHS):
        made.set_column(at, at, width)
    made.hide_gridlines(2)
    line = 0

    def put(left: str, right: str = "", style: str = "words", right_style: str = "words") -> None:
        nonlocal line
        book.put(made, line, 0, Cell(left), style)
        book.put(made, line, 1, Cell(right), right_style)
        book.heighten(made, line, [Cell(left), Cell(right)], list(_WIDTHS))
        line += 1

    def head(key: str) -> None:
        nonlocal line
        line += 1
        put(words("heads", key), "", "head", "head")
        made.write_blank(line - 1, 1, None, book.format("head"))

    put(words("heads", "survey"), title, "strong", "title")
    for name, told in facts:
        put(words("heads", name), told, "strong")
    head("findings")
    for finding in findings:
        put("", finding.sentence)
    for note in notes:
        put(words("heads", "note"), note)
    head("reading")
    for how in reading:
        put("", how)
    head("sheets")
    for key in keys:
        link = f"internal:'{book.names[key]}'!A1"
        made.write_url(line, 0, link, book.format("link"), string=book.names[key])
        book.put(made, line, 1, Cell(words("in_sheets", key)), "words")
        line += 1


def state_of(s: Summary | Overview, words: Words) -> list[tuple[str, str]]:
    """Whose this is, of which days, and in which state."""
    page = words.page
    compiled = page("compiled", time=s.as_of.strftime("%Y-%m-%d %H:%M"), version=s.product_version)
    state = page("final") if s.final else page("to_date")
    edition = [page("edition", number=s.edition)] if s.edition else []
    return [
        ("organisation", s.organisation),
        ("period", f"{s.period.label}: {words.days(s.period)}"),
        ("state", "; ".join([state, *edition, compiled])),
        ("base", words.count("responses", s.responses)),
    ]


def _facts(summary: Summary, words: Words) -> list[tuple[str, str]]:
    page, annex = words.page, summary.annex
    facts = state_of(summary, words)
    if summary.compared:
        later, earlier = (words.days(span) for span in summary.compared)
        size = words.count("comparisons", summary.families.get("ratings", 0))
        facts.append(("changes", page("changes_from", earlier=earlier, later=later, comparisons=size)))
    if annex.chain_head:
        head = page("archive_head", number=annex.chain_number, head=annex.chain_head, files=len(annex.files))
        facts.append(("archive", head))
    else:
        facts.append(("archive", page("archive_none")))
    if annex.revision:
        time = annex.revision.previous_as_of.strftime("%Y-%m-%d %H:%M")
        facts.append(("revision", page("revised", previous=annex.revision.previous, time=time)))
    if not summary.review.file:
        facts.append(("review", page("review_none", file=f"reviews/{summary.survey}.csv")))
    return facts
