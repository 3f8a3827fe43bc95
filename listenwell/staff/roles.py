"""Who may do what on the staff pages? The roles, and the person who asks."""

import msgspec

ROLES = {
    "marketing": "sees which pages are published, and their addresses",
    "interviewer": "notes down telephone interviews",
    "quality-lead": "reads and downloads summaries, and sees who downloaded what",
    "operator": "sees who downloaded what",
}
"""Every role with what it opens. On AWS they are the groups of the user pool."""

INTERVIEWER = "interviewer"
"""Who entered a response where nobody has a name: the demo, the preview, simulated customers."""


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """The person who asks. `session` tells one sign-in from another; it is never shown."""

    name: str
    roles: frozenset[str]
    session: str

    def may(self, allowed: frozenset[str]) -> bool:
        """Whether one of the person's roles is among the allowed ones."""
        return bool(self.roles & allowed)
