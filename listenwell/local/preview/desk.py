"""The preview's own pages: all pages with their states and findings, the test answers, and what is new."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

import msgspec
from markupsafe import Markup

from listenwell.local.preview.marking import file, hash_source, template
from listenwell.local.preview.states import STATES
from listenwell.local.preview.studio import Studio
from listenwell.pages import addresses
from listenwell.pages.release import Index, Published
from listenwell.storage import DocumentMissing
from listenwell.survey.organisation import in_language
from listenwell.survey.response import Response, canonical_json

_ON_THE_DESK = ("error", "thanks", "early", "closed")


def page_address(page: Published, first_language: str, state: str = "") -> str:
    """Where the preview shows a page, in a state if one is named."""
    if page.audience == "customers":
        address = addresses.page(page.survey, page.segment, page.language, first_language)
        return f"{address}?state={state}" if state else address
    address = f"{addresses.intake(page.survey, page.segment, page.audience)}?language={page.language}"
    return f"{address}&state={state}" if state else address


def overview(studio: Studio) -> str:
    """All pages by segment, with their states and how much there is to look at."""
    try:
        index = studio.services.renderer().index
    except DocumentMissing:
        index = None  # the templates had mistakes from the start
    found = sorted(studio.findings.problems)
    return _page(
        "All pages",
        segments=list(_segments(index, studio)) if index else [],
        errors=studio.errors,
        portal=studio.has_portal,
        portal_said=studio.portal_said,
        count=len(_answers(studio)),
        found=[(file, list(listed)) for file, listed in groupby(found, lambda problem: problem.file)],
    )


def answers(studio: Studio) -> str:
    """The test answers as they would be stored, the newest first."""
    index, today = studio.services.renderer().index, studio.services.now().date()
    shown = []
    for response in reversed(_answers(studio)):
        page = index.find(response.survey, response.segment, response.language)
        contact = studio.stores.contacts.get(response.id, today)
        shown.append(
            {
                "title": page.title if page else response.survey,
                "segment": response.segment,
                "language": response.language,
                "received": response.received_at.strftime("%H:%M:%S UTC"),
                "text": msgspec.json.format(canonical_json(response), indent=2).decode(),
                "contact": msgspec.json.format(msgspec.json.encode(contact), indent=2).decode()
                if contact
                else "",
            }
        )
    return _page("Test answers", answers=shown)


def waiting() -> str:
    """In the portal's place until it is built."""
    return _page("The portal", waiting=True)


def _page(title: str, **shown: object) -> str:
    shown = {"waiting": False, **shown}
    style = file("desk.css")
    shown |= {"style": Markup(style), "policy": Markup(hash_source(style))}  # noqa: S704 - our own
    return template("desk.html").render(title=title, **shown)


def _answers(studio: Studio) -> list[Response]:
    today = datetime.now(UTC).date()
    return list(studio.stores.responses.received(today - timedelta(days=30), today + timedelta(days=1)))


def _segments(index: Index, studio: Studio) -> Iterator[dict[str, object]]:
    first, now = index.organisation.first_language, studio.services.now()
    for name, segment in index.segments.items():
        rows = []
        for survey, places in _surveys(index, name):
            page = places[0]
            rows.append(
                {
                    "survey": survey,
                    "title": page.title,
                    "staff": page.audience != "customers",
                    "pages": [_link(each, index, studio) for each in places],
                    "now": _now(page, now),
                    "states": [(STATES[state], page_address(page, first, state)) for state in _ON_THE_DESK],
                }
            )
        if rows:
            yield {"name": in_language(segment.name, first, first)[0], "rows": rows}


def _surveys(index: Index, segment: str) -> Iterator[tuple[str, list[Published]]]:
    for (survey, asked), by_language in index.by_place.items():
        if asked == segment:
            yield survey, list(by_language.values())


def _link(page: Published, index: Index, studio: Studio) -> dict[str, object]:
    wording = index.wordings[page.language]
    return {
        "language": page.language,
        "name": wording.name,
        "direction": wording.direction,
        "address": page_address(page, index.organisation.first_language),
        "count": studio.findings.of_page(page.survey, page.segment, page.language),
    }


def _now(page: Published, now: datetime) -> str:
    """Its state today, and the day on which that changes."""
    match page.opening.state(now):
        case "early":
            return f"opens on {_day(page.opening.first)}"
        case "closed":
            return f"closed since {_day(page.opening.last)}"
        case _:
            return f"open until {_day(page.opening.last)}" if page.opening.last else "open"


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
