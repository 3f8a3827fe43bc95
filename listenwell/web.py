"""A request and a reply as plain values: the shape between our pages and the two doors (Chalice, WSGI)."""

from collections.abc import Mapping, Sequence

import msgspec

HTML = "text/html; charset=utf-8"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What of a request we look at: no address, no browser, no cookie.

    `content_type` is in lower case without its parameters; `query` maps a name to its values.
    """

    method: str
    path: str
    query: Mapping[str, Sequence[str]] = {}
    content_type: str = ""
    body: bytes = b""

    def first(self, name: str) -> str:
        """The first value of that name in the query, or ""."""
        return next(iter(self.query.get(name, ())), "")


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """Status, body and headers of an answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def html(status: int, page: str, **headers: str) -> Reply:
    """A page that no cache keeps and no other site may frame."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, body=page.encode(), headers={"Content-Type": HTML, **_SAFE, **extra})


def json(status: int, value: object, **headers: str) -> Reply:
    """A JSON answer for programs."""
    extra = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(
        status=status, body=msgspec.json.encode(value), headers={"Content-Type": JSON, **_SAFE, **extra}
    )


def see_other(address: str) -> Reply:
    """303: go on there with GET."""
    return Reply(status=303, headers={"Location": address, "Content-Type": HTML, **_SAFE})


def content_type(header: str) -> str:
    """The media type of a Content-Type header, in lower case, without its parameters."""
    return header.split(";", 1)[0].strip().lower()
