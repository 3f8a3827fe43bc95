"""What does a customer with a receipt code see? One address, forms by POST; the code is in no address.

Every page about an answer carries the code in its form, looks the answer up anew and asks lookups.py first.
"""

from listenwell import web
from listenwell.intake import changes, lookups, pages
from listenwell.intake.parsing import MAX_BODY, Unreadable, parse_form
from listenwell.intake.receipt_desk import DOES, LANGUAGE, Desk
from listenwell.intake.receipts import id_of
from listenwell.intake.services import Services
from listenwell.pages.rendering import Renderer
from listenwell.survey.question import Typed
from listenwell.web import Reply, Request

_OURS = ("_code", "_do", "_here", "_chosen", "_of")
"""Fields of these pages that belong to no survey."""
_MOST_TYPED = 60
_TRY_AGAIN = 300
"""Seconds after which a lookup that was refused for now may be tried again."""


def asked(request: Request, services: Services) -> Reply:
    """GET: the page that asks for the code, in `?language=`. Nothing else of the address is looked at."""
    renderer = services.renderer()
    chosen = request.first("language")
    return _ask(renderer, chosen if chosen in renderer.index.wordings else "")


def answered(request: Request, services: Services) -> Reply:
    """POST: what is asked for under the code. 422 for what is no code or no answer to the survey, 404 for a
    code with nothing under it, 409 where another change was quicker, 429 for too many codes."""
    renderer = services.renderer()
    if request.content_type != web.FORM:
        return pages.message(request, renderer, 415, "unreadable")
    if len(request.body) > MAX_BODY:
        return pages.message(request, renderer, 413, "too_large", limit=MAX_BODY // 1024)
    try:
        typed = parse_form(request.body).typed
    except Unreadable as error:
        return pages.message(request, renderer, 400, "unreadable", detail=str(error))
    first = {name: values[0] for name, values in typed.items()}
    wanted = (first.get(LANGUAGE, ""), first.get("_chosen", ""))
    chosen = next((name for name in wanted if name in renderer.index.wordings), "")
    if LANGUAGE in first and not first.get("_code", "").strip():
        return _ask(renderer, chosen)
    return _looked_up(request, services, renderer, chosen, typed, first)


def _looked_up(
    request: Request,
    services: Services,
    renderer: Renderer,
    chosen: str,
    typed: Typed,
    first: dict[str, str],
) -> Reply:
    words = renderer.wording(chosen).receipt
    code = first.get("_code", "")[:_MOST_TYPED]
    response_id = id_of(code)
    if response_id is None:
        return _ask(renderer, chosen, 422, words.no_code, code)
    if not lookups.admitted(request, services):
        return _ask(renderer, chosen, 429, words.too_often)
    kept = changes.find(response_id, services)
    if kept is None:
        if not lookups.missed(services):
            return _ask(renderer, chosen, 429, words.too_busy)
        return _ask(renderer, chosen, 404, words.unknown, code)
    act = DOES.get(first.get("_do") or first.get("_here", ""), Desk.shown)
    desk = Desk(services, renderer, kept, response_id, code, chosen)
    return act(desk, {name: values for name, values in typed.items() if name not in _OURS}, first)


def _ask(renderer: Renderer, chosen: str, status: int = 200, problem: str = "", typed: str = "") -> Reply:
    said = renderer.wording(chosen).receipt
    page = renderer.receipt_page(
        chosen, title=said.title, told=(said.ask,), asking=True, problem=problem, typed=typed, chosen=chosen
    )
    more = {"Retry_After": str(_TRY_AGAIN)} if status == 429 else {}
    return web.html(status, page, **more)
