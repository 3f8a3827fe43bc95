"""The road of one answer: parse, check, store, answer."""

import logging
from datetime import UTC
from uuid import UUID

from msgspec.structs import replace

from listenwell import web
from listenwell.intake import pages
from listenwell.intake.abuse import NO_DOUBT, judged
from listenwell.intake.again import patiently
from listenwell.intake.checking import check, contact_of
from listenwell.intake.once import Named, Naming, store_unnamed
from listenwell.intake.parsing import MAX_BODY, Submission, Unreadable, parse_form, parse_json
from listenwell.intake.receipts import receipt, stored_id, token
from listenwell.intake.services import Services
from listenwell.intake.standing import standing
from listenwell.pages import addresses
from listenwell.pages.refused import problem_words
from listenwell.pages.rendering import Renderer
from listenwell.storage import Added, StorageUnavailable
from listenwell.survey.opening import ALWAYS
from listenwell.survey.question import Refusal
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response, is_response_id
from listenwell.web import Reply, Request

RETRY_AFTER = 30
"""Seconds after which a customer may try again when the store was away."""

_UNNAMED = str(UUID(int=0))
_PARSERS = {web.FORM: parse_form, web.JSON: parse_json}
_log = logging.getLogger("listenwell.intake")


def receive(request: Request, survey: str, segment: str, services: Services, entered_by: str = "") -> Reply:
    """Answer a POST. `entered_by` is the staff member who notes down a customer's answers.

    303 or 201 when the response is stored durably (once, however often it is sent), 404, 413, 415, 400
    for a body that is not readable, 403 and 410 for a survey that is not open, 422 for answers that are
    refused and what a program filled in, 429 for too many from one network, 409 for an id that came with
    other answers, 503 when the store is away. Forms get their page back with every answer kept. A form
    whose button asks for another language gets it with 200, and nothing is checked.
    """
    renderer = services.renderer()
    try:
        submission = _read(request, renderer)
    except _Told as told:
        known = standing(renderer.index, survey, segment, services.now(), staff=bool(entered_by))
        return told.reply if known else pages.message(request, renderer, 404, "not_found")
    here = standing(
        renderer.index, survey, segment, services.now(), language=submission.language, staff=bool(entered_by)
    )
    if here is None:
        words = {"language": submission.language, "typed": submission.typed}
        return pages.message(request, renderer, 404, "not_found", **words)
    current = here.page
    form = request.content_type == web.FORM
    version = submission.version if form else submission.version or current.version
    questionnaire = services.release.questionnaire(survey, version)
    if questionnaire is not None and questionnaire.segment != segment:
        questionnaire = None
    shown = services.release.questionnaire(survey, current.version)
    if not here.takes:
        asked = shown if submission.language or questionnaire is None else questionnaire
        return pages.not_taken(request, services, asked, here, submission.typed)
    if form and submission.language:
        kept = submission.id if is_response_id(submission.id) else None
        return _refuse(request, services, shown, submission, [], status=200, response_id=kept)
    if questionnaire is None:
        return _refuse(request, services, shown, submission, [Refusal("", "version")])
    now = services.now()
    answers, refusals = check(submission, questionnaire, now.astimezone(UTC).date())
    if refusals:
        return _refuse(request, services, questionnaire, submission, refusals)
    response = Response(
        id=_UNNAMED,
        survey=survey,
        version=questionnaire.version,
        segment=segment,
        channel=submission.channel or questionnaire.channels[0],
        language=questionnaire.language,
        received_at=now,
        answers=answers,
        invitation=submission.invitation,
        entered_by=entered_by,
    )
    found = NO_DOUBT if entered_by else judged(request, submission, services)
    if found.held and not _is_stored(submission, services):
        return _held_back(request, services, questionnaire, submission, found.held)
    return _store(request, services, questionnaire, submission, replace(response, marks=found.marks))


