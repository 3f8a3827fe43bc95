"""What is there for this person? The first staff page, and who downloaded what."""

from itertools import islice

from listenwell.pages import addresses
from listenwell.staff.desk import Desk
from listenwell.staff.downloads import days, entries
from listenwell.staff.pages import page
from listenwell.staff.roles import ROLES, Staff
from listenwell.staff.shelves import rows
from listenwell.survey.organisation import in_language
from listenwell.web import Reply, Request

_NEWEST = 6
_MOST = 200


def overview(request: Request, desk: Desk, staff: Staff) -> Reply:
    """The first page: what the roles of this person open, and nothing else."""
    index = desk.services.renderer().index
    first = index.organisation.first_language
    segments = {name: in_language(segment.name, first, first)[0] for name, segment in index.segments.items()}
    pages: dict[str, list[dict[str, str]]] = {"interviewers": [], "customers": []}
    for each in index.published:
        place = addresses.intake(each.survey, each.segment, each.audience) + f"?language={each.language}"
        if each.audience == "customers":
            place = addresses.page(each.survey, each.segment, each.language, first)
        pages[each.audience].append(
            {
                "address": place,
                "title": each.title,
                "segment": segments[each.segment],
                "language": index.wordings[each.language].name,
                "code": each.language,
            }
        )
    reads = "quality-lead" in staff.roles
    return page(
        desk,
        200,
        "overview.html",
        staff,
        note=desk.entrance.note,
        roles=[(name, ROLES[name]) for name in ROLES if name in staff.roles],
        rows=rows(desk)[:_NEWEST] if reads else [],
        interviews=pages["interviewers"],
        published=pages["customers"],
        address=desk.address,
    )


def downloads(request: Request, desk: Desk, staff: Staff) -> Reply:
    """The newest entries of the log, newest first."""
    found = [
        entry
        for day in reversed(days(desk.documents)[-60:])
        for entry in reversed(list(entries(desk.documents, day, day)))
    ]
    return page(desk, 200, "downloads.html", staff, entries=list(islice(found, _MOST)))
