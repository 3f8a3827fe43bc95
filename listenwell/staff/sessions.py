"""How long does a sign-in last? The signed cookie of a session, and its sliding renewal.

The cookie goes to /staff alone: customers' pages never get it. It ends half an hour after the last page, or
twelve hours after the sign-in. It names the person's counter; every sign-out, new password, change of roles
or removal puts that up, and all cookies before it are worth nothing.
"""

from datetime import datetime, timedelta

import msgspec

from listenwell.staff.signing import Signer
from listenwell.web import Request

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_RENEW = 60  # seconds: not a new cookie on every page


class Session(msgspec.Struct, frozen=True, array_like=True):
    """One sign-in: whose, at which counter, when it began and when it was last used (UTC, seconds), and a
    random name that no earlier page knew."""

    name: str
    counter: int
    began: int
    used: int
    id: str


class Sessions:
    """Cookies of sessions, signed with the server's secret. `secure` is for a site behind HTTPS."""

    def __init__(self, secret: str, *, secure: bool) -> None:
        self._signer = Signer(secret, "session")
        self._secure = secure
        self.cookie = "__Secure-listenwell" if secure else "listenwell"

    def read(self, request: Request, now: datetime) -> Session | None:
        """The session of the request's cookie, if it is ours and not over."""
        session = self._signer.opened(request.cookies.get(self.cookie, ""), Session)
        if session is None:
            return None
        at = int(now.timestamp())
        good = at - session.used <= IDLE.total_seconds() and at - session.began <= LONGEST.total_seconds()
        return session if good else None

    def renewed(self, session: Session, now: datetime) -> str:
        """Set-Cookie with the session used now; "" when it was so within the minute."""
        at = int(now.timestamp())
        return "" if at - session.used < _RENEW else self.written(msgspec.structs.replace(session, used=at))

    def written(self, session: Session) -> str:
        """Set-Cookie for the session. It is the browser's until it is closed."""
        return self._cookie(self._signer.sign(session), "")

    def ended(self) -> str:
        """Set-Cookie that takes it away."""
        return self._cookie("", "; Max-Age=0")

    def _cookie(self, value: str, more: str) -> str:
        secure = "; Secure" if self._secure else ""
        return f"{self.cookie}={value}; Path=/staff; HttpOnly; SameSite=Lax{secure}{more}"
