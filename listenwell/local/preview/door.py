"""Which address of the preview is answered by what; every page gets its bar on the way out."""

import io
import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import msgspec

from listenwell import web
from listenwell.local.preview import desk
from listenwell.local.preview.marking import Bar, hash_of, marked, spotted
from listenwell.local.preview.states import STATES, page_in
from listenwell.local.preview.studio import Studio
from listenwell.local.serving import files_of, whole_site
from listenwell.local.wsgi import Environ, StartResponse, from_here_only
from listenwell.pages.release import Published
from listenwell.staff.desk import open_desk
from listenwell.storage import DocumentMissing
from listenwell.survey.organisation import NAME

_OF_SURVEYS = ("/s/", "/r/", "/receipt", "/staff", "/download/")
_SURVEY = re.compile(rf"/(?:s|r|staff/interviews)/(?P<survey>{NAME})/(?P<segment>{NAME})(?:/.*)?")
_LANGUAGE = re.compile(r'<html lang="([a-z0-9-]+)"')
_AGAIN = ("HTTP_IF_", "HTTP_RANGE", "HTTP_ACCEPT_ENCODING")
"""Beginnings of what a browser says to get less than the whole page."""
_OURS = ("content-length", "cache-control", "etag", "last-modified", "expires")

Answer = tuple[str, list[tuple[str, str]], bytes]


class Door:
    """The preview as a WSGI application."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._surveys = whole_site(
            studio.public, studio.services, open_desk(studio.services, studio.stores.documents)
        )
        self._portal = files_of(studio.portal, self._surveys)
        self._guarded = from_here_only(self._answer, "/preview", "/staff", "/download/")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return self._guarded(environ, start_response)

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = {name: value for name, value in environ.items() if not name.startswith(_AGAIN)}
        if asked["PATH_INFO"] == "/preview/now":
            status, headers, body = self._now(asked)
        else:
            status, headers, body = self._page(asked)
        headers = [(name, value) for name, value in headers if name.lower() not in _OURS]
        headers += [("Cache-Control", "no-store"), ("Content-Length", str(len(body)))]
        start_response(status, headers)
        return [b"" if asked["REQUEST_METHOD"] == "HEAD" else body]

    def _now(self, environ: Environ) -> Answer:
        """The state of things, and the hash of the page at `address` unless it has this state already."""
        query, now = parse_qs(environ.get("QUERY_STRING", "")), self._studio.state
        address, found = urlsplit(query.get("address", ["/"])[0]), ""
        if query.get("state") != [now] and address.path != "/preview/now":
            _, _, body = self._page(
                {
                    **environ,
                    "REQUEST_METHOD": "GET",
                    "PATH_INFO": address.path,
                    "QUERY_STRING": address.query,
                    "CONTENT_LENGTH": "",
                }
            )
            found = hash_of(body.decode(errors="replace"))
        return "200 OK", [("Content-Type", web.JSON)], msgspec.json.encode({"state": now, "hash": found})

    def _page(self, environ: Environ) -> Answer:
        now = self._studio.state
        status, headers, body = self._bare(environ)
        if environ["REQUEST_METHOD"] == "POST":
            self._studio.changed()  # an answer may have joined the list
            now = self._studio.state
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        if body and kind.startswith("text/html"):
            page = body.decode(errors="replace")
            body = marked(page, self._bar(environ, page), now).encode()
        return status, headers, body

    def _bare(self, environ: Environ) -> Answer:
        """The page without its bar."""
        path = environ["PATH_INFO"]
        state = parse_qs(environ.get("QUERY_STRING", "")).get("state", [""])[0]
        if path.startswith("/preview"):
            return self._desk(path)
        if state in STATES and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            page = self._published(path, environ)
            if page is not None:
                return _html("200 OK", page_in(state, page, self._studio.services))
        if path.startswith(_OF_SURVEYS):
            return _called(self._surveys, environ)
        if path == "/" and not (self._studio.portal / "index.html").is_file():
            if self._studio.has_portal:
                return _html("200 OK", desk.waiting())
            return "303 See Other", [("Location", "/preview/"), ("Content-Type", web.HTML)], b""
        return _called(self._portal, environ)

    def _desk(self, path: str) -> Answer:
        if path in ("/preview", "/preview/"):
            return _html("200 OK", desk.overview(self._studio))
        try:
            if path == "/preview/answers":
                return _html("200 OK", desk.answers(self._studio))
        except DocumentMissing:
            pass
        return "303 See Other", [("Location", "/preview/"), ("Content-Type", web.HTML)], b""

    def _published(self, path: str, environ: Environ, language: str = "") -> Published | None:
        """The survey page that an address below a survey belongs to."""
        found = _SURVEY.fullmatch(path)
        if found is None:
            return None
        last = path.rstrip("/").rpartition("/")[2] if path.count("/") > 4 else ""
        asked = parse_qs(environ.get("QUERY_STRING", "")).get("language", [""])[0]
        try:
            index = self._studio.services.renderer().index
        except DocumentMissing:
            return None
        return index.find(found["survey"], found["segment"], language or asked or last)

    def _bar(self, environ: Environ, html: str) -> Bar:
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        language = _LANGUAGE.search(html)
        page = self._published(path, environ, language[1] if language else "")
        sent = environ["REQUEST_METHOD"] == "POST"
        bar = Bar(
            address=f"{path}?{query}" if query else path,
            sent=sent,
            errors=self._studio.errors,
            trouble=self._studio.trouble,
        )
        if page is None:
            return bar
        services = self._studio.services
        first = services.renderer().index.organisation.first_language
        states = {"": ("As it is now", desk.page_address(page, first))}
        states |= {name: (said, desk.page_address(page, first, name)) for name, said in STATES.items()}
        asked = services.release.questionnaire(page.survey, page.version)
        placed = self._studio.findings.on(page.survey, page.segment, page.language)
        return msgspec.structs.replace(
            bar,
            address=states["error"][1] if sent else bar.address,
            findings=spotted(placed, asked),
            state=parse_qs(query).get("state", [""])[0],
            states=states,
        )


def _html(status: str, page: str) -> Answer:
    reply = web.html(200, page)
    return status, list(reply.headers.items()), reply.body


def _called(application: object, environ: Environ) -> Answer:
    """What another application answers, whole."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        told.append((status, headers))
        return io.BytesIO().write

    chunks = application({**environ, "wsgi.file_wrapper": _file}, start)  # type: ignore[operator]
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return *told[0], body


def _file(file: io.BufferedIOBase, size: int = 65536) -> Iterable[bytes]:
    with file:
        while part := file.read(size):
            yield part
