"""What became of the answers under a receipt code, and how is something changed in them?

A change is a response of its own that supersedes the one before: a correction, or a withdrawal without
answers. Its id follows from the first one's and its place, so that one code finds all of them, and of two
changes at once only one takes a place.
"""

from collections.abc import Callable
from datetime import UTC

import msgspec

from listenwell.intake.receipts import ids_under, later_id
from listenwell.intake.services import Services
from listenwell.storage import erasures
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import WITHDRAWN, Response, Value


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored under a code, oldest first, and the place of the change that would come next."""

    responses: tuple[Response, ...]
    next: int

    @property
    def first(self) -> Response:
        """As it was sent."""
        return self.responses[0]

    @property
    def newest(self) -> Response:
        """As it counts now."""
        return self.responses[-1]

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""
        return WITHDRAWN in self.newest.marks

    @property
    def answered(self) -> Response:
        """The newest that has answers."""
        return next((r for r in reversed(self.responses) if WITHDRAWN not in r.marks), self.first)


def find(first_id: str, services: Services) -> Kept | None:
    """What is stored of the answers whose first id is that; None for nothing. Also where the first one is
    older than answers are kept and a correction is not. Raises StorageUnavailable."""
    found: list[Response] = []
    following = 1
    for place, response_id in enumerate(ids_under(first_id)):
        response = services.responses.get(response_id)
        if response is not None:
            found.append(response)
            following = place + 1
        elif found:
            break
    return Kept(responses=tuple(found), next=following) if found else None


def correct(
    kept: Kept,
    first_id: str,
    version: str,
    language: str,
    answers: dict[str, Value],
    contact: Callable[[Response], ContactDetails | None],
    services: Services,
) -> bool:
    """Store the answers in place of those that count now; False when another change was quicker.

    New contact details replace those of before. Raises StorageUnavailable.
    """
    newest = kept.newest
    changed = msgspec.structs.replace(
        newest,
        id=later_id(first_id, kept.next),
        version=version,
        language=language,
        received_at=services.now(),
        answers=answers,
        supersedes=newest.id,
    )
    beside = contact(changed)
    if services.responses.add(changed, beside).response != changed:
        return False
    if beside is not None:
        forget_contact(kept, services)
    return True


def withdraw(kept: Kept, first_id: str, services: Services) -> bool:
    """Take the answers back: they count no more, and contact details go. False when another change was
    quicker.

    Raises StorageUnavailable.
    """
    if not kept.withdrawn:
        newest = kept.newest
        taking = msgspec.structs.replace(
            newest,
            id=later_id(first_id, kept.next),
            received_at=services.now(),
            answers={},
            supersedes=newest.id,
            marks=(WITHDRAWN,),
        )
        if services.responses.add(taking).response != taking:
            return False
    forget_contact(kept, services)
    return True


def forget_contact(kept: Kept, services: Services) -> None:
    """Remove the contact details of every one of them. Raises StorageUnavailable."""
    for response in kept.responses:
        services.contacts.forget(response.id)


def erase(kept: Kept, services: Services) -> bool:
    """Remove all of them with their contact details; whether the archive may hold some, which the night
    erases.

    What is of a day that is over is written down for the archive before anything goes. An answer of today is
    in no archive: it goes without a trace, so that the same answer sent again today can take its id. The
    first one goes last, so that an erasure cut short is found and done again. Raises StorageUnavailable.
    """
    now = services.now()
    today = now.astimezone(UTC).date()
    closed = [response for response in kept.responses if response.day < today]
    for response in closed:
        erasures.ask(services.documents, response, now)
    for response in reversed(kept.responses):
        services.responses.erase(response.id)
    return bool(closed)
