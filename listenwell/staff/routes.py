"""Which staff page is whose, and who may open it? One table for both doors.

Every page below /staff has its roles in this table, every form on the way out gets the token of the
session, and no POST on the way in is looked at without it. Somebody whose session ended while they wrote
loses nothing: what they sent is on the page that says so.
"""

import logging
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import escape
from msgspec.structs import replace

from listenwell import web
from listenwell.intake import pages as intake_pages
from listenwell.intake.parsing import MAX_BODY, Unreadable, parse_form
from listenwell.intake.receiving import RETRY_AFTER, receive
from listenwell.staff import overview, shelves
from listenwell.staff.desk import Desk
from listenwell.staff.pages import told
from listenwell.staff.roles import INTERVIEWER, ROLES, Staff
from listenwell.staff.signing import Signer
from listenwell.storage import DocumentMissing, StorageUnavailable
from listenwell.survey.organisation import NAME
from listenwell.survey.question import Typed
from listenwell.web import Reply, Request

TOKEN = "_csrf"  # noqa: S105 - a name of a field
_INTERVIEW = rf"/staff/interviews/(?P<survey>{NAME})/(?P<segment>{NAME})"
_SHELF = r"/staff/summaries/(?P<survey>[^/]+)/(?P<period>[^/]+)"
_EVERYBODY = frozenset(ROLES)
_INTERVIEWERS = frozenset({"interviewer"})
_READERS = frozenset({"quality-lead"})
_log = logging.getLogger("listenwell.staff")


class Route(NamedTuple):
    """Method and path of a page, the roles that open it, and what answers with the person who asks."""

    method: str
    path: re.Pattern[str]
    roles: frozenset[str]
    answer: Callable[..., Reply]


def _held(request: Request, desk: Desk, staff: Staff, **place: str) -> Reply:
    return intake_pages.prefilled(request, **place, services=desk.services, staff=True)


def _entered(request: Request, desk: Desk, staff: Staff, **place: str) -> Reply:
    return receive(request, **place, services=desk.services, entered_by=staff.name or INTERVIEWER)


def _thanked(request: Request, desk: Desk, staff: Staff, **place: str) -> Reply:
    return intake_pages.thanks(request, **place, services=desk.services, staff=True)


def _left(request: Request, desk: Desk, staff: Staff) -> Reply:
    return desk.entrance.leave(staff)


ROUTES = (
    Route("GET", re.compile("/staff/?"), _EVERYBODY, overview.overview),
    Route("POST", re.compile("/staff/sign-out"), _EVERYBODY, _left),
    Route("GET", re.compile(_INTERVIEW), _INTERVIEWERS, _held),
    Route("POST", re.compile(_INTERVIEW), _INTERVIEWERS, _entered),
    Route("GET", re.compile(_INTERVIEW + "/thanks"), _INTERVIEWERS, _thanked),
    Route("GET", re.compile("/staff/summaries/?"), _READERS, shelves.listed),
    Route("GET", re.compile(_SHELF + "/?"), _READERS, shelves.shelf),
    Route(
        "GET",
        re.compile(_SHELF + r"(/(?P<number>[0-9]{4}))?/(?P<file>[a-z-]+\.[a-z]+)"),
        _READERS,
        shelves.document,
    ),
    Route("GET", re.compile("/staff/downloads"), _READERS | {"operator"}, overview.downloads),
)


def answer_staff(request: Request, desk: Desk, staff: Staff | None) -> Reply:
    """Answer a request below /staff for whom the door has found to ask; never raises."""
    try:
        reply = _answered(request, desk, staff)
    except (StorageUnavailable, DocumentMissing) as error:
        _log.error("answered 503: %s", type(error).__name__ if isinstance(error, DocumentMissing) else error)
        reply = intake_pages.emergency(_without_token(request), RETRY_AFTER)
    except Exception:  # a fault of ours; interviewers keep what they wrote
        _log.exception("answered 503")
        reply = intake_pages.emergency(_without_token(request), RETRY_AFTER)
    headers = {**reply.headers, "Cache-Control": "no-store"}
    body = reply.body
    if staff is not None and headers.get("Content-Type") == web.HTML:
        body = _with_tokens(body, desk, staff)
    return Reply(status=reply.status, body=body, headers=headers)


