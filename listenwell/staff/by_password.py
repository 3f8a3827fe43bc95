"""Who signs in with a name and a password of ours? The sign-in of a single machine.

What an attacker meets: the same words and the same time whether the name is known or not; five tries at a
name, then a wait of 15 minutes; when many are wrong in all, one check every two seconds for everybody. No
address is kept.
"""

import re
import secrets
import threading
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Protocol

from listenwell import web
from listenwell.intake.parsing import MAX_BODY, Unreadable, parse_form
from listenwell.staff.desk import Desk
from listenwell.staff.pages import page
from listenwell.staff.roles import ROLES, Staff
from listenwell.staff.sessions import Session, Sessions
from listenwell.staff.signing import Signer
from listenwell.storage.embedded_people import FREE_TRIES, WAIT, Person, SqlitePeople
from listenwell.web import Reply, Request

LEAST, MOST = 12, 256
"""Characters of a password: NIST SP 800-63B asks for length and against rules on its characters."""

NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@+-]{0,62}[a-z0-9])?")
"""A name to sign in with: small letters, digits, and . _ @ + - between them; an e-mail address may be one."""

_MANY, _WITHIN, _EVERY = 30, timedelta(minutes=10), timedelta(seconds=2)
_NEXT = re.compile(r"/staff(?:/[A-Za-z0-9._-]+)*/?(?:\?[A-Za-z0-9._~=&%+-]*)?")


