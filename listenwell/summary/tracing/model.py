"""What is told of a traced number."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from listenwell.summary.model import Span

State = Literal["verified", "missing", "altered", "gone"]
"""gone: part of the archive when the number was made, and no more: erased, or deleted by age."""


class File(msgspec.Struct, frozen=True, kw_only=True):
    """An archived day of the number's span; `sha256` as it was listed."""

    name: str
    day: date
    sha256: str
    state: State


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A response in the base of a figure, and the answers it counts as."""

    id: str
    day: date
    segment: str
    answers: tuple[str, ...]


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """A number as edition `edition`, compiled `as_of`, prints it, over the days of `span`.

    `printed` and `again` are its parts by name: value, base, interval and so on; `differs` names those that
    are not equal. `counts` are answer to how often, of `answered`. They and `again` are None where the number
    is hidden or comes out otherwise, unless staff asks; `responses` are None unless staff asks. `chain` says
    whether the archive still holds the state that the summary names ("": it names none); days from
    `open_from` on are not archived yet. `problem` says why it cannot be counted again.
    """

    id: str
    words: str
    edition: int
    as_of: datetime
    span: Span
    hidden: bool
    printed: dict[str, Any]
    again: dict[str, Any] | None = None
    differs: tuple[str, ...] = ()
    counts: dict[str, int] | None = None
    answered: int | None = None
    files: tuple[File, ...] = ()
    chain: Literal["holds", "altered", ""] = ""
    open_from: date | None = None
    problem: str = ""
    responses: tuple[Behind, ...] | None = None

    @property
    def equal(self) -> bool | None:
        """Whether it comes out as it is printed; None where nothing is printed, or it cannot be counted."""
        return None if self.hidden or self.problem else not self.differs