def _answered(request: Request, desk: Desk, staff: Staff | None) -> Reply:
    method = "GET" if request.method == "HEAD" else request.method
    if staff is None:
        return _stranger(request, desk) if method == "GET" else _again(request, desk, None)
    found = [(route, match) for route in ROUTES if (match := route.path.fullmatch(request.path))]
    # Whoever may not open a page is not told whether it is there.
    if found and not any(staff.may(route.roles) for route, _ in found):
        return _not_yours(desk, staff, frozenset[str]().union(*(route.roles for route, _ in found)))
    for route, match in found:
        if route.method == method:
            if method == "POST" and (refused := _refused(request, desk, staff)):
                return refused
            given: dict[str, Any] = {name: value or "" for name, value in match.groupdict().items()}
            return route.answer(_without_token(request), desk, staff, **given)
    if found:
        return web.html(405, "", Allow=", ".join(sorted({route.method for route, _ in found})))
    return told(desk, 404, "Page not found", "There is no staff page at this address.", staff=staff, go=_HOME)


_HOME = (("/staff", "All staff pages"),)


def _stranger(request: Request, desk: Desk) -> Reply:
    """To the sign-in, and back here afterwards."""
    query = [
        f"{web.quoted(name)}={web.quoted(value)}" for name in request.query for value in request.query[name]
    ]
    place = request.path + ("?" + "&".join(query) if query else "")
    return Reply(
        status=303,
        headers={"Location": f"/sign-in?next={web.quoted(place)}", "Content-Type": web.HTML, **web.SAFE},
    )


def _again(request: Request, desk: Desk, staff: Staff | None) -> Reply:
    """What was sent, to send again: the session is over (401), or the form is of another one (403)."""
    status = 403 if staff else 401
    title = "Please send this once more" if staff else "You are not signed in any more"
    return told(
        desk,
        status,
        title,
        "Nothing is lost: what you filled in is kept on this page, and nothing of it is stored yet."
        if (kept := _typed(request))
        else "Nothing was changed.",
        staff=staff,
        kept=kept,
        action=request.path,
        go=() if kept else (("/sign-in", "Sign in"),) if staff is None else _HOME,
    )


def _not_yours(desk: Desk, staff: Staff, roles: frozenset[str]) -> Reply:
    needed = " or ".join(sorted(roles))
    words = f"This page is for people with the role {needed}. Ask whoever lets people in whether you need it."
    return told(desk, 403, "This page is not for you", words, staff=staff, go=_HOME)


def _refused(request: Request, desk: Desk, staff: Staff) -> Reply | None:
    """Why this POST is not looked at: it is no form, too large, or not of this session."""
    if request.content_type != web.FORM:
        return told(
            desk, 415, "This could not be read", "Staff pages take forms only.", staff=staff, go=_HOME
        )
    if len(request.body) > MAX_BODY:
        return told(desk, 413, "This is too long", "At most 64 KB are taken.", staff=staff, go=_HOME)
    try:
        given = parse_form(request.body).typed.get(TOKEN, [""])[0]
    except Unreadable:
        return told(
            desk, 400, "This could not be read", "Please go back and try again.", staff=staff, go=_HOME
        )
    signer = Signer(desk.services.secret, "form")
    return None if signer.is_mark(given, staff.session) else _again(request, desk, staff)


def _typed(request: Request) -> Typed:
    if request.content_type != web.FORM or len(request.body) > MAX_BODY:
        return {}
    try:
        return parse_form(_without_token(request).body).typed
    except Unreadable:
        return {}


def _without_token(request: Request) -> Request:
    """The request as it would be without our field in its form."""
    if request.content_type != web.FORM or TOKEN.encode() not in request.body:
        return request
    parts = request.body.split(b"&")
    body = b"&".join(part for part in parts if part.partition(b"=")[0] != TOKEN.encode())
    return replace(request, body=body)


_FORM = re.compile(rb'<form\b[^>]*\bmethod="post"[^>]*>')


def _with_tokens(body: bytes, desk: Desk, staff: Staff) -> bytes:
    """The page with the session's token in every form. What people wrote is escaped and opens no form."""
    mark = Signer(desk.services.secret, "form").mark(staff.session)
    field = f'<input type="hidden" name="{TOKEN}" value="{escape(mark)}">'.encode()
    return _FORM.sub(lambda found: found[0] + field, body)
