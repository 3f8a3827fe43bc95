"""Where it was asked: who could have answered, who was invited, who did, with which questionnaire."""

from datetime import date
from typing import Literal

import msgspec


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """A segment or channel in the period, all together first (kind "all").

    `answered` is None where it is `hidden`: few answered, or it would give few away. `population` is of the
    segment; `invited` and `bounced` come from invitations.csv, None where it says nothing; `reached` is
    invited less bounced. `rate` (0 to 1) is AAPOR RR1, or RR5 where bounces are known; `method` says which,
    or why there is none (an open link has no response rate).
    """

    kind: Literal["all", "segment", "channel"]
    name: str
    words: str
    answered: int | None
    hidden: bool = False
    population: int | None = None
    invited: int | None = None
    bounced: int | None = None
    reached: int | None = None
    rate: float | None = None
    method: str
    source: str = ""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire that was answered in the period: the days of its first and last answer seen. The last
    is known to the month only where `by_month`."""

    version: str
    segment: str
    segment_words: str
    language: str
    first: date
    last: date


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """From that day on the series is not what it was: its wording, scale or channel mix changed.

    `items` are the items concerned (none: all), `segment` "" is all segments. `words` say what changed."""

    day: date
    kind: Literal["wording", "scale", "channel mix"]
    segment: str = ""
    items: tuple[str, ...] = ()
    words: str
