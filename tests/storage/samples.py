"""Responses for the claims: ordinary by default, nasty on purpose where a claim asks for it."""

from datetime import UTC, date, datetime
from uuid import uuid4

from listenwell.storage import MAX_RESPONSE_BYTES
from listenwell.survey.response import Response, canonical_json

DAY = date(2026, 3, 14)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

NASTY_TEXTS = {
    "empty": "",
    "letters": "naïve Größe, 顧客の声, обратная связь",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 \U0001f600",
    "right to left": "שירות מצוין \u202eback to front\u202c خدمة",
    "control characters": "nul \x00 bell \x07 escape \x1b line end \r\n tab \t line \u2028 \ufeff \U0010ffff",
    "formula": '=HYPERLINK("https://example.org","click")',
    "statement": "'; drop table responses; --",
    "our own encodings": '{"S": "not an attribute"} \\u0041 \\ #00',
}


def a_response(**changes: object) -> Response:
    """An ordinary response with an id of its own."""
    usual = {
        "id": str(uuid4()),
        "survey": "pulse",
        "version": "0123456789ab",
        "segment": "retail",
        "channel": "web",
        "language": "en",
        "received_at": NOON,
        "answers": {"recommend": 9, "why": "on time"},
    }
    return Response(**{**usual, **changes})


def a_response_of(size: int, **changes: object) -> Response:
    """A response whose canonical JSON has exactly `size` bytes."""
    bare = a_response(**{**changes, "answers": {"why": ""}})
    text = "x" * (size - len(canonical_json(bare)))
    return a_response(**{**changes, "id": bare.id, "answers": {"why": text}})


def the_largest_response() -> Response:
    """One that just fits."""
    return a_response_of(MAX_RESPONSE_BYTES)
