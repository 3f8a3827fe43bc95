"""How does a subscriber end the mails? By the link in each of them, without a sign-in.

Opening it changes nothing, for programs that look for viruses open every link; its button does, or the mail
program's own by one click (RFC 8058).
"""

import re

from listenwell import web
from listenwell.mailing.subscribers import find, unsubscribe_by
from listenwell.staff.desk import Desk
from listenwell.staff.pages import page, told
from listenwell.web import Reply, Request

_PLACE = re.compile(r"/unsubscribe/(?P<subscriber>[0-9a-f]{32})/(?P<token>[A-Za-z0-9_-]{1,64})")


def unsubscribed(request: Request, desk: Desk) -> Reply:
    """Answer /unsubscribe. Raises StorageUnavailable."""
    match = _PLACE.fullmatch(request.path)
    if request.method not in ("GET", "HEAD", "POST"):
        return web.html(405, "", Allow="GET, POST")
    if match is None or find(desk.documents, match["subscriber"]) is None:
        words = "It was used already, or was cut off on its way. If mails still come, answer one of them."
        return told(desk, 404, "This link ends nothing", words)
    if request.method != "POST":
        return page(desk, 200, "unsubscribe.html", action=request.path)
    if not unsubscribe_by(desk.documents, match["subscriber"], match["token"]):
        return told(desk, 404, "This link ends nothing", "It is not one of ours.")
    return told(
        desk, 200, "No more mails", "Your address is forgotten. Whoever runs the surveys can add it again."
    )
