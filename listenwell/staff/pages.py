"""What do staff see? Pages in the look of the published ones, by the templates beside this file."""

from functools import cache
from pathlib import Path

from jinja2 import Environment

from listenwell import web
from listenwell.pages.policy import policy
from listenwell.pages.styling import Styles
from listenwell.pages.templating import environment
from listenwell.staff.desk import Desk
from listenwell.staff.roles import Staff
from listenwell.web import Reply

_TEMPLATES = Path(__file__).parent / "templates"
_SHEET = "staff.css"


@cache
def _environment() -> Environment:
    found = {path.name: path.read_text(encoding="utf-8") for path in _TEMPLATES.iterdir()}
    return environment(found)


def page(desk: Desk, status: int, template: str, /, staff: Staff | None = None, **shown: object) -> Reply:
    """A page by its template. Raises StorageUnavailable, DocumentMissing."""
    templates = desk.services.release.templates()
    organisation = desk.services.release.index().organisation
    styles = Styles({**templates, _SHEET: _own_style()})
    style = styles.of(organisation.brand_colour, (_SHEET,))
    html = (
        _environment()
        .get_template(template)
        .render(
            organisation=organisation,
            logo_text=organisation.logo.text.get(organisation.first_language, "")
            if organisation.logo
            else "",
            style=style,
            policy=policy(style, ""),
            staff=staff,
            **shown,
        )
    )
    return web.html(status, html)


@cache
def _own_style() -> str:
    return (_TEMPLATES / _SHEET).read_text(encoding="utf-8")


def told(
    desk: Desk, status: int, title: str, *words: str, staff: Staff | None = None, **shown: object
) -> Reply:
    """A page that says why something did not work, and what to do."""
    return page(desk, status, "told.html", staff, title=title, words=words, **{"kept": {}, "go": (), **shown})
