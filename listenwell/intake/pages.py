"""The pages around receiving: the questionnaire with answers chosen, thanks, messages. GET never stores."""

from markupsafe import Markup

from listenwell import web
from listenwell.intake.checking import INVITATION
from listenwell.intake.parsing import Unreadable, parse_form
from listenwell.intake.receipts import name_of, receipt, still_shown, stored_id
from listenwell.intake.services import Services
from listenwell.intake.standing import Standing, standing
from listenwell.pages.rendering import Renderer
from listenwell.storage import StorageUnavailable
from listenwell.survey.question import Typed
from listenwell.survey.questionnaire import Questionnaire
from listenwell.web import Reply, Request


def prefilled(request: Request, survey: str, segment: str, services: Services, staff: bool = False) -> Reply:
    """The page in `?language=`, for `?channel=`, with the answers that the address chooses; or why there are
    no questions now."""
    renderer = services.renderer()
    language = request.first("language")
    here = standing(renderer.index, survey, segment, services.now(), language=language, staff=staff)
    if here is None:
        return message(request, renderer, 404, "not_found")
    questionnaire = services.release.questionnaire(survey, here.page.version)
    if here.state != "open":
        return web.html(200, renderer.state_page(questionnaire, here.state, here.page.opening))
    channel = request.first("channel")
    fields = {field for q in questionnaire.questions if q.prefilled for field in q.fields()}
    typed = {name: values for name, values in request.query.items() if name in fields}
    invitation = request.first("invitation")
    page = renderer.survey_page(
        questionnaire,
        channel=channel if channel in questionnaire.channels else "",
        invitation=invitation if INVITATION.fullmatch(invitation) else "",
        typed=typed,
        opening=here.page.opening,
    )
    return web.html(200, page)


def fresh(request: Request, survey: str, segment: str, services: Services, language: str = "") -> Reply:
    """The page as it would be built now: where the static one may have outlived a day that it names."""
    renderer = services.renderer()
    here = standing(renderer.index, survey, segment, services.now(), language=language)
    if here is None or here.page.language != (language or renderer.index.organisation.first_language):
        return message(request, renderer, 404, "not_found")
    questionnaire = services.release.questionnaire(survey, here.page.version)
    if here.state == "open":
        return web.html(200, renderer.survey_page(questionnaire, opening=here.page.opening))
    return web.html(200, renderer.state_page(questionnaire, here.state, here.page.opening))


def thanks(request: Request, survey: str, segment: str, services: Services, staff: bool = False) -> Reply:
    """The thank-you page in `?language=`, or the language of the answers; with a good and fresh token it
    shows the receipt code."""
    renderer = services.renderer()
    language = request.first("language")
    here = standing(renderer.index, survey, segment, services.now(), language=language, staff=staff)
    if here is None:
        return message(request, renderer, 404, "not_found")
    version, code = here.page.version, ""
    token = request.first("t")
    name = name_of(token, services.secret)
    try:
        response = services.responses.get(stored_id(name, services.secret)) if name else None
        kept = response is not None
    except StorageUnavailable:  # a good token: the answer is kept, only its code cannot be shown now
        response, kept = None, True
    if response is not None and (response.survey, response.segment) == (survey, segment):
        version = version if language else response.version
        if still_shown(response.received_at, services.now()):
            code = receipt(name, services.secret)
    questionnaire = services.release.questionnaire(survey, version) or services.release.questionnaire(
        survey, here.page.version
    )
    return web.html(200, renderer.thanks_page(questionnaire, code, kept=kept, token=token))


def not_taken(
    request: Request, services: Services, questionnaire: Questionnaire, here: Standing, typed: Typed
) -> Reply:
    """403 for a survey that is not open yet, 410 for one that is closed: everything typed is on the page, to
    be copied, beside the other ways to answer."""
    renderer = services.renderer()
    status = 403 if here.state == "early" else 410
    if request.content_type == web.JSON:
        words = getattr(renderer.wording(questionnaire.language).states, f"{here.state}_title")
        return web.json(status, {"problems": [{"field": "", "message": words}]})
    return web.html(status, renderer.state_page(questionnaire, here.state, here.page.opening, typed))


def message(
    request: Request,
    renderer: Renderer,
    status: int,
    words: str,
    *,
    detail: str = "",
    language: str = "",
    typed: Typed | None = None,
    **values: object,
) -> Reply:
    """Say why something did not work, as a page with what was `typed` or, to a program, as JSON."""
    if request.content_type == web.JSON:
        wording = renderer.wording("")
        text = detail or wording.say(getattr(wording.messages, words), **values)
        return web.json(status, {"problems": [{"field": "", "message": text}]})
    language = language or request.first("language")
    page = renderer.message_page(words, language, typed=typed, action=request.path, **values)
    return web.html(status, page)


_EMERGENCY = Markup(
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Please send again</title><h1>We could not take your answers just now</h1><p>Nothing is lost: "
    "everything you wrote is kept on this page. Please press the button in a minute.</p>"
    '<form method="post" action="{}">{}<button>Send again</button></form></html>'
)


def emergency(request: Request, retry_after: int) -> Reply:
    """503 when not even the page templates can be had: the answers travel back hidden in a form."""
    if request.content_type == web.JSON:
        told = {"field": "", "message": "We could not take the answers just now. Please send them again."}
        return web.json(503, {"problems": [told]}, Retry_After=str(retry_after))
    typed: Typed = {}
    if request.content_type == web.FORM:
        try:
            typed = parse_form(request.body).typed
        except Unreadable:
            typed = {}
    kept = Markup("").join(
        Markup('<textarea hidden name="{}">\n{}</textarea>').format(name, value)
        for name, values in typed.items()
        for value in values
    )
    return web.html(503, _EMERGENCY.format(request.path, kept), Retry_After=str(retry_after))
