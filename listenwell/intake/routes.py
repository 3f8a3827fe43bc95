"""Which function answers which address; the same for every door."""

import logging
import re
from collections.abc import Callable

from listenwell import web
from listenwell.intake import pages, receipt_page
from listenwell.intake.receiving import RETRY_AFTER, receive
from listenwell.intake.services import Services
from listenwell.pages import addresses
from listenwell.storage import DocumentMissing, StorageUnavailable
from listenwell.survey.organisation import LANGUAGE, NAME
from listenwell.web import Reply, Request

_PLACE = rf"/r/(?P<survey>{NAME})/(?P<segment>{NAME})"
_PAGE = rf"/s/(?P<survey>{NAME})/(?P<segment>{NAME})/((?P<language>{LANGUAGE})/)?"
_ROUTES: tuple[tuple[str, re.Pattern[str], Callable[..., Reply]], ...] = (
    ("GET", re.compile(_PLACE), pages.prefilled),
    ("POST", re.compile(_PLACE), receive),
    ("GET", re.compile(_PLACE + "/thanks"), pages.thanks),
    ("GET", re.compile(_PAGE), pages.fresh),
    ("GET", re.compile(addresses.RECEIPT), receipt_page.asked),
    ("POST", re.compile(addresses.RECEIPT), receipt_page.answered),
)
_log = logging.getLogger("listenwell.intake")


def answer(request: Request, services: Services) -> Reply:
    """Answer any request to the intake; never raises."""
    return answer_with(_ROUTES, request, services)


def changes_with_the_day(path: str, services: Services) -> bool:
    """Whether this is the address of a static page that may have outlived a day it names."""
    match = re.fullmatch(_PAGE, path)
    if match is None:
        return False
    page = services.release.index().find(match["survey"], match["segment"])
    return page is not None and bool(page.opening)


def answer_with(
    routes: tuple[tuple[str, re.Pattern[str], Callable[..., Reply]], ...],
    request: Request,
    services: Services,
) -> Reply:
    """Answer by a table of (method, path, function); 404 and 405 where the table has nothing."""
    method = "GET" if request.method == "HEAD" else request.method
    found = [
        (verb, match, function) for verb, path, function in routes if (match := path.fullmatch(request.path))
    ]
    try:
        for verb, match, function in found:
            if verb == method:
                return function(request, **match.groupdict(""), services=services)
        if found:
            allowed = ", ".join(sorted({verb for verb, _, _ in found}))
            return web.html(405, "", Allow=allowed)
        return pages.message(request, services.renderer(), 404, "not_found")
    except StorageUnavailable as error:
        _log.error("answered 503: %s", error)
        return pages.emergency(request, RETRY_AFTER)
    except DocumentMissing:
        _log.error("answered 503: nothing is published yet; run `listenwell publish`")
        return pages.emergency(request, RETRY_AFTER)
    except Exception:  # a fault of ours; customers keep what they wrote
        _log.exception("answered 503")
        return pages.emergency(request, RETRY_AFTER)
