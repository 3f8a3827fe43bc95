"""Editions of a summary: numbered, kept, and named by one index document that is written last.

summaries/<survey>/<period>/<number>/summary.<format>   an edition's documents, and comments.csv
summaries/<survey>/<period>/editions.json               which editions there are, the newest last
summaries/all_surveys/<period>/...                      the same for all surveys together
"""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from listenwell.storage import DocumentMissing, DocumentStore
from listenwell.summary.model import Altered, Figure, Overview, Revision, Summary

PREFIX = "summaries/"
INDEX = "editions.json"
ALL_SURVEYS = "all_surveys"
"""Stands for all surveys together where else a survey's name does, which may have no underscore."""


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """A headline at a glance, in its figure's unit."""

    words: str
    measure: str
    value: float | None
    base: int | None
    standing: str


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition: `documents` is format to the SHA-256 of its bytes; `altered` how many figures are not as
    the edition before had them."""

    number: int
    as_of: datetime
    final: bool
    responses: int
    headlines: tuple[Glance, ...]
    altered: int
    documents: dict[str, str]


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of one survey and period, oldest first. `checked` is when it was last compiled, whether
    or not that gave a new edition."""

    survey: str
    title: str
    period: str
    first: date
    last: date
    checked: datetime
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> Edition:
        """The last edition."""
        return self.editions[-1]

    def document(self, kind: str, number: int = 0) -> str:
        """Name of a format of an edition, of the newest by default."""
        return document(self.survey, self.period, number or self.newest.number, kind)


def folder(survey: str, period_label: str) -> str:
    """Where a period's editions lie; a range's dots become an underscore."""
    return f"{PREFIX}{survey}/{period_label.replace('..', '_')}/"


def document(survey: str, period_label: str, number: int, kind: str) -> str:
    """Name of one document of an edition."""
    return f"{folder(survey, period_label)}{number:04}/{file_name(kind)}"


def file_name(kind: str) -> str:
    """summary.html of "html"; a kind with a dot, such as "comments.csv", is a file's name already."""
    return kind if "." in kind else f"summary.{kind}"


def read_shelf(documents: DocumentStore, survey: str, period_label: str) -> Shelf | None:
    """The editions of a survey and period; None when there is none, or the index is of another version of
    ours.

    Raises StorageUnavailable.
    """
    try:
        return msgspec.json.decode(documents.get(folder(survey, period_label) + INDEX), type=Shelf)
    except (DocumentMissing, msgspec.DecodeError):
        return None


def shelves(documents: DocumentStore) -> list[Shelf]:
    """Every survey and period that has editions, all surveys together too, the period that ends last first.

    Raises StorageUnavailable.
    """
    found = []
    for name in documents.names(PREFIX):
        parts = name.removeprefix(PREFIX).split("/")
        if len(parts) == 3 and parts[2] == INDEX and (shelf := read_shelf(documents, parts[0], parts[1])):
            found.append(shelf)
    return sorted(found, key=_order, reverse=True)


def _order(shelf: Shelf) -> tuple[date, date, str, bool, str]:
    """All surveys together come before each, where the newest are first."""
    return shelf.last, shelf.first, shelf.period, shelf.survey == ALL_SURVEYS, shelf.survey


def read_summary(documents: DocumentStore, shelf: Shelf | None, number: int = 0) -> Summary | None:
    """An edition's Summary, the newest one's by default; None when there is none, or it is of another version
    of ours."""
    if shelf is None or not shelf.editions:
        return None
    try:
        return msgspec.json.decode(documents.get(shelf.document("json", number)), type=Summary)
    except (DocumentMissing, msgspec.DecodeError):
        return None


def read_overview(documents: DocumentStore, shelf: Shelf | None) -> Overview | None:
    """The newest edition's Overview; None when there is none, or it is of another version of ours."""
    if shelf is None or not shelf.editions:
        return None
    try:
        return msgspec.json.decode(documents.get(shelf.document("json")), type=Overview)
    except (DocumentMissing, msgspec.DecodeError):
        return None


def glances(summary: Summary) -> tuple[Glance, ...]:
    """The headlines of a summary."""
    return tuple(
        Glance(
            words=h.words,
            measure=h.figure.measure,
            value=h.figure.value,
            base=h.figure.base,
            standing=h.standing,
        )
        for h in summary.headlines
    )


def revision_of(previous: Summary, summary: Summary) -> Revision:
    """What the new edition changes: figures that came, went, or have another value, base or state."""
    was, now = ({f.id: f for f in s.figures()} for s in (previous, summary))
    return Revision(
        previous=previous.edition,
        previous_as_of=previous.as_of,
        added=tuple(name for name in now if name not in was),
        removed=tuple(name for name in was if name not in now),
        altered=tuple(a for name in now if name in was for a in _altered(was[name], now[name])),
    )


def _altered(before: Figure, after: Figure) -> Iterator[Altered]:
    if (before.value, before.base, before.hidden) != (after.value, after.base, after.hidden):
        yield Altered(
            figure=after.id,
            before=before.value,
            before_base=before.base,
            after=after.value,
            after_base=after.base,
        )


def says_the_same(previous: Summary, summary: Summary) -> bool:
    """Whether a new edition would say nothing new: only its time, number, and what the archive is at by now.
    Files that were archived since count once the period is over: the final edition names them all."""
    annex = summary.annex
    beside = {"revision": previous.annex.revision, "chain_number": previous.annex.chain_number}
    beside["chain_head"] = previous.annex.chain_head
    if not summary.final:
        beside["files"] = previous.annex.files
    return previous == msgspec.structs.replace(
        summary,
        as_of=previous.as_of,
        edition=previous.edition,
        annex=msgspec.structs.replace(annex, **beside),
    )
