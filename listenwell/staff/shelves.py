"""Which summaries are there, and what is new in them? The list, one period's editions, and a document."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from listenwell import web
from listenwell.staff.desk import Desk
from listenwell.staff.links import given, read
from listenwell.staff.pages import page, told
from listenwell.staff.roles import Staff
from listenwell.storage import DocumentNameRefused
from listenwell.summary.editions import Edition, Glance, Shelf, file_name, folder, read_shelf, shelves
from listenwell.summary.measures import KINDS
from listenwell.summary.period import PeriodError, parse
from listenwell.summary.words import Words
from listenwell.web import Reply, Request

AT_ONCE = 30
NEW = timedelta(days=7)
KINDS_OF_PERIOD = {"month": "Months", "quarter": "Quarters", "year": "Years", "other": "Other periods"}
_GLANCES = 3


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A headline as the list shows it; `change` is from the period before, in its own unit."""

    words: str
    value: str
    base: str
    change: str
    standing: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A survey's period as the list shows it."""

    survey: str
    title: str
    period: str
    kind: str
    place: str
    days: str
    state: str
    new: bool
    edition: int
    compiled: str
    responses: str
    more: str
    seen: tuple[Seen, ...]
    files: tuple[tuple[str, str], ...]
    editions: int


def listed(request: Request, desk: Desk, staff: Staff) -> Reply:
    """The newest edition of every survey and period, the newest first; ?q=, ?survey=, ?kind=, ?state=."""
    found = rows(desk)
    asked = {name: request.first(name)[:100] for name in ("q", "survey", "kind", "state")}
    kept = [row for row in found if _matches(row, asked)]
    at = request.first("page")
    number = int(at) if at.isdecimal() and len(at) < 5 else 1
    shown = kept[(max(number, 1) - 1) * AT_ONCE :][:AT_ONCE]
    return page(
        desk,
        200,
        "summaries.html",
        staff,
        rows=shown,
        asked=asked,
        surveys=dict(sorted({row.survey: row.title for row in found}.items())),
        kinds=KINDS_OF_PERIOD,
        all=len(found),
        kept=len(kept),
        older=number + 1 if number * AT_ONCE < len(kept) else 0,
    )


def shelf(request: Request, desk: Desk, staff: Staff, survey: str, period: str) -> Reply:
    """All editions of a survey and period, the newest first."""
    found = _shelf(desk, survey, period)
    if found is None:
        return _missing(desk, staff)
    words = _words(desk)
    editions = [
        {
            "number": edition.number,
            "compiled": _moment(edition.as_of),
            "state": _state(edition),
            "responses": words.count("responses", edition.responses),
            "altered": edition.altered,
            "files": _files(found, edition, whole=True),
        }
        for edition in reversed(found.editions)
    ]
    row = _row(found, {}, words, desk.services.now())
    return page(desk, 200, "editions.html", staff, row=row, editions=editions)


def document(
    request: Request, desk: Desk, staff: Staff, survey: str, period: str, number: str, file: str
) -> Reply:
    """A document of an edition, of the newest without a number: the page to read, of the others the link."""
    found = _shelf(desk, survey, period)
    edition = next((e for e in found.editions if e.number == int(number)), None) if found and number else None
    if found and not number:
        edition = found.newest
    kind = dict(_kinds(found, edition)).get(file) if found and edition else None
    if found is None or edition is None or kind is None:
        return _missing(desk, staff)
    name = found.document(kind, edition.number)
    if file.endswith(".html"):  # it leads to others, by addresses that hold from its own
        return read(desk, staff, name) if number else web.see_other(f"/staff/{name}")
    label = folder("", found.period).strip("/").rpartition("/")[2]
    return given(desk, staff, name, f"{found.survey}-{label}-{edition.number:04}-{file}")


def rows(desk: Desk) -> list[Row]:
    """Every survey and period as the list shows it, what was compiled last first."""
    every = [found for found in shelves(desk.documents) if found.editions]
    by_place = {(found.survey, found.period): found for found in every}
    words, now = _words(desk), desk.services.now()
    ordered = sorted(every, key=lambda s: (s.newest.as_of.date(), s.last, s.first, s.survey), reverse=True)
    return [_row(found, by_place, words, now) for found in ordered]


