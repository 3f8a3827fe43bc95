"""The Chalice application: routes and schedules only. What they do is in listenwell.intake and .summary."""

import functools
import time
from datetime import UTC, datetime
from urllib.parse import unquote

from chalice import Chalice, Cron, Response

from listenwell import logs, settings, web
from listenwell.intake import Services, answer
from listenwell.intake.pages import emergency
from listenwell.intake.receiving import RETRY_AFTER
from listenwell.pages.release import Release
from listenwell.settings import SettingsError
from listenwell.storage import connect
from listenwell.web import Request, Source

app = Chalice(app_name="listenwell", configure_logs=False)
logs.begin()

# Every method and content type comes to us: the rest API Gateway and Chalice would refuse in words of their
# own. The template has API Gateway hand over every body as bytes, for as text it would mend broken UTF-8.
_ALL = {
    "methods": ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
    "content_types": ["*/*"],
}

# Seconds that the last attempt to store may take, with the answer after it: see _BOUNDS in storage/aws.py.
_LAST_CALL = 21


@functools.cache
def stores():
    """The stores of this environment, connected on first use and kept while the Lambda is warm."""
    return connect(settings.from_environment())


@functools.cache
def release():
    """What is published."""
    return Release(stores().release)


@functools.cache
def services():
    """What the intake works with."""
    chosen = settings.from_environment(require_secret=True)
    at = stores()
    return Services(
        release=release(),
        responses=at.responses,
        contacts=at.contacts,
        daily=at.daily,
        documents=at.documents,
        secret=chosen.secret,
        daily_limit=chosen.daily_limit,
        copies_days=chosen.copies_days,
        lock_days=chosen.lock_days,
    )


def source(asked):
    """Where a request comes from. Behind CloudFront API Gateway sees CloudFront, which appends the customer's
    address to what it forwards."""
    address = asked.context.get("identity", {}).get("sourceIp", "")
    forwarded = asked.headers.get("x-forwarded-for", "").split(",")
    if "x-amz-cf-id" in asked.headers and len(forwarded) > 1:
        address = forwarded[-2].strip()
    return Source(address, asked.headers.get("user-agent", ""))


@app.route("/r/{survey}/{segment}", **_ALL)
@app.route("/r/{survey}/{segment}/thanks", **_ALL)
@app.route("/receipt", **_ALL)
def intake(survey="", segment=""):
    """The current Chalice request -> our Request; our Reply -> Chalice's."""
    asked = app.current_request
    query = asked.query_params or {}
    request = Request(
        method=asked.method,
        # Chalice's path is the route's. Filled in it is the address below the site's root, whatever the
        # stage or the base path in front of it; API Gateway gives the parts as they were sent.
        path=unquote(asked.path.format(survey=survey, segment=segment)),
        query={name: query.getlist(name) for name in query},
        content_type=web.content_type(asked.headers.get("content-type", "")),
        body=asked.raw_body,
        source=source(asked),
        ends=time.monotonic() + app.lambda_context.get_remaining_time_in_millis() / 1000 - _LAST_CALL,
    )
    reply = logs.answered(request, _answer, id=app.lambda_context.aws_request_id, metrics=True)
    body = "" if asked.method == "HEAD" else reply.body.decode()
    return Response(body=body, status_code=reply.status, headers={**reply.headers, **web.HTTPS_ONLY})


def _answer(request):
    try:
        return answer(request, services())
    except SettingsError as error:  # the set-up is at fault: its texts quote no value of ours
        app.log.error("answered 503: %s", error)
    except Exception:  # a fault of ours; customers keep what they wrote
        app.log.exception("answered 503")
    return emergency(request, RETRY_AFTER)


@app.schedule(Cron(0, 2, "*", "*", "?", "*"))
def compile_summaries(event):
    """Every night at 02:00 UTC."""
    # The statistics are not loaded before a customer's first answer.
    from listenwell.mailing.nightly import tell_subscribers  # noqa: PLC0415
    from listenwell.summary.nightly import run_night  # noqa: PLC0415

    at, now = stores(), datetime.now(UTC)
    due = run_night(
        now,
        responses=at.responses,
        contacts=at.contacts,
        daily=at.daily,
        documents=at.documents,
        release=release(),
        seconds_left=lambda: event.context.get_remaining_time_in_millis() / 1000,
        secret=settings.from_environment().secret,
    )
    try:
        for summary in due:
            app.log.info(
                "compiled %s %s: %d responses", summary.survey, summary.period.label, summary.responses
            )
    finally:  # what was compiled is told, whatever became of the rest
        sent = tell_subscribers(now, settings.from_environment(), at.documents, release())
        app.log.info("mails about summaries: %d", sent)
