"""How a customer may be reached about one response, why, and until when: kept apart from the response."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec

from listenwell.survey.response import is_response_id


class ContactDetails(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """`id` is the response's. `agreed` are the words that were agreed to, at `agreed_at` (UTC); `until` is
    the last day (UTC) on which the details may be used."""

    id: str
    email: str = ""
    telephone: str = ""
    agreed: str
    agreed_at: datetime
    until: date

    def __post_init__(self) -> None:
        if not is_response_id(self.id):
            raise ValueError("the id of a response is a UUID in lower case")
        if self.agreed_at.tzinfo is None:
            raise ValueError("agreed_at needs its time zone (UTC)")

    @property
    def ends(self) -> datetime:
        """When the last day is over."""
        return datetime.combine(self.until + timedelta(days=1), time(), UTC)
