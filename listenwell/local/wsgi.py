"""The WSGI door: WSGI's environ <-> our Request and Reply. Nothing else of a request is looked at."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from listenwell import logs
from listenwell.intake.parsing import MAX_BODY
from listenwell.web import GUARD, HTTPS_ONLY, SAFE, Reply, Request, Source, content_type, cookies_of

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def application(answer: Callable[[Request], Reply]) -> Application:
    """A WSGI application that answers with `answer`."""

    def door(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        reply = logs.answered(_request(environ), answer)
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body
        headers = {**reply.headers, "Content-Length": str(len(reply.body))}
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(headers.items()))
        return [body]

    return door


def guarded(application: Application, *, https: bool = False) -> Application:
    """Every answer with the headers of web.GUARD, files and refusals too; with `https` also that no browser
    may ask otherwise."""
    wanted = {**GUARD, **(HTTPS_ONLY if https else {})}

    def door(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            there = {name.lower() for name, _ in headers}
            missing = [(name, value) for name, value in wanted.items() if name.lower() not in there]
            return start_response(status, [*headers, *missing], *more)

        return application(environ, start)

    return door


_HERE = ("127.0.0.1", "localhost", "[::1]")


def from_here_only(application: Application, *places: str) -> Application:
    """Refuse what another website has a browser on this machine ask of `places` (beginnings of addresses): a
    name that was rebound to the loopback shows in Host, a form sent from elsewhere in Origin and
    Sec-Fetch-Site."""

    def door(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(places) and not _from_here(environ):
            plain = {**SAFE, "Content-Type": "text/plain", "Content-Length": "0"}
            start_response("403 Forbidden", list(plain.items()))
            return [b""]
        return application(environ, start_response)

    return door


def _from_here(environ: Environ) -> bool:
    host = environ.get("HTTP_HOST", "")
    origin = environ.get("HTTP_ORIGIN")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    same = origin is None or origin.partition("://")[2] == host
    return name in _HERE and same and environ.get("HTTP_SEC_FETCH_SITE", "none") in ("none", "same-origin")


def _request(environ: Environ) -> Request:
    # One byte over the limit is enough to see that a body is too large; waitress bounds the rest.
    body = environ["wsgi.input"].read(MAX_BODY + 1) if environ.get("CONTENT_LENGTH") else b""
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/"),
        query=parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace"),
        content_type=content_type(environ.get("CONTENT_TYPE", "")),
        body=body,
        source=Source(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", "")),
        cookies=cookies_of(environ.get("PATH_INFO", "/"), environ.get("HTTP_COOKIE", "")),
    )
