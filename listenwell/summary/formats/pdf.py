"""summary.pdf: tagged, with bookmarks and page numbers, for the screen, the printer and the archive.

Typst lays it out without a browser and asks nothing of anybody: no fonts of the machine, no network, no
clock. What customers wrote reaches it as JSON, never as markup, so that nothing in it can mean anything.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from listenwell.summary.charts import charts_of
from listenwell.summary.formats import json_data
from listenwell.summary.model import Overview, Summary
from listenwell.summary.printing import Desk, Paper, Pen, paper_of, paper_over_all
from listenwell.summary.printing.cleaning import printable
from listenwell.summary.words import Words, part_of
from listenwell.survey.problems import Problems, TemplateError

if TYPE_CHECKING:
    import typst

STANDARDS = ("ua-1", "a-2a")
"""PDF/UA-1 (ISO 14289-1) for people who have it read aloud, PDF/A-2a (ISO 19005-2) for the archive. Typst
refuses to write a file that breaks their rules."""
FONTS = "listenwell_fonts"
"""A folder beside the installed packages where the fonts may lie instead of in this package."""

_TEMPLATES = "summaries/"


def available() -> bool:
    """Whether what lays it out is installed."""
    return find_spec("typst") is not None and _folder() is not None


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """The document by summaries/summary.typ; the same bytes for the same summary. Raises TemplateError
    (P01), ReleaseOutdated."""
    words = Words(summary.language, templates)
    digest = _digest(summary, templates)
    paper = paper_of(Desk(words, summary, charts_of(summary, words), digest))
    return _laid_out(paper, summary.as_of, templates)


def write_overview(overview: Overview, templates: Mapping[str, str]) -> bytes:
    """The document of all surveys, by the same template. Raises TemplateError (P01), ReleaseOutdated."""
    pen = Pen(Words(overview.language, templates))
    paper = paper_over_all(pen, overview, _digest(overview, templates))
    return _laid_out(paper, overview.as_of, templates)


def _digest(what: Summary | Overview, templates: Mapping[str, str]) -> str:
    return hashlib.sha256(json_data.write(what, templates)).hexdigest()


def _laid_out(paper: Paper, as_of: datetime, templates: Mapping[str, str]) -> bytes:
    import typst  # noqa: PLC0415 - an extra

    part_of(templates, f"{_TEMPLATES}summary.typ")
    files = {
        name.removeprefix(_TEMPLATES): text.encode()
        for name, text in templates.items()
        if name.startswith(_TEMPLATES) and name.endswith(".typ")
    }
    start = b'#import "summary.typ": whole\n#whole(json("paper.json"))\n'
    data = msgspec.json.encode(printable(msgspec.to_builtins(paper)))
    try:
        made = typst.compile(
            {"main.typ": start, "paper.json": data, **files},  # type: ignore[type-var]
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
            timestamp=int(as_of.timestamp()),
        )
    except typst.TypstError as error:
        problems = Problems()
        problems.add("P01", "survey_templates/summaries/summary.typ", _line(error), reason=error.message)
        raise TemplateError(problems.all()) from error
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


@cache
def _fonts() -> "typst.Fonts":
    """The fonts that are bundled, and no others."""
    import typst  # noqa: PLC0415 - an extra

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder())])


def _folder() -> Path | None:
    """Where the fonts are: in this package, or beside it where the package is kept small."""
    ours = Path(__file__).parents[1] / "fonts"
    beside = find_spec(FONTS)
    places = [ours, *(Path(place) for place in (beside.submodule_search_locations or () if beside else ()))]
    return next((place for place in places if place.is_dir()), None)


def _line(error: "typst.TypstError") -> int:
    """The line of summary.typ where it failed, else 1."""
    for part in error.diagnostic.split("summary.typ:")[1:]:
        number = part.split(":")[0]
        if number.isdigit():
            return int(number)
    return 1