class _Told(Exception):
    """The body cannot be read; what to answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def _read(request: Request, renderer: Renderer) -> Submission:
    """What was sent. Raises _Told."""
    if request.content_type not in _PARSERS:
        raise _Told(pages.message(request, renderer, 415, "unreadable"))
    if len(request.body) > MAX_BODY:
        raise _Told(pages.message(request, renderer, 413, "too_large", limit=MAX_BODY // 1024))
    try:
        return _PARSERS[request.content_type](request.body)
    except Unreadable as error:
        raise _Told(pages.message(request, renderer, 400, "unreadable", detail=str(error))) from error


def _store(
    request: Request,
    services: Services,
    questionnaire: Questionnaire,
    submission: Submission,
    response: Response,
) -> Reply:
    """Store what was accepted, under the page's name for it or, without one, under ours."""
    contact = contact_of(submission, questionnaire, response)
    tried = submission.id  # none when it fails before there is one: sent again it gets the same

    def add(name: str, marks: tuple[str, ...] = ()) -> Added:
        nonlocal tried
        tried = name
        named = replace(response, id=stored_id(name, services.secret), marks=(*marks, *response.marks))
        beside = replace(contact, id=named.id) if contact else None
        return services.responses.add(named, beside)

    def store() -> Named:
        if submission.id:
            return Named(submission.id, add(submission.id))
        return store_unnamed(response, Naming(response, contact, request.source), services, add)

    try:
        name, added = patiently(store, services, request.ends)
    except StorageUnavailable as error:
        _log.error("not stored, answered 503: %s", error)
        words = services.renderer().wording(questionnaire.language).messages.unavailable
        again = {"status": 503, "retry_after": RETRY_AFTER, "notice": words, "response_id": tried}
        return _refuse(request, services, questionnaire, submission, [], **again)
    stored = added.response
    if not _same(stored, response):
        fresh = {"status": 409, "response_id": services.new_id()}
        return _refuse(request, services, questionnaire, submission, [Refusal("", "already")], **fresh)
    if request.content_type == web.JSON:
        code = receipt(name, services.secret)
        reply = web.json(201, {"id": name, "receipt": code, "received_at": stored.received_at})
    else:
        thanks = token(name, services.secret)
        page = addresses.thanks(stored.survey, stored.segment, thanks, questionnaire.audience)
        reply = web.see_other(page)
    return replace(reply, outcome="stored")


def _is_stored(submission: Submission, services: Services) -> bool:
    """Whether the same was stored before: sent again it gets the same answer, whatever the limits."""
    if not is_response_id(submission.id):
        return False
    return services.responses.get(stored_id(submission.id, services.secret)) is not None


def _held_back(
    request: Request,
    services: Services,
    questionnaire: Questionnaire,
    submission: Submission,
    why: str,
) -> Reply:
    """Nothing is stored: the page with everything typed says why and names the other ways to answer."""
    words = getattr(services.renderer().wording(questionnaire.language).messages, why)
    status = 429 if why == "too_many" else 422
    kept = submission.id if is_response_id(submission.id) else None
    reply = _refuse(
        request, services, questionnaire, submission, [], status=status, notice=words, response_id=kept
    )
    return replace(reply, outcome=why.replace("_", "-"))


def _same(stored: Response, response: Response) -> bool:
    """Whether the one in the store says what was sent now."""
    return (stored.survey, stored.segment, stored.answers) == (
        response.survey,
        response.segment,
        response.answers,
    )


def _refuse(
    request: Request,
    services: Services,
    questionnaire: Questionnaire,
    submission: Submission,
    refusals: list[Refusal],
    *,
    status: int = 422,
    notice: str = "",
    response_id: str | None = None,
    retry_after: int = 0,
) -> Reply:
    renderer = services.renderer()
    published = renderer.index.find(questionnaire.survey, questionnaire.segment)
    headers = {"Retry_After": str(retry_after)} if retry_after else {}
    if request.content_type == web.JSON:
        wording = renderer.wording(questionnaire.language)
        problems = [
            {"field": p.field, "message": p.words} for p in problem_words(refusals, questionnaire, wording)
        ]
        if notice:
            problems.append({"field": "", "message": notice})
        return web.json(status, {"problems": problems}, **headers)
    page = renderer.survey_page(
        questionnaire,
        channel=submission.channel if submission.channel in questionnaire.channels else "",
        invitation=submission.invitation,
        typed=submission.typed,
        refusals=refusals,
        notice=notice,
        response_id=services.new_id() if response_id is None else response_id,
        opening=published.opening if published else ALWAYS,
    )
    return web.html(status, page, **headers)
