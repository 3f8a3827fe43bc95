"""Summaries into the document store: summaries/<survey>/<period>/summary.<format>, each whole."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from listenwell.pages.release import Release
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.summary.compiling import compile_summary, window
from listenwell.summary.formats import FORMATS
from listenwell.summary.model import Summary
from listenwell.summary.period import Period, PeriodError, parse, quarter_of
from listenwell.survey.response import Response

PREFIX = "summaries/"


class Edition(msgspec.Struct, frozen=True, order=True):
    """A compiled summary in the store."""

    survey: str
    period: str
    formats: tuple[str, ...]


def folder(survey: str, period_label: str) -> str:
    """Where an edition's documents lie; a range's dots become an underscore."""
    return f"{PREFIX}{survey}/{period_label.replace('..', '_')}/"


def surveys(release: Release) -> list[str]:
    """Every survey of the release, in its order."""
    return list(dict.fromkeys(page.survey for page in release.index().published))


def compile_period(
    survey: str,
    period: Period,
    *,
    as_of: datetime,
    responses: ResponseStore,
    documents: DocumentStore,
    release: Release,
) -> Summary:
    """Compile one survey's summary and put it into the store in every format.

    Only what was received up to `as_of` counts. Raises UnknownSurvey, StorageUnavailable.
    """
    swept = [r for r in responses.received(*window(period, as_of)) if r.received_at <= as_of]
    return _put(survey, period, as_of, swept, documents, release)


def compile_due(
    as_of: datetime, *, responses: ResponseStore, documents: DocumentStore, release: Release
) -> Iterator[Summary]:
    """The daily schedule: each survey's running quarter to date, and the quarter before until its first week
    is over, so that late corrections are in the final edition. The store is swept once."""
    today = as_of.date()
    running = quarter_of(today)
    due = [running]
    if (today - running.first).days < 7:
        due.append(running.previous())
    first = min(window(period, as_of)[0] for period in due)
    swept = [r for r in responses.received(first, today) if r.received_at <= as_of]
    for survey in surveys(release):
        for period in due:
            yield _put(survey, period, as_of, swept, documents, release)


def _put(
    survey: str,
    period: Period,
    as_of: datetime,
    swept: list[Response],
    documents: DocumentStore,
    release: Release,
) -> Summary:
    first, last = window(period, as_of)
    inside = (r for r in swept if r.survey == survey and first <= r.day <= last)
    summary = compile_summary(survey, period, as_of=as_of, responses=inside, release=release)
    templates = release.templates()
    for name, write in FORMATS.items():
        documents.put(f"{folder(survey, period.label)}summary.{name}", write(summary, templates))
    return summary


def editions(names: Iterable[str]) -> list[Edition]:
    """The editions among document names, the one that ends last first."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        parts = name.removeprefix(PREFIX).split("/")
        if name.startswith(PREFIX) and len(parts) == 3 and parts[2].startswith("summary."):
            found.setdefault((parts[0], parts[1]), []).append(parts[2].removeprefix("summary."))
    listed = [Edition(survey, period, tuple(sorted(formats))) for (survey, period), formats in found.items()]
    return sorted(listed, key=_recency, reverse=True)


def _recency(edition: Edition) -> tuple[date, date, str, str]:
    """By last day, then first day; a name that is no period of ours comes last."""
    try:
        period = parse(edition.period.replace("_", ".."))
    except PeriodError:
        return date.min, date.min, edition.period, edition.survey
    return period.last, period.first, edition.period, edition.survey
