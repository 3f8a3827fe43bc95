"""How is a document given? A page is shown, every other by a link that is worth nothing after 15 minutes.

On AWS the store signs it (S3), elsewhere the server's secret does, and /download answers. Whoever has the
link has the document for these minutes, so that a colleague or a download program can be handed it.
"""

import re
from datetime import UTC, datetime, timedelta

import msgspec

from listenwell import web
from listenwell.staff.desk import Desk
from listenwell.staff.downloads import Download, record
from listenwell.staff.pages import told
from listenwell.staff.roles import Staff
from listenwell.staff.signing import Signer
from listenwell.storage import DocumentMissing
from listenwell.storage.content_type import content_type
from listenwell.web import Reply, Request

LIFE = timedelta(minutes=15)
_PLACE = re.compile(r"/download/(?P<token>[A-Za-z0-9_-]+)/(?P<file>[A-Za-z0-9._-]+)")


class Link(msgspec.Struct, frozen=True, array_like=True):
    """What a link gives: one document, until when (UTC, seconds), under which name, and to whom it was
    given."""

    document: str
    until: int
    file: str
    who: str


def given(desk: Desk, staff: Staff, document: str, file: str) -> Reply:
    """Record that the document is given, and go to its link. Raises StorageUnavailable, NotRecorded."""
    now = desk.services.now()
    entry = Download(at=now, who=staff.name, document=document, how="link given")
    record(desk.documents, entry, desk.new_id())
    place = desk.documents.link(document, LIFE, type=_type(file), disposition=_disposition(file))
    if not place:
        link = Link(document, int((now + LIFE).timestamp()), file, staff.name)
        place = f"/download/{Signer(desk.services.secret, 'download').sign(link)}/{file}"
    return web.see_other(place)


def read(desk: Desk, staff: Staff, document: str) -> Reply:
    """Record that the page is read, and show it. Raises StorageUnavailable, NotRecorded, DocumentMissing."""
    data = desk.documents.get(document)
    entry = Download(at=desk.services.now(), who=staff.name, document=document, how="read")
    record(desk.documents, entry, desk.new_id())
    headers = {**web.SAFE, "Content-Type": web.HTML}
    return Reply(status=200, body=data, headers=headers)


def opened(request: Request, desk: Desk) -> Reply:
    """Answer /download: the document, or a page that says what to do. Raises StorageUnavailable,
    NotRecorded."""
    match = _PLACE.fullmatch(request.path)
    if request.method not in ("GET", "HEAD"):
        return web.html(405, "", Allow="GET")
    link = Signer(desk.services.secret, "download").opened(match["token"], Link) if match else None
    if match is None or link is None or link.file != match["file"]:
        return told(
            desk, 404, "This link is not one of ours", "It was altered, or cut off on its way.", go=_LIST
        )
    now = desk.services.now()
    if now.timestamp() > link.until:
        minutes = int(LIFE.total_seconds() // 60)
        words = (
            f"Links to documents work for {minutes} minutes, so that one in a mail or a "
            f"history opens nothing."
        )
        until = datetime.fromtimestamp(link.until, UTC)
        over = (
            f"This one ended on {until:%d %B %Y at %H:%M} UTC. Open the list, and choose the document again."
        )
        return told(desk, 410, "This link has expired", words, over, go=_LIST)
    try:
        data = desk.documents.get(link.document)
    except DocumentMissing:
        return told(
            desk, 404, "This document is not kept any more", "Choose another from the list.", go=_LIST
        )
    if request.method == "GET":
        entry = Download(at=now, who=link.who, document=link.document, how="link opened")
        record(desk.documents, entry, desk.new_id())
    headers = {
        **web.SAFE,
        "Content-Type": _type(link.file),
        "Content-Disposition": _disposition(link.file),
    }
    return Reply(status=200, body=data, headers=headers)


_LIST = (("/staff/summaries", "All summaries"),)


def _type(file: str) -> str:
    kind = content_type(file)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _disposition(file: str) -> str:
    """`file` is made of the letters that a document's name may have: none of them ends the quotes."""
    return f'{"inline" if file.endswith(".pdf") else "attachment"}; filename="{file}"'
