"""What do the staff pages work with? The stores, and the way in."""

import secrets
from collections.abc import Callable
from typing import Protocol

import msgspec

from listenwell.intake import Services
from listenwell.staff.roles import ROLES, Staff
from listenwell.storage import DocumentStore
from listenwell.web import Reply, Request


class Entrance(Protocol):
    """How somebody signs in: by a password of ours, by a user pool, or not at all on this machine alone."""

    note: str
    """What the first page says of the way in, if anything."""

    def who(self, request: Request) -> tuple[Staff | None, str]:
        """Who asks, and the Set-Cookie that keeps them signed in ("" where none is needed). Raises
        StorageUnavailable."""

    def answer(self, request: Request, desk: "Desk") -> Reply:
        """Answer a request at /sign-in or below. Raises StorageUnavailable."""

    def leave(self, staff: Staff) -> Reply:
        """Sign the person out, everywhere. Raises StorageUnavailable."""


class Desk(msgspec.Struct, kw_only=True):
    """The stores and the way in. `address` is that of the site, "" where it is not known."""

    services: Services
    documents: DocumentStore
    entrance: Entrance
    new_id: Callable[[], str] = lambda: secrets.token_hex(8)
    address: str = ""


class OpenHere:
    """No sign-in: for a server that only this machine reaches. Everybody on it may do everything."""

    note = (
        "Only this machine reaches these pages, so nobody signs in. `listenwell serve` asks for a name and a "
        "password, which `listenwell user add` makes."
    )

    def who(self, request: Request) -> tuple[Staff | None, str]:
        """Everybody, with every role."""
        return Staff(name="", roles=frozenset(ROLES), session="here"), ""

    def answer(self, request: Request, desk: Desk) -> Reply:
        """There is nothing to sign in to: go on."""
        return Reply(status=303, headers={"Location": "/staff"})

    def leave(self, staff: Staff) -> Reply:
        """Nobody was signed in: go on."""
        return Reply(status=303, headers={"Location": "/staff"})


def open_desk(services: Services, documents: DocumentStore) -> Desk:
    """A desk where nobody signs in: the demo's and the preview's."""
    return Desk(services=services, documents=documents, entrance=OpenHere())
