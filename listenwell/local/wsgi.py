"""The WSGI door: WSGI's environ <-> our Request and Reply. Nothing else of a request is looked at."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from listenwell.intake.parsing import MAX_BODY
from listenwell.web import Reply, Request, content_type

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def application(answer: Callable[[Request], Reply]) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """A WSGI application that answers with `answer`."""

    def door(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        reply = answer(_request(environ))
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body
        headers = {**reply.headers, "Content-Length": str(len(reply.body))}
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(headers.items()))
        return [body]

    return door


def _request(environ: Environ) -> Request:
    # One byte over the limit is enough to see that a body is too large; waitress bounds the rest.
    body = environ["wsgi.input"].read(MAX_BODY + 1) if environ.get("CONTENT_LENGTH") else b""
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/"),
        query=parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace"),
        content_type=content_type(environ.get("CONTENT_TYPE", "")),
        body=body,
    )
