"""What of the staff side answers an address? The sign-in, the staff pages and the links to documents."""

import logging

from msgspec.structs import replace

from listenwell.intake.pages import emergency
from listenwell.intake.receiving import RETRY_AFTER
from listenwell.staff.desk import Desk
from listenwell.staff.links import opened
from listenwell.staff.roles import Staff
from listenwell.staff.routes import answer_staff
from listenwell.staff.unsubscribing import unsubscribed
from listenwell.storage import DocumentMissing, StorageUnavailable
from listenwell.web import Reply, Request

PLACES = ("/staff", "/sign-in", "/download", "/unsubscribe")
"""The paths that are answered here: each alone and with everything below it."""
_log = logging.getLogger("listenwell.staff")


def is_ours(path: str) -> bool:
    """Whether the path is one of PLACES or lies below one."""
    return any(path == place or path.startswith(place + "/") for place in PLACES)


def _kept(request: Request) -> Request:
    """What the emergency page may give back: an interview, never a password."""
    return request if request.path.startswith("/staff/interviews/") else replace(request, body=b"")


def answer(request: Request, desk: Desk, staff: Staff | None = None) -> Reply:
    """Answer a request at one of PLACES; never raises. `staff` is who asks where the door knows it already;
    otherwise the desk's entrance finds it."""
    try:
        if request.path == "/download" or request.path.startswith("/download/"):
            return opened(request, desk)
        if request.path == "/unsubscribe" or request.path.startswith("/unsubscribe/"):
            return unsubscribed(request, desk)
        if request.path == "/sign-in" or request.path.startswith("/sign-in/"):
            return desk.entrance.answer(request, desk)
        cookie = ""
        if staff is None:
            staff, cookie = desk.entrance.who(request)
        reply = answer_staff(request, desk, staff)
    except (StorageUnavailable, DocumentMissing) as error:
        _log.error("answered 503: %s", error)
        return emergency(_kept(request), RETRY_AFTER)
    except Exception:  # a fault of ours
        _log.exception("answered 503")
        return emergency(_kept(request), RETRY_AFTER)
    return Reply(
        status=reply.status,
        body=reply.body,
        headers={**({"Set-Cookie": cookie} if cookie else {}), **reply.headers},
    )
