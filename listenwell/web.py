"""A request and a reply as plain values: the shape between our pages and the two doors (Chalice, WSGI)."""

import hashlib
import hmac
import ipaddress
import math
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import msgspec

HTML = "text/html; charset=utf-8"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

STAFF_PLACES = ("/staff", "/sign-in")
"""Where staff sign in and work: beginnings of the only paths whose cookies are looked at."""


class Source:
    """What a request alone tells about where it comes from. It can be keyed and compared, never read: no
    address and no browser gets into a store, a log or a traceback."""

    __slots__ = ("_told",)

    def __init__(self, *told: str) -> None:
        """`told` are the address and the name of the browser, as the door knows them."""
        self._told = told

    def keyed(self, key: bytes) -> bytes:
        """32 bytes that say nothing without the key."""
        return hmac.digest(key, msgspec.json.encode(self._told), hashlib.sha256)

    @property
    def known(self) -> bool:
        """Whether an address was told."""
        return bool(self._told and self._told[0])

    def network(self, key: bytes) -> bytes:
        """The same of the address alone, whatever the browser calls itself; of an IPv6 address the half that
        one household or firm has in common."""
        told = self._told[0] if self._told else ""
        try:
            address = ipaddress.ip_address(told)
        except ValueError:
            return hmac.digest(key, told.encode(), hashlib.sha256)
        mapped = getattr(address, "ipv4_mapped", None) or address
        common = mapped.packed[:8] if mapped.version == 6 else mapped.packed
        return hmac.digest(key, common, hashlib.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)

    def __repr__(self) -> str:
        return "Source(...)"


NOWHERE = Source()
"""Of a request that did not come through a door."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What of a request we look at: of cookies those of staff alone, and of address and browser only what can
    be compared.

    `content_type` is in lower case without its parameters; `query` maps a name to its values. `cookies` is
    empty unless the path is one of STAFF_PLACES.
    """

    method: str
    path: str
    query: Mapping[str, Sequence[str]] = {}
    content_type: str = ""
    body: bytes = b""
    source: Source = NOWHERE
    cookies: Mapping[str, str] = {}
    ends: float = math.inf
    """The moment (of `time.monotonic`) after which a store that failed is not asked again."""

    def first(self, name: str) -> str:
        """The first value of that name in the query, or ""."""
        return next(iter(self.query.get(name, ())), "")


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """Status, body and headers of an answer; `outcome` is what the log calls it, where the status says too
    little."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}
    outcome: str = ""


GUARD = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer, files too. What a page itself may do stands in the page (pages/policy.py)."""

SAFE = {**GUARD, "Cache-Control": "no-store"}
"""Headers of what no cache may keep."""

HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000"}
"""Of a site that is reached by HTTPS: for two years no browser asks it otherwise."""

_NO_PAGE = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def html(status: int, page: str, **headers: str) -> Reply:
    """A page that no cache keeps and no other site may frame."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, body=page.encode(), headers={"Content-Type": HTML, **SAFE, **extra})


def json(status: int, value: object, **headers: str) -> Reply:
    """A JSON answer for programs."""
    extra = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(
        status=status,
        body=msgspec.json.encode(value),
        headers={"Content-Type": JSON, **SAFE, **_NO_PAGE, **extra},
    )


def attachment(name: str, type: str, text: str) -> Reply:
    """A file for whoever asked, to be kept under that name and not shown."""
    told = {"Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'}
    return Reply(status=200, body=text.encode(), headers={**told, **SAFE, **_NO_PAGE})


def see_other(address: str) -> Reply:
    """303: go on there with GET."""
    return Reply(status=303, headers={"Location": address, "Content-Type": HTML, **SAFE})


def cookies_of(path: str, header: str) -> dict[str, str]:
    """The cookies of a Cookie header on a staff page; none on every other."""
    if not path.startswith(STAFF_PLACES):
        return {}
    pairs = (each.strip().partition("=") for each in header.split(";"))
    return {name: value for name, _, value in pairs if name}


def quoted(text: str) -> str:
    """The text as one value within an address."""
    return quote(text, safe="")


def content_type(header: str) -> str:
    """The media type of a Content-Type header, in lower case, without its parameters."""
    return header.split(";", 1)[0].strip().lower()
