"""What is kept of one customer's answers: these fields and no others."""

import re
from datetime import UTC, date, datetime

import msgspec

Value = int | str | list[str] | dict[str, int | str | list[str]]

POSSIBLE_REPEAT = "possible-repeat"
"""The mark of a response that may be a second one of the same customer."""

WITHDRAWN = "withdrawn"
"""The mark of a response that only takes an earlier one back."""
BURST_OF_ANSWERS = "burst"
"""The mark of one of many responses from one network within minutes."""
TOO_QUICK = "too-quick"
"""The mark of a response whose page was sent sooner than a person can read it."""

DOUBTFUL = frozenset({POSSIBLE_REPEAT, BURST_OF_ANSWERS, TOO_QUICK})
"""The marks of responses that a summary can leave out."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Response(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One response as it is stored; no address, no browser, no fingerprint.

    `id` is a UUID in lower case; `received_at` is the server's clock in UTC; `answers` maps question id
    to value, blank answers left out. A correction is a new response that `supersedes` the earlier id.
    `marks` are short codes such as POSSIBLE_REPEAT.
    """

    id: str
    survey: str
    version: str
    segment: str
    channel: str
    language: str
    received_at: datetime
    answers: dict[str, Value]
    invitation: str = ""
    entered_by: str = ""
    supersedes: str = ""
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not is_response_id(self.id):
            raise ValueError("a response id is a UUID in lower case")
        if self.received_at.tzinfo is None:
            raise ValueError("received_at needs its time zone (UTC)")

    @property
    def day(self) -> date:
        """The day it was received, in UTC."""
        return self.received_at.astimezone(UTC).date()


def is_response_id(text: str) -> bool:
    """Whether `text` is a UUID in the one spelling we store (lower case, hyphens)."""
    return _UUID.fullmatch(text) is not None


def canonical_json(response: Response) -> bytes:
    """The response as JSON with sorted keys: equal responses give equal bytes."""
    return msgspec.json.encode(response, order="sorted")
