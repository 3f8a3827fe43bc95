"""From which day to which day is a survey open? As marketing writes it, with every problem.

Days are those of the organisation's time zone. The moments they mean are worked out once, when the templates
are read.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from listenwell.survey.lines import Node
from listenwell.survey.merging import overlay
from listenwell.survey.opening import ALWAYS, Days, Opening
from listenwell.survey.problems import Problems
from listenwell.survey.reading import read

_SOON = timedelta(days=7)


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """When a survey is open for a segment, and where its last day is written."""

    opening: Opening = ALWAYS
    file: str = ""
    line: int = 0


def read_days(survey: Node, changes: Node | None, zone: tzinfo, problems: Problems) -> Dated:
    """When the survey is open for a segment that makes these changes to it; problems are recorded."""
    node = overlay(survey, changes) if changes is not None else survey
    written = {key: node.mapping[key] for key in Days.__struct_fields__ if key in node.mapping}
    days = read(Node(written, node.file, node.line), Days, problems)
    if days is None or days == Days():
        return Dated()
    place = written.get("closes", node)
    if days.opens and days.closes and days.closes < days.opens:
        problems.add("D01", place.file, place.line, opens=days.opens, closes=days.closes)
    opening = Opening(
        first=days.opens,
        last=days.closes,
        starts=_midnight(days.opens, zone),
        ends=_midnight(days.closes, zone, after=1),
    )
    return Dated(opening=opening, file=place.file, line=place.line)


def warn_of_the_end(dated: Dated, now: datetime, problems: Problems) -> None:
    """Warn of a survey that closes within a week of `now`, or has closed."""
    ends = dated.opening.ends
    if ends is not None and ends - now <= _SOON:
        code = "D02" if ends <= now else "D03"
        problems.add(code, dated.file, dated.line, closes=dated.opening.last)


def zone_named(name: str) -> tzinfo | None:
    """The time zone of that name; None where there is none. UTC is there without any table of zones."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _midnight(day: date | None, zone: tzinfo, after: int = 0) -> datetime | None:
    """The moment a day begins, or one that many days later; None where no day is, or none can be."""
    if day is None:
        return None
    try:
        return datetime.combine(day + timedelta(days=after), time(), zone).astimezone(UTC)
    except OverflowError:  # the last day there is
        return None
