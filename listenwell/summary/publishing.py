"""Summaries into the document store: summaries/<survey>/<period>/summary.<format>, each whole."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from listenwell.pages.release import Release
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.summary.compiling import summarise, window
from listenwell.summary.formats import FORMATS
from listenwell.summary.gathering import from_archive
from listenwell.summary.model import Summary
from listenwell.summary.period import Period, PeriodError, parse, quarter_of

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
    gathered = from_archive(
        survey,
        period,
        window(period, as_of),
        as_of,
        responses=responses,
        documents=documents,
        asked=release.questionnaire,
    )
    summary = summarise(survey, period, gathered, as_of=as_of, release=release)
    templates = release.templates()
    for name, write in FORMATS.items():
        documents.put(f"{folder(survey, period.label)}summary.{name}", write(summary, templates))
    return summary


def compile_due(
    as_of: datetime, *, responses: ResponseStore, documents: DocumentStore, release: Release
) -> Iterator[Summary]:
    """Each survey's running quarter to date, and the quarter before until its first week is over, so that
    late corrections are in the final edition."""
    running = quarter_of(as_of.date())
    due = [running]
    if (as_of.date() - running.first).days < 7:
        due.append(running.previous())
    for survey in surveys(release):
        for period in due:
            yield compile_period(
                survey, period, as_of=as_of, responses=responses, documents=documents, release=release
            )


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
