"""Staff pages without a sign-in: interviews and summaries, for a server that only this machine reaches."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from listenwell import web
from listenwell.intake import pages
from listenwell.intake.receiving import receive
from listenwell.intake.routes import answer_with
from listenwell.intake.services import Services
from listenwell.storage import DocumentMissing, DocumentNameRefused, DocumentStore
from listenwell.storage.content_type import content_type
from listenwell.summary.editions import ALL_SURVEYS, document, file_name, folder, read_shelf, shelves
from listenwell.survey.organisation import NAME, in_language
from listenwell.web import Reply, Request

INTERVIEWER = "interviewer"
"""Who entered a response, as long as staff have no names of their own."""

_INTERVIEW = rf"/staff/interviews/(?P<survey>{NAME})/(?P<segment>{NAME})"


def answer_staff(request: Request, services: Services, documents: DocumentStore) -> Reply:
    """Answer a request below /staff."""
    shelf = _Shelf(documents)
    return answer_with(
        (
            ("GET", re.compile(_INTERVIEW), _staff(pages.prefilled, staff=True)),
            ("POST", re.compile(_INTERVIEW), _staff(receive, entered_by=INTERVIEWER)),
            ("GET", re.compile(_INTERVIEW + "/thanks"), _staff(pages.thanks, staff=True)),
            ("GET", re.compile("/staff/?"), shelf.overview),
            (
                "GET",
                re.compile(
                    r"/staff/summaries/(?P<place>[^/]+/[^/]+)(/(?P<number>[0-9]{4}))?/(?P<file>[a-z]+\.[a-z]+)"
                ),
                shelf.document,
            ),
        ),
        request,
        services,
    )


def _staff(function: Callable[..., Reply], **more: Any) -> Callable[..., Reply]:
    return lambda request, **places: function(request, **places, **more)


class _Shelf:
    """The compiled summaries, newest first, and the interviews to hold."""

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents

    def overview(self, request: Request, services: Services) -> Reply:
        index = services.renderer().index
        periods: dict[str, Markup] = {}
        for shelf in shelves(self._documents):
            title = index.masters[shelf.survey].title if shelf.survey in index.masters else shelf.title
            place = folder(shelf.survey, shelf.period)
            # The links of the page that leads to each survey's summary hold from an edition's own folder.
            opened = f"{place}{shelf.newest.number:04}/" if shelf.survey == ALL_SURVEYS else place
            kinds = [kind for kind in shelf.newest.documents if kind != "html"]
            row = _SUMMARY.format(opened, title, _others(place, kinds)) + _older(place, len(shelf.editions))
            periods[shelf.period] = periods.get(shelf.period, Markup("")) + row + Markup("</li>")
        summaries = Markup("").join(
            Markup("<h3>{}</h3><ul>{}</ul>").format(period.replace("..", " to "), rows)
            for period, rows in periods.items()
        )
        first = index.organisation.first_language
        interviews = Markup("").join(
            Markup('<li><a href="/staff/interviews/{}/{}?language={}">{}</a> ({}, {})</li>\n').format(
                p.survey,
                p.segment,
                p.language,
                p.title,
                in_language(index.segments[p.segment].name, p.language, first)[0],
                p.language,
            )
            for p in index.published
            if p.audience == "interviewers"
        )
        page = _OVERVIEW.format(
            summaries or Markup("<p>None yet.</p>"), interviews or Markup("<li>None.</li>")
        )
        return web.html(200, page)

    def document(
        self, request: Request, place: str, file: str, services: Services, number: str | None = None
    ) -> Reply:
        survey, period = place.split("/")
        kind = file.removeprefix("summary.")
        try:
            shelf = None if number else read_shelf(self._documents, survey, period)
            edition = int(number) if number else shelf.newest.number if shelf else 0
            data = self._documents.get(document(survey, period, edition, kind))
        except (DocumentMissing, DocumentNameRefused):
            return pages.message(request, services.renderer(), 404, "not_found")
        told = content_type(file)
        text = "; charset=utf-8" if told.startswith("text/") else ""
        headers = {"Content-Type": told + text, "Cache-Control": "no-store"}
        if kind != "html":
            name = f"{place.replace('/', '-')}{'-' if '.' in kind else '.'}{kind}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Reply(status=200, body=data, headers=headers)


_SUMMARY = Markup('<li><a href="/staff/{}summary.html">{}</a> ({})')
_OVERVIEW = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Staff pages</title><style>'
    "body{{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif}}"
    "</style></head><body><h1>Staff pages</h1>"
    "<p>Only this machine reaches these pages; nobody signs in.</p>"
    "<h2>Summaries</h2>{}<h2>Interviews to hold</h2><ul>{}</ul></body></html>"
)


def _others(place: str, kinds: Iterable[str]) -> Markup:
    """Links to the newest edition in the other formats."""
    return Markup(", ").join(
        Markup('<a href="/staff/{}{}">{}</a>').format(
            place, file_name(kind), kind if "." in kind else kind.upper()
        )
        for kind in kinds
    )


def _older(place: str, count: int) -> Markup:
    """Links to the editions before the newest."""
    links = [
        Markup('<a href="/staff/{}{:04}/summary.html">{}</a>').format(place, number, number)
        for number in range(1, count)
    ]
    return Markup("; earlier editions: ") + Markup(", ").join(links) if links else Markup("")
