"""Proving the archive: every hash, the chain, every delta cube, and all of it against the store.

findings.py   the catalogue of what can be wrong, each with a code
chain.py      the manifests: numbers, hashes, order, clocks, tombstones
segments.py   the lines of the segments, one by one, against the store
counts.py     the delta cubes, and their sum against the store
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from listenwell.archive.chain import files
from listenwell.archive.closing import FIRST_DAY
from listenwell.archive.deltas import Asked
from listenwell.archive.manifest import FOLDER, number_of
from listenwell.archive.verify.chain import check_chain, check_tombstones
from listenwell.archive.verify.counts import CountCheck
from listenwell.archive.verify.findings import CATALOGUE, Finding, finding
from listenwell.archive.verify.segments import SegmentCheck
from listenwell.storage.contract import DocumentStore, ResponseStore

__all__ = ["CATALOGUE", "Finding", "verify"]


def verify(
    *,
    documents: DocumentStore,
    responses: ResponseStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    secret: str = "",
    since: date | None = None,
    progress: Callable[[date], None] = lambda day: None,
) -> Iterator[Finding]:
    """Everything that is wrong or doubtful, as it is found; it goes on after each.

    Reads all of the archive, and of the store the days from `since` to the last closed one (from the first
    archived day or 2015, whichever is earlier, by default). Changes nothing. Without `secret` the
    signatures of tombstones are not checked, and a finding says so. Raises StorageUnavailable.
    """
    time = now().astimezone(UTC)
    names = set(documents.names(FOLDER))
    chain = yield from check_chain(documents, names, time)
    yield from check_tombstones(chain, secret)
    listed = files(chain.segments)
    for name in sorted(names - listed):
        if number_of(name) is None:
            code = "S08" if name in chain.gone else "M08" if "/manifests/" in name else "S07"
            yield finding(code, name)
    counts = CountCheck(documents, responses, questionnaire)
    segments = SegmentCheck(chain, time, documents, responses, questionnaire, counts)
    days = {s.day for s in chain.segments}
    last = max([*days, *filter(None, [chain.through(time)])], default=None)
    if last is not None:
        for day in _days(since or min(FIRST_DAY, *days, last), last):
            yield from segments.check(day)
            progress(day)
    # Segments of days before `since` are checked by their own lines only.
    yield from counts.check_cubes(chain, segments.supersedes)
    if not segments.pending and (since is None or not days or since <= min(days)):
        yield from counts.check_total(chain)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
