"""The pages that a pack has besides the summary: read me, questionnaires, method, clause table."""

from collections.abc import Iterable, Mapping

import msgspec

from listenwell.pages.clause_table import CLAUSES, Clauses
from listenwell.stats.suppression import COMMENTS
from listenwell.summary.formats.html import environment_of, printed
from listenwell.summary.formats.pack.parts import PARTS
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Method, Summary
from listenwell.summary.words import FALLBACK, Words, part_of

SHEETS = ("README", "questionnaires", "method", "clauses")
"""Pages of HTML, by summaries/pack/<name in small letters>.html."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as it is printed: each part of the pack with its name, place and what it shows; the place is
    "" where this summary has nothing in it."""

    number: str
    name: str
    evidence: tuple[tuple[str, str, str], ...]


def sheet(
    name: str, summary: Summary, templates: Mapping[str, str], files: Mapping[str, int], folder: str
) -> bytes:
    """One of SHEETS; `files` are the other files of the pack with their sizes in bytes. Raises TemplateError
    (P01), ReleaseOutdated."""
    template = f"summaries/pack/{name.lower()}.html"
    part_of(templates, template)
    words = Words(summary.language, templates)
    table = msgspec.json.decode(part_of(templates, CLAUSES), type=Clauses)

    def page() -> str:
        return (
            environment_of(words, templates)
            .get_template(template)
            .render(
                summary=summary,
                files=files,
                folder=folder,
                standard=table.standard,
                clauses=rows_of(table, summary, words),
                methods=methods_of(summary, words),
                segments={"": words("values", "all"), **summary.segments},
                least=LEAST,
                least_comments=COMMENTS,
            )
        )

    return printed(page, templates)


def rows_of(table: Clauses, summary: Summary, words: Words) -> list[Row]:
    """The clause table in the reader's language, else in English, else in the first that it has."""

    def said(spoken: Mapping[str, str]) -> str:
        return spoken.get(words.language) or spoken.get(FALLBACK) or next(iter(spoken.values()))

    return [
        Row(
            number=number,
            name=said(clause.name),
            evidence=tuple(
                (words("parts", part), PARTS[part][0] if PARTS[part][1](summary) else "", said(shown))
                for part, shown in clause.evidence.items()
            ),
        )
        for number, clause in table.clauses.items()
    ]


def methods_of(summary: Summary, words: Words) -> list[Method]:
    """How each kind of figure is made, with its source, each once: figures, their changes and weights,
    control charts and their rules, and the sections that have a method of their own."""
    return sorted(dict.fromkeys(_methods(summary, words)), key=lambda m: (m.name, m.method, m.source))


def _methods(summary: Summary, words: Words) -> Iterable[Method]:
    yield from summary.annex.methods
    for figure in (*summary.figures(), *(headline.figure for headline in summary.headlines)):
        name = words.measure_name(figure.measure)
        yield Method(name=name, method=figure.method, source=figure.source)
        if figure.change:
            yield Method(name=name, method=figure.change.method, source=figure.change.source)
        if figure.weighted:
            yield Method(name=name, method=figure.weighted.method, source=figure.weighted.source)
    for control in (trend.control for trend in summary.trends if trend.control):
        yield Method(name=words.page("trend"), method=control.method, source=control.source)
        for signal in control.signals:
            yield Method(name=words.page("signals"), method=signal.meaning, source=signal.source)
    sections = {
        "asked": summary.reach,
        "needs": [need.shift for need in summary.needs if need.shift],
        "importance": summary.importance,
        "drivers": summary.drivers,
        "reliability": summary.reliability,
        "complaints": summary.complaints,
        "themes": summary.themes,
    }
    for key, found in sections.items():
        for each in found:
            yield Method(name=words.page(key), method=each.method, source=each.source)
    for agreement in (theme.agreement for theme in summary.themes if theme.agreement):
        yield Method(name=words.page("theme_kappa"), method=agreement.method, source=agreement.source)
