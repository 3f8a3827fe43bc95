"""How long may browsers and CloudFront keep a file, and of what type is it?

A build's files never change at CloudFront, for its cache knows them under the name of their build; so it
keeps them for a year and is never told to forget one. A browser knows only the address: it asks again after
a minute, and gets 304 for what did not change. Only a file whose name holds a hash may be kept unasked.
"""

import re

from listenwell.storage.content_type import content_type

PAGES = "public, max-age=60, s-maxage=31536000, must-revalidate"
UNVERSIONED = "public, max-age=60"
HASHED = "public, max-age=31536000, immutable"

_HASH = re.compile(r"\.[0-9a-f]{8,64}\.(?:min\.)?[a-z0-9]+(?:\.map)?$")
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/xml")
_TYPES = {"js": "text/javascript", "map": "application/json", "xml": "application/xml", "woff2": "font/woff2"}


def headers_of(name: str) -> dict[str, str]:
    """Content-Type and Cache-Control of a file of the site, in the words of S3."""
    kind = _TYPES.get(name.rpartition(".")[2]) or content_type(name)
    if kind.startswith(_TEXT):
        kind += "; charset=utf-8"
    return {"ContentType": kind, "CacheControl": HASHED if _HASH.search(name) else PAGES}
