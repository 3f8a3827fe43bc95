"""The Chalice application: routes and schedules only. What they do is in listenwell.intake and .summary."""

import functools
import logging
from datetime import UTC, datetime

from chalice import Chalice, Cron, Response

from listenwell import settings, web
from listenwell.intake import Services, answer
from listenwell.pages.release import Release
from listenwell.storage import connect
from listenwell.summary.publishing import compile_due
from listenwell.web import Request

app = Chalice(app_name="listenwell", configure_logs=False)
logging.getLogger("listenwell").setLevel(logging.INFO)
_TAKEN = [web.FORM, web.JSON]


@functools.cache
def stores():
    """The stores of this environment, connected on first use and kept while the Lambda is warm."""
    return connect(settings.from_environment(require_secret=True))


@functools.cache
def services():
    """What the intake works with."""
    secret = settings.from_environment(require_secret=True).secret
    return Services(release=Release(stores().release), responses=stores().responses, secret=secret)


def door():
    """The current Chalice request -> our Request; our Reply -> Chalice's."""
    asked = app.current_request
    query = asked.query_params or {}
    request = Request(
        method=asked.method,
        path=asked.path,
        query={name: query.getlist(name) for name in query},
        content_type=web.content_type(asked.headers.get("content-type", "")),
        body=asked.raw_body or b"",
    )
    reply = answer(request, services())
    return Response(body=reply.body.decode(), status_code=reply.status, headers=reply.headers)


@app.route("/r/{survey}/{segment}", methods=["GET"])
def page(survey, segment):
    return door()


@app.route("/r/{survey}/{segment}", methods=["POST"], content_types=_TAKEN)
def receive(survey, segment):
    return door()


@app.route("/r/{survey}/{segment}/thanks", methods=["GET"])
def thanks(survey, segment):
    return door()


@app.schedule(Cron(0, 2, "*", "*", "?", "*"))
def compile_summaries(event):
    """Every night at 02:00 UTC."""
    as_of = datetime.now(UTC)
    at = stores()
    due = compile_due(as_of, responses=at.responses, documents=at.documents, release=services().release)
    for summary in due:
        app.log.info("compiled %s %s: %d responses", summary.survey, summary.period.label, summary.responses)
