"""When is a survey open? Its state at a moment; the handler asks, so this needs no YAML and no time zones."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

State = Literal["early", "open", "closed"]
"""Not yet open; open; closed, or withdrawn by taking it out of its segment."""

GRACE = timedelta(hours=24)
"""How long after closing answers are still taken, for pages that were opened before."""

Day = Annotated[date, Meta(description="a day such as 2026-12-01 (year-month-day)")]


class Days(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two keys of a survey; both days are days on which it is open."""

    opens: Day | None = None
    closes: Day | None = None


class Opening(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When a survey is open: from `starts` (included) to `ends` (excluded), in UTC; None is without a bound.

    `first` and `last` are the days as written, to be told in words.
    """

    first: date | None = None
    last: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def __bool__(self) -> bool:
        """Whether it changes with the calendar."""
        return self.first is not None or self.last is not None

    def state(self, now: datetime) -> State:
        """What its page says at this moment."""
        if self.starts is not None and now < self.starts:
            return "early"
        return "closed" if self.ends is not None and now >= self.ends else "open"

    def takes(self, now: datetime) -> bool:
        """Whether answers are stored at this moment: while open, and for GRACE after closing."""
        return self.state(now) == "open" or (self.ends is not None and self.ends <= now < self.ends + GRACE)


ALWAYS = Opening()