class Hasher(Protocol):
    """Hashes passwords; local/passwords.py is the one in use."""

    def hash(self, password: str) -> str:
        """The password's hash with its salt and parameters."""

    def verify(self, hashed: str, password: str) -> bool:
        """Whether it is the hash of the password."""

    def outdated(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than today's."""


class ByPassword:
    """An entrance for the people in a SqlitePeople."""

    note = ""

    def __init__(
        self,
        people: SqlitePeople,
        hasher: Hasher,
        *,
        secret: str,
        secure: bool,
        now: Callable[[], datetime],
        new_token: Callable[[], str] = lambda: secrets.token_urlsafe(18),
    ) -> None:
        """`secure` is for a site behind HTTPS: cookies go over nothing else."""
        self._people, self._hasher, self._now, self._new_token = people, hasher, now, new_token
        self._sessions = Sessions(secret, secure=secure)
        self._form, self._names = Signer(secret, "sign-in"), Signer(secret, "tries")
        self._secure = secure
        self._cookie = "__Secure-listenwell-entry" if secure else "listenwell-entry"
        self._turn, self._next = threading.Lock(), now()

    def who(self, request: Request) -> tuple[Staff | None, str]:
        """The person of the session, as they are now: a role taken away is gone at once."""
        now = self._now()
        session = self._sessions.read(request, now)
        person = self._people.get(session.name) if session else None
        if session is None or person is None or person.counter != session.counter:
            return None, ""
        staff = Staff(name=person.name, roles=frozenset(person.roles) & ROLES.keys(), session=session.id)
        return staff, self._sessions.renewed(session, now)

    def leave(self, staff: Staff) -> Reply:
        """Put the person's counter up: every session of theirs is over, on every device."""
        self._people.change(staff.name)
        return _go_on("/sign-in", self._sessions.ended())

    def answer(self, request: Request, desk: Desk) -> Reply:
        """The form, or what comes of it."""
        if request.path != "/sign-in":
            return web.see_other("/sign-in")
        if request.method in ("GET", "HEAD"):
            return self._asked(desk, 200, next_page=request.first("next"))
        if request.method != "POST":
            return web.html(405, "", Allow="GET, POST")
        if request.content_type != web.FORM or len(request.body) > MAX_BODY:
            return self._asked(desk, 415)
        try:
            typed = parse_form(request.body).typed
        except Unreadable:
            return self._asked(desk, 400)
        given = {field: typed.get(field, [""])[0] for field in ("_csrf", "name", "password", "next")}
        entry = request.cookies.get(self._cookie, "")
        if not entry or not self._form.is_mark(given["_csrf"], entry):
            problem = "Please sign in once more"
            remedy = (
                "The form was too old, or your browser keeps no cookies of this site: allow "
                "them, and try again."
            )
            return self._asked(desk, 403, problem, remedy, given["name"], given["next"])
        return self._checked(desk, given["name"], given["password"], given["next"])

    def _checked(self, desk: Desk, typed_name: str, password: str, next_page: str) -> Reply:
        """One try. It is counted before the password is looked at, so that many at once gain nothing."""
        name, now = tidy(typed_name), self._now()
        who = self._names.mark(name)
        if self._too_many(now):
            return self._asked(
                desk,
                429,
                "Please try again in a few seconds",
                "Many wrong passwords came in the last minutes, so everybody has to be a little patient.",
                typed_name,
                next_page,
                Retry_After="2",
            )
        if not self._people.may_try(who, now):
            minutes = int(WAIT.total_seconds() // 60)
            return self._asked(
                desk,
                429,
                f"Too many wrong passwords: this name waits {minutes} minutes",
                f"After {FREE_TRIES} wrong passwords no other is looked at for {minutes} minutes. "
                "Whoever runs this server can end the wait with: listenwell user unlock NAME",
                typed_name,
                next_page,
                Retry_After=str(minutes * 60),
            )
        person = self._people.get(name)
        good = self._hasher.verify(person.password if person else self._nobody, password[: MOST + 1])
        if not good or person is None:
            words = "Capital letters count in the password. If you have forgotten it, ask for a new one."
            return self._asked(desk, 401, "The name or the password is wrong", words, typed_name, next_page)
        self._people.forgive(who)
        if self._hasher.outdated(person.password):
            self._people.rehash(person, self._hasher.hash(password))
        return _go_on(safe_next(next_page), self._sessions.written(self._begun(person, now)))

    def _begun(self, person: Person, now: datetime) -> Session:
        """A new session: nothing that the browser had before is in it."""
        at = int(now.timestamp())
        return Session(person.name, person.counter, at, at, self._new_token())

    def _too_many(self, now: datetime) -> bool:
        """Whether this try must wait because so many were wrong lately."""
        if self._people.wrong_since(now - _WITHIN) < _MANY:
            return False
        with self._turn:
            if now < self._next:
                return True
            self._next = now + _EVERY
            return False

    def _asked(
        self,
        desk: Desk,
        status: int,
        problem: str = "",
        remedy: str = "",
        name: str = "",
        next_page: str = "",
        **headers: str,
    ) -> Reply:
        """The form with a cookie that its token belongs to: no other site can have somebody signed in."""
        entry = self._new_token()
        reply = page(
            desk,
            status,
            "sign-in.html",
            problem=problem or (HTTPStatus(status).phrase if status >= 400 else ""),
            remedy=remedy,
            name=name[:64],
            next=safe_next(next_page),
            csrf=self._form.mark(entry),
            nobody=not self._people.all(),
        )
        secure = "; Secure" if self._secure else ""
        reply.headers["Set-Cookie"] = (
            f"{self._cookie}={entry}; Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age=3600{secure}"
        )
        reply.headers.update({key.replace("_", "-"): value for key, value in headers.items()})
        return reply

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password has, so that an unknown name takes as long as a known one."""
        return self._hasher.hash(secrets.token_urlsafe(32))


def tries_of(name: str, secret: str) -> str:
    """What the tries at a name are kept under."""
    return Signer(secret, "tries").mark(tidy(name))


def tidy(name: str) -> str:
    """The name as it is kept: small letters, without blanks around it."""
    return unicodedata.normalize("NFKC", name[:64]).strip().lower()


def safe_next(place: str) -> str:
    """The staff page to go on to; the first one for every address that is not one of ours."""
    return place if _NEXT.fullmatch(place) and ".." not in place else "/staff"


def _go_on(place: str, cookie: str) -> Reply:
    headers = {"Location": place, "Content-Type": web.HTML, "Set-Cookie": cookie, **web.SAFE}
    return Reply(status=303, headers=headers)
