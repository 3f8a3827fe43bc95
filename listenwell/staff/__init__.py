"""What staff do behind a sign-in: hold interviews, read summaries, see who read what.

roles.py        the roles, and the person who asks
desk.py         what the pages work with; the way in where nobody signs in
by_password.py  the way in with a password of ours; sessions.py its cookie
routes.py       which page is whose; the token in every form
overview.py     the first page, and the log of downloads
shelves.py      the list of summaries, what is new in them, their editions
links.py        a document by a link that expires; downloads.py the log
signing.py      tokens that only this server can make
pages.py        templates/ in the look of the published pages
"""

from listenwell.staff.answering import PLACES, answer, is_ours
from listenwell.staff.desk import Desk, OpenHere
from listenwell.staff.roles import ROLES, Staff

__all__ = ["PLACES", "ROLES", "Desk", "OpenHere", "Staff", "answer", "is_ours"]
