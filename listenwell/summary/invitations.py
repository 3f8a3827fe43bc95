"""How many were invited: `invitations.csv` in the document store, a table that a quality lead keeps.

One row for each survey, period, segment and channel, with how many were `invited` and, where that is known,
how many invitations `bounced`. Empty `segment` or `channel` is all of them.
"""

from typing import NamedTuple

from listenwell.storage import DocumentMissing, DocumentStore
from listenwell.summary.period import Period, PeriodError, parse
from listenwell.summary.tables import Row, read_table

FILE = "invitations.csv"
COLUMNS = ("survey", "period", "segment", "channel", "invited", "bounced")
_NEEDED = ("survey", "period", "invited")


class Invited(NamedTuple):
    """Invitations of one segment and channel ("" all) in the period; `bounced` None where it is not known."""

    segment: str
    channel: str
    invited: int
    bounced: int | None


class Invitations(NamedTuple):
    """The rows that lie in the period, and what could not be read."""

    rows: tuple[Invited, ...] = ()
    problems: tuple[str, ...] = ()

    def of(self, segment: str = "", channel: str = "") -> tuple[int, int | None] | None:
        """Invited and bounced of a segment or channel, None where nothing is said. Bounces are known only
        where every row says them."""
        rows = [r for r in self.rows if segment in ("", r.segment) and channel in ("", r.channel)]
        if not rows:
            return None
        bounced = None if any(r.bounced is None for r in rows) else sum(r.bounced or 0 for r in rows)
        return sum(r.invited for r in rows), bounced


def read_invitations(survey: str, period: Period, documents: DocumentStore) -> Invitations:
    """The invitations of a survey whose own period lies within `period`. Raises StorageUnavailable."""
    try:
        data = documents.get(FILE)
    except DocumentMissing:
        return Invitations()
    table = read_table(FILE, data, COLUMNS, _NEEDED)
    problems = list(table.problems)
    found = []
    for row in table.rows:
        if row["survey"] != survey:
            continue
        try:
            when = parse(row["period"].replace("_", ".."))
        except PeriodError as error:
            problems.append(row.told(f"{error}."))
            continue
        if when.first not in period or when.last not in period:
            continue
        if (invited := _read(row, problems)) is not None:
            found.append(invited)
    return Invitations(tuple(found), tuple(problems))


def _read(row: Row, problems: list[str]) -> Invited | None:
    numbers: dict[str, int | None] = {}
    for column in ("invited", "bounced"):
        text = row[column].replace(" ", "").replace("\u00a0", "")
        if not text:
            numbers[column] = None
        elif text.isascii() and text.isdigit() and len(text) < 13:
            numbers[column] = int(text)
        else:
            problems.append(
                row.told(f"“{row[column]}” under {column} is no whole number; the row is left out.")
            )
            return None
    invited, bounced = numbers["invited"] or 0, numbers["bounced"]
    if bounced is not None and bounced > invited:
        problems.append(row.told(f"{bounced} bounced of {invited} invited cannot be; the row is left out."))
        return None
    return Invited(row["segment"], row["channel"], invited, bounced)
