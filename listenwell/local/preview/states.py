"""How does a page look in a state that it is not in? `?state=` behind its address, in the preview only."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import msgspec

from listenwell.intake.checking import check
from listenwell.intake.parsing import MAX_BODY, parse_form
from listenwell.intake.services import Services
from listenwell.pages.release import Published
from listenwell.survey.opening import Opening
from listenwell.survey.questionnaire import Questionnaire

STATES = {
    "open": "The questions",
    "error": "With errors",
    "thanks": "Thanks",
    "early": "Not yet open",
    "closed": "Closed",
    "unavailable": "Try again",
    "not_found": "No such page",
    "too_large": "Too much text",
    "unreadable": "Not readable",
}
"""What may stand behind `?state=`, with its name on the preview's bar."""

_RECEIPT = "0000-0000-0000-0000"
_NEVER_STORED = "00000000-0000-4000-8000-000000000000"


def page_in(state: str, page: Published, services: Services) -> str:
    """The page as customers would find it in one of STATES; nothing is stored."""
    renderer, now = services.renderer(), services.now()
    asked = services.release.questionnaire(page.survey, page.version)
    match state:
        case "open":
            return renderer.survey_page(asked, opening=page.opening)
        case "error":
            submission = parse_form(urlencode(_unfit(asked)).encode())
            _, refusals = check(submission, asked, now.astimezone(UTC).date())
            return renderer.survey_page(
                asked,
                typed=submission.typed,
                refusals=refusals,
                response_id=_NEVER_STORED,
                opening=page.opening,
            )
        case "unavailable":
            notice = renderer.wording(page.language).messages.unavailable
            return renderer.survey_page(asked, notice=notice, response_id=_NEVER_STORED)
        case "thanks":
            return renderer.thanks_page(asked, _RECEIPT)
        case "early" | "closed":
            return renderer.state_page(asked, state, _with_days(page.opening, now))
        case _:
            return renderer.message_page(state, page.language, limit=MAX_BODY // 1024)


def _unfit(asked: Questionnaire) -> dict[str, str]:
    """What no question takes: “?” for a number, day or address, and nothing for all others."""
    typed = (q for q in asked.questions if q.apart or not q.listed)
    return {"_version": asked.version} | {field: "?" for question in typed for field in question.fields()}


def _with_days(opening: Opening, now: datetime) -> Opening:
    """Its days, or days near today where it has none."""
    today = now.astimezone(UTC).date()
    return msgspec.structs.replace(
        opening,
        first=opening.first or today + timedelta(days=7),
        last=opening.last or today - timedelta(days=1),
    )
