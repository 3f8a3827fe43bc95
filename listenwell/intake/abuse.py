"""Does a submission look like a program's? What is held back, what is only marked; nobody solves a puzzle.

- A field that people neither see nor hear of, filled in: held back. The page comes back with everything typed
  and that field empty, so a person whose browser filled it just sends again.
- More than a day's limit from one network: held back until the next day, with the other ways to answer.
- More than BURST from one network within ten minutes, or a page filled in quicker than HASTE: stored
  and marked. A summary can leave out what is marked.

Of a network is kept how often it sent, under a hash with two keys, of which one is thrown away after the day.
Where the count cannot be had nobody is held back.
"""

import logging
from datetime import UTC
from typing import NamedTuple

from listenwell.intake.counting import counted
from listenwell.intake.parsing import Submission
from listenwell.intake.services import Services
from listenwell.storage import StorageUnavailable
from listenwell.survey.response import BURST_OF_ANSWERS, TOO_QUICK
from listenwell.web import Request

BURST = 20
"""Submissions within one slot from one network; those after it are marked."""
SLOT_MINUTES = 10
HASTE = 2000
"""Milliseconds between opening a page and sending it; those below are marked."""
_DIGITS = 9
_log = logging.getLogger("listenwell.intake")


class Judged(NamedTuple):
    """Why it is held back (a message of the wording, "" for taken), and the marks to store."""

    held: str = ""
    marks: tuple[str, ...] = ()


NO_DOUBT = Judged()


def judged(request: Request, submission: Submission, services: Services) -> Judged:
    """Count the submission for its network, and say what follows."""
    if submission.website.strip():
        return Judged("held_back")
    marks = (TOO_QUICK,) if _quick(submission) else ()
    if not request.source.known:
        return Judged(marks=marks)
    at = services.now().astimezone(UTC)
    slot = f"{at:%H}{at.minute // SLOT_MINUTES}"
    try:
        sent = counted(request.source, "send", services, slot)
    except StorageUnavailable as error:
        _log.warning("a submission was not counted: %s", error)
        return Judged(marks=marks)
    if sent.in_slot > BURST:
        marks = (BURST_OF_ANSWERS, *marks)
    return Judged("too_many" if sent.today > services.daily_limit else "", marks)


def _quick(submission: Submission) -> bool:
    took = submission.took
    return took.isascii() and took.isdecimal() and len(took) < _DIGITS and int(took) < HASTE