def _row(found: Shelf, by_place: Mapping[tuple[str, str], Shelf], words: Words, now: datetime) -> Row:
    newest = found.newest
    try:
        before = by_place.get((found.survey, parse(found.period).previous().label))
    except PeriodError:
        before = None
    label = found.period
    kind = (
        "year" if len(label) == 4 else "quarter" if "Q" in label else "month" if len(label) == 7 else "other"
    )
    more = ""
    if len(found.editions) > 1:
        gained = newest.responses - found.editions[-2].responses
        since = f"since edition {found.editions[-2].number}"
        more = f"{gained:+,} {since}" if gained else f"{newest.altered:,} figures altered {since}"
    return Row(
        survey=found.survey,
        title=found.title,
        period=label.replace("..", " to "),
        kind=kind,
        place="/staff/" + folder(found.survey, label),
        days=f"{found.first:%-d %b %Y} to {found.last:%-d %b %Y}",
        state=_state(newest),
        new=now - newest.as_of < NEW,
        edition=newest.number,
        compiled=_moment(newest.as_of),
        responses=words.count("responses", newest.responses),
        more=more,
        seen=tuple(_seen(glance, before, words) for glance in newest.headlines[:_GLANCES]),
        files=_files(found, newest),
        editions=len(found.editions),
    )


def _seen(glance: Glance, before: Shelf | None, words: Words) -> Seen:
    if glance.value is None or glance.base is None:
        return Seen(words=glance.words, value="–", base="hidden: too few", change="", standing="")
    value = words.with_unit(glance.value, glance.measure)
    was = (
        next(
            (g for g in before.newest.headlines if (g.words, g.measure) == (glance.words, glance.measure)),
            None,
        )
        if before
        else None
    )
    change = ""
    if was is not None and was.value is not None:
        unit = KINDS[glance.measure].unit
        difference = words.number(glance.value - was.value, glance.measure, signed=True)
        change = f"{difference} {unit.difference} from {before.period if before else ''}"
    return Seen(
        words=glance.words,
        value=value,
        base=f"n = {words.whole(glance.base)}",
        change=change,
        standing=words.or_name("standings", glance.standing),
    )


def _matches(row: Row, asked: Mapping[str, str]) -> bool:
    text = " ".join(
        (row.survey, row.title, row.period, row.days, *(each.words for each in row.seen))
    ).casefold()
    return (
        all(word in text for word in asked["q"].casefold().split())
        and asked["survey"] in ("", row.survey)
        and asked["kind"] in ("", row.kind)
        and asked["state"] in ("", "final" if row.state == "Final" else "to-date")
    )


def _shelf(desk: Desk, survey: str, period: str) -> Shelf | None:
    try:
        found = read_shelf(desk.documents, survey, period)
    except DocumentNameRefused:
        return None
    return found if found and found.editions else None


def _kinds(found: Shelf, edition: Edition) -> Iterable[tuple[str, str]]:
    """File name and format of an edition's documents."""
    for kind in edition.documents:
        yield file_name(kind), kind


def _files(found: Shelf, edition: Edition, *, whole: bool = False) -> tuple[tuple[str, str], ...]:
    """Address and words of an edition's documents; `whole` addresses name the edition."""
    place = "/staff/" + folder(found.survey, found.period) + (f"{edition.number:04}/" if whole else "")
    return tuple((place + file, _said(file)) for file, _ in _kinds(found, edition))


_NAMES: dict[str, Any] = {
    "summary.html": "Read it",
    "summary.pdf": "PDF",
    "summary.xlsx": "Excel",
    "summary.csv": "Figures (CSV)",
    "summary.json": "JSON",
    "comments.csv": "Comments (CSV)",
    "pack.zip": "Everything (ZIP)",
}


def _said(file: str) -> str:
    return _NAMES.get(file, file)


def _state(edition: Edition) -> str:
    return "Final" if edition.final else "To date"


def _moment(at: datetime) -> str:
    return f"{at:%-d %b %Y, %H:%M} UTC"


def _words(desk: Desk) -> Words:
    return Words("en", desk.services.release.templates())


def _missing(desk: Desk, staff: Staff) -> Reply:
    words = "It may never have been compiled. The list has what there is."
    return told(
        desk, 404, "There is no such summary", words, staff=staff, go=(("/staff/summaries", "All summaries"),)
    )
