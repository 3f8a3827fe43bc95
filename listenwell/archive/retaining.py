"""Retention: days older than a survey's years are deleted, in archive and store, and the chain says so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from listenwell.archive import chain as chains
from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.manifest import Retention, Segment
from listenwell.archive.placing import Placer
from listenwell.archive.segments import load
from listenwell.archive.tidying import tidy_or_tell
from listenwell.storage.contract import DocumentStore, ResponseStore

NIGHTS = 7
"""On so many days of the last 40 a close must have run before anything is deleted."""


class ClockDoubtful(Exception):
    """The chain does not bear out what the clock says, and a clock that runs ahead would delete too much."""


def retain(
    years: Callable[[str], int],
    *,
    responses: ResponseStore,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    dry_run: bool = False,
    sure_of_clock: bool = False,
) -> tuple[Retention, ...]:
    """Delete what is older than `years` of its survey, to the day; says what was, or would be, deleted.

    A day is deleted once it lies more than that many years back. `dry_run` changes nothing. Unless the
    caller is `sure_of_clock`, the nights before must bear the clock out (ClockDoubtful). Also raises
    ArchiveDamaged, StorageUnavailable; the next run finishes what this one began.
    """
    placer = Placer(documents, responses, questionnaire)
    while True:
        chain = chains.read(documents)
        time = now().astimezone(UTC)
        if not dry_run:
            _finish(chain, documents, responses)
        old = [s for s in chain.segments if s.day < cutoff(time.date(), years(s.survey))]
        record = tuple(
            _record(survey, [s for s in old if s.survey == survey], time.date(), years(survey))
            for survey in sorted({s.survey for s in old})
        )
        if dry_run or not record:
            return record
        if not (sure_of_clock or _borne_out(chain, time)):
            raise ClockDoubtful(f"{time:%Y-%m-%d %H:%M} UTC")
        touched = _touched(chain, old, documents)
        segments = placer.rebuilt(chain.segments, {s.name: None for s in old}, touched)
        manifest = chain.draft("retention", time, retentions=record, **chain.change_to(segments))
        after = chains.commit(documents, chain, manifest)
        if after:
            _finish(after, documents, responses)
            return record


def _borne_out(chain: Chain, now: datetime) -> bool:
    """Whether closes ran on enough of the days before this one: a clock does not run ahead for long."""
    nights = {time.date() for time, _ in chain.closings if timedelta() <= now - time <= timedelta(days=40)}
    return len(nights - {now.date()}) >= NIGHTS


def cutoff(today: date, years: int) -> date:
    """The first day that is still kept: today, `years` years ago (28 February for 29 February)."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def _record(survey: str, old: list[Segment], today: date, years: int) -> Retention:
    return Retention(
        survey=survey,
        years=years,
        first=min(s.day for s in old),
        before=cutoff(today, years),
        segments=len(old),
        responses=sum(s.responses for s in old),
    )


def _touched(chain: Chain, old: list[Segment], documents: DocumentStore) -> set[str]:
    """Ids in the old segments that others supersede, and what the old segments supersede themselves."""
    doomed = {s.name for s in old}
    elsewhere = chains.superseded(s for s in chain.segments if s.name not in doomed)
    touched = chains.superseded(old)
    if elsewhere:
        touched |= {r.id for s in old for r in load(documents, s) if r.id in elsewhere}
    return touched


def _finish(chain: Chain, documents: DocumentStore, responses: ResponseStore) -> None:
    """Carry out in store and folder what the latest retention of each survey decided."""
    for retention in chain.retentions.values():
        last = date.fromordinal(retention.before.toordinal() - 1)
        doomed = [r.id for r in responses.received(retention.first, last) if r.survey == retention.survey]
        for response_id in doomed:
            responses.erase(response_id)
    tidy_or_tell(chain, documents, responses)
