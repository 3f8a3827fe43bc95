"""Which number does an id name, and in which edition was it made?"""

import difflib
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from listenwell.storage import DocumentNameRefused, DocumentStore
from listenwell.summary.editions import Shelf, read_shelf, read_summary, shelves
from listenwell.summary.formats.tidy_csv import rows_of
from listenwell.summary.model import Figure, Span, Summary

_PARTS = ("value", "lower", "upper", "base", "change", "weighted")
_ROW_PARTS = ("value", "lower", "upper", "base", "p", "p_adjusted", "verdict")
_OFFERED = 3
_LOOKED_THROUGH = 12
"""Newest summaries whose ids are looked through for one that ends as was asked."""


class UnknownFigure(LookupError):
    """No summary has a number of that id; `near` are ids, or summaries, that are like it."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        super().__init__(name)
        self.near = tuple(near)


class Found(NamedTuple):
    """A number in the edition that made it: `figure` where it is one, else the row of a section."""

    id: str
    summary: Summary
    figure: Figure | None
    span: Span
    words: str
    hidden: bool
    printed: dict[str, Any]


def find(documents: DocumentStore, name: str, edition: int = 0) -> Found:
    """The number in an edition, the newest by default; one that was carried over in the edition that made it.
    Raises UnknownFigure, StorageUnavailable."""
    shelf = _shelf(documents, name)
    summary = read_summary(documents, shelf, edition)
    found = _in(summary, name) if summary else None
    if shelf is None or summary is None or found is None:
        raise UnknownFigure(name, _near(documents, name, summary))
    number = summary.edition
    while found.figure is not None and found.figure.carried and number > 1:
        number -= 1
        earlier = read_summary(documents, shelf, number)
        found = (_in(earlier, name) if earlier else None) or found
    return found


def parts_of(printed: Figure | dict[str, Any]) -> dict[str, Any]:
    """The parts that are compared, as plain values; those that are not there are left out."""
    if isinstance(printed, Figure):
        parts = {part: getattr(printed, part) for part in _PARTS}
    else:
        parts = {part: printed.get(part) for part in _ROW_PARTS}
    return {part: msgspec.to_builtins(each) for part, each in parts.items() if each is not None}


def _shelf(documents: DocumentStore, name: str) -> Shelf | None:
    survey, _, rest = name.partition("/")
    try:
        return read_shelf(documents, survey, rest.partition("/")[0])
    except DocumentNameRefused:
        return None


def _in(summary: Summary, name: str) -> Found | None:
    words, segments = summary.item_words(), {"": "", **summary.segments}
    spans = [(figure, summary.period) for q in summary.questions for i in q.items for figure in i.figures]
    spans += [
        (point.figure, Span(label=point.label, first=point.first, last=point.last))
        for trend in summary.trends
        for point in trend.points
    ]
    for figure, span in spans:
        if figure.id == name:
            place = segments.get(figure.segment, figure.segment)
            told = " – ".join(filter(None, (words.get(figure.item, figure.item), figure.answer, place)))
            return Found(name, summary, figure, span, told, figure.hidden, parts_of(figure))
    for row in rows_of(summary):
        if row["id"] == name:
            told, parts = str(row.get("words") or row.get("measure") or ""), parts_of(row)
            hidden = row.get("hidden") == "yes" or "value" not in parts
            return Found(name, summary, None, summary.period, told, hidden, parts)
    return None


def _near(documents: DocumentStore, name: str, summary: Summary | None) -> list[str]:
    """Ids like the one that was asked, of its summary; else of any new one that end so; else summaries."""
    if summary is not None:
        ids = _ids(summary)
        return [each for each in ids if each.endswith(f"/{name}")] or _like(name, ids)
    found = shelves(documents)
    for shelf in found[:_LOOKED_THROUGH]:
        each = read_summary(documents, shelf)
        ends = [one for one in _ids(each) if one.endswith(f"/{name}")] if each else []
        if ends:
            return ends[:_OFFERED]
    places = [f"{shelf.survey}/{shelf.period}" for shelf in found]
    return _like("/".join(name.split("/")[:2]), places)


def _ids(summary: Summary) -> list[str]:
    return [*(figure.id for figure in summary.figures()), *(str(row["id"]) for row in rows_of(summary))]


def _like(name: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, list(names), n=_OFFERED, cutoff=0.6)
