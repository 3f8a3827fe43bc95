"""The registry of formats: name -> writer of a whole document from a Summary.

    html.py          one self-contained file, by summaries/summary.html of the templates
    tidy_csv.py      one row a number; tidy_parts.py, tidy_relations.py: those that are no figures
    comments_csv.py  one row a comment
    json_data.py     the Summary itself
    pdf.py           pages to hand out, by summaries/summary.typ; needs an extra
    overview_*.py    the same for all surveys of a period in brief
    xlsx/            a workbook with charts of its own; needs an extra
    pack/            all of them in one file, with what an auditor needs besides

To add a format: its file and its row; it is in the pack then. tests/summary/test_formats.py holds every row
to the same Summary.
"""

from collections.abc import Callable, Iterable, Mapping

from listenwell.summary.formats import (
    comments_csv,
    html,
    json_data,
    overview_csv,
    overview_html,
    overview_xlsx,
    pack,
    pdf,
    tidy_csv,
    xlsx,
)
from listenwell.summary.model import Overview, Summary
from listenwell.survey.questionnaire import Questionnaire

Writer = Callable[[Summary, Mapping[str, str]], bytes]
"""Takes the summary and the texts of the templates, gives the document's bytes."""

FORMATS: dict[str, Writer] = {
    "html": html.write,
    "xlsx": xlsx.write,
    "csv": tidy_csv.write,
    "comments.csv": comments_csv.write,
    "json": json_data.write,
    "pdf": pdf.write,
}
"""summary.<name>; a name with a dot is a whole file name."""
PACK = "pack.zip"
"""All of these in one file."""
_NEED = {"pdf": pdf.available, "xlsx": xlsx.available}
"""Formats that need an extra, and whether it is there."""


OverviewWriter = Callable[[Overview, Mapping[str, str]], bytes]

OVERVIEW_FORMATS: dict[str, OverviewWriter] = {
    "html": overview_html.write,
    "xlsx": overview_xlsx.write,
    "csv": overview_csv.write,
    "json": json_data.write,
    "pdf": pdf.write_overview,
}
"""summary.<name> of all surveys together."""


def formats() -> dict[str, Writer]:
    """The formats that can be written here: all of them, or those whose extra is installed."""
    return {name: write for name, write in FORMATS.items() if _writable(name)}


def documents_of(
    summary: Summary, templates: Mapping[str, str], questionnaires: Iterable[Questionnaire]
) -> dict[str, bytes]:
    """The summary in every format that can be written here, and the pack of them, which holds the
    `questionnaires` too. Raises TemplateError (P01), ReleaseOutdated."""
    written = {name: write(summary, templates) for name, write in formats().items()}
    return written | {PACK: pack.write(summary, templates, written, questionnaires)}


def overview_formats() -> dict[str, OverviewWriter]:
    """The same of all surveys together."""
    return {name: write for name, write in OVERVIEW_FORMATS.items() if _writable(name)}


def _writable(name: str) -> bool:
    return name not in _NEED or _NEED[name]()
