"""The night of the service: close the days that are over, delete what is too old, compile what is due."""

import logging
from collections.abc import Iterator
from datetime import datetime

from listenwell import archive
from listenwell.pages.release import Release
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.summary.model import Summary
from listenwell.summary.publishing import compile_due

_log = logging.getLogger("listenwell.schedule")


def run_night(
    now: datetime, *, responses: ResponseStore, documents: DocumentStore, release: Release
) -> Iterator[Summary]:
    """Close, delete by age, compile.

    A damaged archive or a doubtful clock is logged; nothing is deleted then, and summaries are compiled.
    Raises StorageUnavailable.
    """
    try:
        closing = archive.close_days(
            responses=responses, documents=documents, questionnaire=release.questionnaire, now=lambda: now
        )
        for note in closing.notes:
            _log.warning("archive: %s", note)
        kept = release.index().organisation.years_kept
        archive.retain(
            lambda survey: kept,
            responses=responses,
            documents=documents,
            questionnaire=release.questionnaire,
            now=lambda: now,
        )
    except archive.ArchiveDamaged as error:
        _log.error("the archive is damaged (%s); run `listenwell archive verify`", error)
    except archive.ClockDoubtful as error:
        _log.warning("nothing was deleted by age: the clock says %s, and too few nights bear it out", error)
    yield from compile_due(now, responses=responses, documents=documents, release=release)
