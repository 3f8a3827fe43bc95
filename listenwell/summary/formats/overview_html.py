"""The overview as summary.html: one self-contained file, with links to the summaries beside it."""

from collections.abc import Mapping

from listenwell.summary.formats.html import environment_of, printed
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Overview
from listenwell.summary.words import Words, part_of

_UP = "../../../../"
"""From an edition's folder to where the names of documents begin."""


def write(overview: Overview, templates: Mapping[str, str]) -> bytes:
    """The page by summaries/overview.html; all in it is escaped. Raises TemplateError (P01),
    ReleaseOutdated."""
    part_of(templates, "summaries/overview.html")

    def page() -> str:
        jinja = environment_of(Words(overview.language, templates), templates)
        template = jinja.get_template("summaries/overview.html")
        return template.render(overview=overview, up=_UP, least=LEAST)

    return printed(page, templates)
