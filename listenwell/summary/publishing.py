"""Summaries into the document store: the documents of an edition first, then the index that names them."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec.structs import replace

from listenwell.pages.release import Release
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.summary.compiling import Beside, summarise, window
from listenwell.summary.due import due_periods, still_due, while_time_is_left
from listenwell.summary.editions import (
    Edition,
    Shelf,
    glances,
    read_shelf,
    read_summary,
    revision_of,
    says_the_same,
)
from listenwell.summary.formats import documents_of
from listenwell.summary.gathering import from_archive
from listenwell.summary.invitations import read_invitations
from listenwell.summary.model import Summary
from listenwell.summary.overview_publishing import compile_overview
from listenwell.summary.period import Period
from listenwell.summary.review import read_review
from listenwell.summary.shelving import put_edition, put_index
from listenwell.summary.themes import read_naming


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
    language: str = "",
    leave_out: bool | None = None,
) -> Summary:
    """Compile one survey's summary; put it into the store in every format where it says something new.

    Only what was received up to `as_of` counts; `leave_out` leaves out doubtful ones (None: as the edition
    before). What comes back is the newest edition. Raises UnknownSurvey,
    StorageUnavailable.
    """
    shelf = read_shelf(documents, survey, period.label)
    previous = read_summary(documents, shelf)
    gathered = from_archive(
        survey,
        period,
        window(period, as_of),
        as_of,
        responses=responses,
        documents=documents,
        asked=release.questionnaire,
        leave_out=bool(previous and previous.annex.marked_left_out) if leave_out is None else leave_out,
    )
    beside = Beside(
        read_review(survey, documents, as_of.date()),
        read_invitations(survey, period, documents),
        read_naming(survey, documents),
    )
    summary = summarise(
        survey,
        period,
        gathered,
        as_of=as_of,
        release=release,
        language=language or (previous.language if previous else ""),
        beside=beside,
        previous=previous,
    )
    if shelf is not None and previous is not None and says_the_same(previous, summary):
        put_index(documents, replace(shelf, checked=as_of))
        return previous
    return _publish(summary, shelf, previous, documents, release)


def _publish(
    summary: Summary,
    shelf: Shelf | None,
    previous: Summary | None,
    documents: DocumentStore,
    release: Release,
) -> Summary:
    """Write the next edition: its documents, then the index."""
    number = shelf.newest.number + 1 if shelf else 1
    altered = 0
    if previous is not None:
        revision = revision_of(previous, summary)
        altered = len(revision.added) + len(revision.removed) + len(revision.altered)
        summary = replace(summary, annex=replace(summary.annex, revision=revision))
    summary = replace(summary, edition=number)
    asked = (release.questionnaire(summary.survey, each.version) for each in summary.annex.questionnaires)
    put_edition(
        documents,
        shelf,
        survey=summary.survey,
        title=summary.title,
        period=summary.period,
        edition=Edition(
            number=number,
            as_of=summary.as_of,
            final=summary.final,
            responses=summary.responses,
            headlines=glances(summary),
            altered=altered,
            documents={},
        ),
        files=documents_of(summary, release.templates(), [each for each in asked if each]),
    )
    return summary


def compile_due(
    as_of: datetime,
    *,
    responses: ResponseStore,
    documents: DocumentStore,
    release: Release,
    done_since: datetime | None = None,
    seconds_left: Callable[[], float] | None = None,
) -> Iterator[Summary]:
    """Each survey's summaries that are due, then the overviews of all surveys.

    What was compiled at or after `done_since` is left out: a night that was stopped goes on where it stopped.
    Raises OutOfTime between two summaries when `seconds_left` gives too little for one more,
    StorageUnavailable.
    """
    due = still_due(surveys(release), as_of, documents, done_since)
    for survey, period in while_time_is_left(due, seconds_left):
        yield compile_period(
            survey, period, as_of=as_of, responses=responses, documents=documents, release=release
        )
    for period in due_periods(as_of):
        compile_overview(period, surveys(release), as_of=as_of, documents=documents, release=release)
