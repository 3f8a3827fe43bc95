"""A small survey and responses to it, with everything awkward that counting has to get right."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from listenwell.survey.question_types import Choice, Choices, Rating, RatingGrid, Recommend, Text
from listenwell.survey.questionnaire import Drivers, Questionnaire
from listenwell.survey.response import Response

DAY = date(2026, 3, 14)
NIGHT = datetime(2026, 3, 15, 2, tzinfo=UTC)
"""When DAY is over."""
SECRET = "a key that only these tests know, long enough"  # noqa: S105 (of these tests only)

_SCALE = {"low": "Bad", "high": "Good"}
VISIT = Questionnaire(
    survey="visit",
    segment="retail",
    language="en",
    title="Our visit",
    drivers=Drivers(outcome="overall", items=("aspects",)),
    questions=(
        Rating(id="overall", text="How was it?", not_applicable=True, **_SCALE),
        RatingGrid(
            id="aspects",
            text="And each of these?",
            rows={"timing": "Timing", "price": "Price"},
            not_applicable=True,
            **_SCALE,
        ),
        Choices(id="days", text="Which days?", options={"mon": "Monday", "tue": "Tuesday"}),
        Choice(id="met", text="Met?", options={"yes": "Yes", "no": "No"}),
        Text(id="better", text="What should be <better>?"),
    ),
)
PULSE = Questionnaire(
    survey="pulse",
    segment="retail",
    language="en",
    title="Pulse",
    questions=(Recommend(id="recommend", text="How likely?", **_SCALE), Text(id="why", text="Why?")),
)
RELEASED = {(q.survey, q.version): q for q in (VISIT, PULSE)}


def released(survey: str, version: str) -> Questionnaire | None:
    """The questionnaires that a release would hold."""
    return RELEASED.get((survey, version))


def an_id(number: int) -> str:
    return str(UUID(int=number, version=4))


def at(day: date = DAY, seconds: float = 43_200) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(seconds=seconds)


def visit(number: int, day: date = DAY, seconds: float | None = None, **changes: object) -> Response:
    """A response to VISIT; the number makes its id, its time and its answers."""
    usual = {
        "id": an_id(number),
        "survey": "visit",
        "version": VISIT.version,
        "segment": "retail",
        "channel": ("web", "telephone")[number % 2],
        "language": "en",
        "received_at": at(day, number if seconds is None else seconds),
        "answers": {
            "overall": number % 5 + 1,
            "aspects": {"timing": (number // 5) % 5 + 1, "price": "n/a" if number % 7 == 0 else 3},
            "days": ["mon", "tue"][: number % 3],
            "met": ("yes", "no")[number % 2],
            "better": f"=Größe {number} 👍",
        },
    }
    return Response(**{**usual, **changes})


def pulse(number: int, day: date = DAY, **changes: object) -> Response:
    """A response to PULSE."""
    usual = {"survey": "pulse", "version": PULSE.version, "answers": {"recommend": number % 11}}
    return visit(number, day, **{**usual, **changes})


def withdrawal(number: int, of: Response, day: date = DAY) -> Response:
    """What withdraws another response."""
    mark = {"answers": {}, "marks": ("withdrawn",), "supersedes": of.id}
    return visit(number, day, survey=of.survey, version=of.version, **mark)
