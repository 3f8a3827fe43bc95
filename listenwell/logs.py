"""What does a log line say? Time, request, outcome, duration; never an address, a browser or content.

Both doors log here, as JSON, and what libraries log passes here too. Of a line of ours the message is kept,
because we know what goes into it. Of a library's only the pattern, without the values put into it; of an
exception its type and where it was raised, never its message, which may quote what a customer wrote.
"""

import json
import logging
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

from listenwell.web import Reply, Request

OURS = "listenwell"
NAMESPACE = "Listenwell"
"""The namespace of the metrics in CloudWatch."""

OUTCOMES = {
    200: "shown",
    201: "stored",
    303: "sent-on",
    400: "unreadable",
    401: "not-signed-in",
    403: "not-allowed",
    404: "not-found",
    405: "not-allowed",
    409: "taken",
    410: "closed",
    413: "too-large",
    415: "unreadable",
    422: "refused",
    429: "too-many",
    503: "unavailable",
}
"""Status to outcome, where the reply does not name its own."""

_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_AWS_HANDLERS = ("awslambdaric", "bootstrap")
_log = logging.getLogger(f"{OURS}.requests")
_request: ContextVar[str] = ContextVar("request", default="")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without anything that came with a request."""
        ours = record.name.split(".")[0] == OURS
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if request := _request.get():
            line["request"] = request
        told = getattr(record, "told", None)
        if told is None:
            line["message"] = record.getMessage() if ours else _pattern(record)
        else:
            line |= told
        if record.exc_info and record.exc_info[0]:
            line["exception"] = _raised(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def begin(stream: TextIO | None = None) -> None:
    """Have everything that is logged written as JSON lines: to `stream`, or by the Lambda's own handler. A
    second call changes nothing."""
    root = logging.getLogger()
    for handler in root.handlers:
        if type(handler).__module__.startswith(_AWS_HANDLERS):
            handler.setFormatter(JsonLines())
    if stream and not any(isinstance(handler.formatter, JsonLines) for handler in root.handlers):
        handler = logging.StreamHandler(stream)
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
    logging.getLogger(OURS).setLevel(logging.INFO)


def answered(
    request: Request,
    answer: Callable[[Request], Reply],
    *,
    id: str = "",
    metrics: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> Reply:
    """Answer the request and log one line of it. With `metrics` the line is one that CloudWatch counts:
    requests and milliseconds by outcome (its embedded metric format)."""
    mark = _request.set(id or uuid.uuid4().hex)
    began = clock()
    try:
        reply = answer(request)
        told: dict[str, Any] = {
            "method": request.method if request.method in _METHODS else "other",
            "status": reply.status,
            "outcome": reply.outcome or OUTCOMES.get(reply.status, "other"),
            "ms": round((clock() - began) * 1000, 1),
        }
        if metrics:
            told |= {"requests": 1, "_aws": _metrics()}
        _log.info("answered", extra={"told": told})
    finally:
        _request.reset(mark)
    return reply


def _metrics() -> dict[str, Any]:
    kinds = [{"Name": "requests", "Unit": "Count"}, {"Name": "ms", "Unit": "Milliseconds"}]
    one = {"Namespace": NAMESPACE, "Dimensions": [["outcome"]], "Metrics": kinds}
    return {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [one]}


def _pattern(record: logging.LogRecord) -> str:
    """What a library logs, without values. A message that was put together before it came here may hold a
    path; where it was logged says as much."""
    if isinstance(record.msg, str) and record.args:
        return record.msg
    return f"{record.module}, line {record.lineno}"


def _raised(error: BaseException | None) -> list[str]:
    """Types of the exceptions from the first cause on, each with the lines it passed, innermost last."""
    told = []
    while error is not None:
        lines = traceback.extract_tb(error.__traceback__)
        passed = " > ".join(f"{line.filename.rpartition('/')[2]}:{line.lineno}" for line in lines)
        told.append(f"{type(error).__qualname__} ({passed})")
        error = error.__cause__ or error.__context__
    return told[::-1]
