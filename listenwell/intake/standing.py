"""What stands at a survey's address at a moment: a page that is open, not open yet or closed, or nothing."""

from datetime import datetime

import msgspec

from listenwell.pages.release import Index, Published
from listenwell.survey.opening import GRACE, State


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The page, its state, and whether answers that arrive now are stored."""

    page: Published
    state: State
    takes: bool


def standing(
    index: Index, survey: str, segment: str, now: datetime, *, language: str = "", staff: bool = False
) -> Standing | None:
    """What stands there in that language or the first one; None where nothing ever stood for this audience.

    A survey that was withdrawn is closed, and takes answers for GRACE after the release without it.
    """
    page = index.find(survey, segment, language)
    if page is not None:
        found = Standing(page=page, state=page.opening.state(now), takes=page.opening.takes(now))
    else:
        gone = index.gone(survey, segment, language)
        if gone is None:
            return None
        takes = now < gone.since + GRACE and gone.page.opening.takes(now)
        found = Standing(page=gone.page, state="closed", takes=takes)
    return found if (found.page.audience == "interviewers") == staff else None
