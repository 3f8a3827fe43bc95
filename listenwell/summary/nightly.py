"""The night of the service: delete what is too old, close the days that are over, compile what is due."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

from listenwell import archive
from listenwell.pages.release import Release
from listenwell.storage import (
    ContactStore,
    DailyStore,
    DocumentLocked,
    DocumentStore,
    ResponseStore,
    erasures,
)
from listenwell.summary.model import Summary
from listenwell.summary.publishing import compile_due
from listenwell.tally import Delta, SegmentDamaged, fold
from listenwell.tally.recounting import CountsDiffer, full_recount
from listenwell.tally.rollups import CubeDamaged
from listenwell.tally.segments import in_store

LOOK_BACK = timedelta(days=400)
"""How far back the first night closes days: on AWS each takes 16 queries. Older answers come by an
import, which says to run `listenwell archive close --since DAY`."""

_log = logging.getLogger("listenwell.schedule")


def run_night(
    now: datetime,
    *,
    responses: ResponseStore,
    contacts: ContactStore,
    daily: DailyStore,
    documents: DocumentStore,
    release: Release,
    secret: str,
    seconds_left: Callable[[], float] | None = None,
) -> Iterator[Summary]:
    """Delete contact details whose last day is over, close days, erase what customers asked for,
    delete by age, compile. `secret` signs what stays of an erasure.

    A damaged archive or a doubtful clock is logged; nothing is deleted then, and summaries are compiled.
    What was compiled earlier in the same night is not compiled
    again: a night that ran out of time goes on where it stopped. On the first of a month everything is
    counted again.
    Raises OutOfTime when `seconds_left` gives too little for one more summary, StorageUnavailable.
    """
    daily.sweep(now.astimezone(UTC).date())
    swept = contacts.sweep(now.astimezone(UTC).date())
    if swept:
        _log.info("contact details deleted, their last day being over: %d", swept)
    try:
        first_night = not archive.read(documents).closings
        closing = archive.close_days(
            responses=responses,
            documents=documents,
            questionnaire=release.questionnaire,
            now=lambda: now,
            since=now.date() - LOOK_BACK if first_night else None,
        )
        for note in closing.notes:
            _log.warning("archive: %s", note)
        if secret:
            erased, locked = archive.erase_what_is_asked_for(
                secret=secret,
                responses=responses,
                documents=documents,
                questionnaire=release.questionnaire,
                now=lambda: now,
            )
            if erased:
                _log.info("answers erased that customers asked for: %d", erased)
            if locked:
                _log.warning("archive: %s", locked)
        elif waiting := len(erasures.asked_for(documents)):
            _log.error("%d answers wait to be erased from the archive: set LISTENWELL_SECRET", waiting)
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
    except DocumentLocked as error:  # on AWS; the role of the night may break no lock
        _log.warning("archive: %s", error)
    except archive.ClockDoubtful as error:
        _log.warning("nothing was deleted by age: the clock says %s, and too few nights bear it out", error)
    tonight = datetime.combine(now.date(), time(tzinfo=UTC))
    yield from compile_due(
        now,
        responses=responses,
        documents=documents,
        release=release,
        done_since=tonight,
        seconds_left=seconds_left,
    )
    if now.day == 1:
        _recount(documents, release)


def _recount(documents: DocumentStore, release: Release) -> None:
    """Count every closed answer again; roll-ups that say otherwise are an alarm in the log."""
    try:
        segments = archive.read(documents).segments
        for survey in sorted({segment.survey for segment in segments}):
            mine = [segment for segment in segments if segment.survey == survey]
            rolled = fold(documents, survey, [Delta(s.cube, s.cube_sha256) for s in mine])
            full_recount(rolled, in_store(documents, [s.name for s in mine]), release.questionnaire)
    except (archive.ArchiveDamaged, CountsDiffer, CubeDamaged, SegmentDamaged) as error:
        _log.error("alarm: the counts of the archive are not what they were: %s", error)
