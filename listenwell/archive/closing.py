"""Closing the days that are over: sweep the store, put segments and cubes, then commit one manifest a day.

A day is swept again for `OVERLAP` days after it was closed, and what came late goes into a further segment
of that day. Everything before the manifest may be done twice without harm, and the manifest's number lets
one run through: so a second run, two at once, or one that was stopped anywhere end in the same archive.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec

from listenwell.archive import chain as chains
from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.manifest import Segment
from listenwell.archive.placing import Placer
from listenwell.archive.segments import Packer, load
from listenwell.archive.tidying import tidy, told
from listenwell.storage.contract import DocumentStore, ResponseStore
from listenwell.storage.names import is_part
from listenwell.survey.response import Response

SETTLE = timedelta(minutes=15)
"""How long after midnight (UTC) a day is over: requests under way at midnight end within 30 seconds, and
DynamoDB's index follows its table within about a second."""

OVERLAP = 3
"""Days that are swept again after they were closed: an index that stands still over a weekend catches up."""

FIRST_DAY = date(2015, 1, 1)
"""Where the first close of an archive begins; `since` goes further back."""


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `close_days` did."""

    first: date
    through: date
    """First and last day that were swept; `through` before `first` when no day was due."""
    manifests: int
    segments: tuple[Segment, ...]
    """What was added, late ones included."""
    notes: tuple[str, ...]
    """What the operator should know, a sentence each."""


def close_days(
    until: date | None = None,
    *,
    responses: ResponseStore,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    settle: timedelta = SETTLE,
    overlap: int = OVERLAP,
    since: date | None = None,
    progress: Callable[[date], None] = lambda day: None,
) -> Closing:
    """Close every day up to `until`, included, that is over; all that are by default.

    `since` sweeps again from that day on, for responses that came with an older date (an import). Holds the
    packed bytes of one day. Raises ArchiveDamaged when the chain is broken, and StorageUnavailable; the
    next run goes on where this one stopped.
    """
    time = now().astimezone(UTC)
    over = (time - settle).date() - timedelta(days=1)
    last = min(until or over, over)
    run = _Run(chains.read(documents), responses, documents, questionnaire, time)
    if until and until > over:
        run.note(f"{until} is not over yet; closed up to {over}.")
    run.look_at_the_clock()
    run.count_versions_published_late()
    if locked := tidy(run.chain, documents, responses):
        run.note(told(locked))
    first = since or _start(run.chain.through(time), last, overlap)
    for day in _days(first, last):
        run.close(day)
        progress(day)
    run.record_quiet_days(last)
    return Closing(
        first=first,
        through=last,
        manifests=run.manifests,
        segments=tuple(run.added),
        notes=tuple(run.notes),
    )


def _start(through: date | None, last: date, overlap: int) -> date:
    if through is None:
        return FIRST_DAY
    return min(through, last) - timedelta(days=overlap - 1)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


class _Run:
    """One run: the chain as it last saw it, and what it did."""

    def __init__(
        self,
        chain: Chain,
        responses: ResponseStore,
        documents: DocumentStore,
        questionnaire: Asked,
        time: datetime,
    ) -> None:
        self.chain = chain
        self.added: list[Segment] = []
        self.notes: list[str] = []
        self.manifests = 0
        self._responses = responses
        self._documents = documents
        self._questionnaire = questionnaire
        self._placer = Placer(documents, responses, questionnaire)
        self._time = time

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def look_at_the_clock(self) -> None:
        """Tell when the chain bears a later time than now: this clock was set back, or one ran ahead."""
        if self.chain.last and self.chain.last > self._time:
            self.note(
                f"The clock says {self._time:%Y-%m-%d %H:%M} UTC, but manifest {self.chain.number} bears "
                f"{self.chain.last:%Y-%m-%d %H:%M}: one of the two clocks was wrong. No answer is lost by "
                "it; set the clock right."
            )

    def close(self, day: date) -> None:
        """Put what the store has of the day and the archive has not; nothing when there is nothing."""
        while True:
            packed = self._swept(day)
            if not packed:
                return
            through = self.chain.through(self._time)
            late = through is not None and day <= through
            new: list[Segment] = []
            for survey in sorted(packed):
                before = (*self.chain.segments, *new)
                new.append(self._placer.place(packed[survey].finish(), before, late=late))
            if self._commit(segments=tuple(new), through=None if late else day):
                self._tell(new)
                return

    def record_quiet_days(self, last: date) -> None:
        """Say that every day up to `last` is closed, where no manifest of this run said it."""
        while (self.chain.through(self._time) or date.min) < last and last >= FIRST_DAY:
            if self._commit(through=last):
                return

    def count_versions_published_late(self) -> None:
        """Count again the segments with responses of a version that only now a release holds."""
        while True:
            late = [s for s in self.chain.segments if self._known_now(s)]
            if not late:
                return
            past = self.chain.superseded()
            standing = {r.id for s in late for r in load(self._documents, s) if r.id in past}
            listed = {s.name for s in late}
            rebuilt: list[Segment] = []
            for segment in self.chain.segments:
                matters = segment.name in listed or not standing.isdisjoint(segment.supersedes)
                rebuilt.append(self._placer.recount(segment, rebuilt) if matters else segment)
            changed = tuple(s for s, old in zip(rebuilt, self.chain.segments, strict=True) if s != old)
            if not changed or self._commit(segments=changed):
                for segment in late:
                    self.note(f"{segment.name}: counted again, with versions published since it was closed.")
                return

    def _known_now(self, segment: Segment) -> bool:
        return any(self._questionnaire(segment.survey, version) for version in segment.unknown)

    def _swept(self, day: date) -> dict[str, Packer]:
        """Survey to what of the day is not archived yet, in order."""
        packers: dict[str, Packer] = {}
        archived: dict[str, set[bytes]] = {}
        erased: list[str] = []
        for response in self._responses.received(day, day):
            if response.id in self.chain.tombstones:
                erased.append(response.id)
            elif self._belongs(response, day, archived):
                packers.setdefault(response.survey, Packer(response.survey, day)).add(response)
        for response_id in erased:  # sent again by a device that kept it, or an erasure cut short
            self._responses.erase(response_id)
        return packers

    def _belongs(self, response: Response, day: date, archived: dict[str, set[bytes]]) -> bool:
        survey = response.survey
        if not is_part(survey):
            self.note(f"{response.id}: the survey {survey[:40]!r} cannot name a folder; not archived.")
            return False
        if not self.chain.kept(survey, day):
            before = self.chain.retentions[survey].before
            self.note(f"{survey} {day}: answers from before {before} are no longer kept; not archived.")
            return False
        if survey not in archived:
            archived[survey] = {
                key(known.id)
                for segment in self.chain.segments
                if (segment.survey, segment.day) == (survey, day)
                for known in load(self._documents, segment)
            }
        return key(response.id) not in archived[survey]

    def _commit(self, **more: object) -> bool:
        """Commit, or read the chain again because another run was quicker."""
        after = chains.commit(self._documents, self.chain, self.chain.draft("close", self._time, **more))
        self.chain = after or chains.read(self._documents)
        self.manifests += after is not None
        return after is not None

    def _tell(self, new: list[Segment]) -> None:
        self.added += new
        for segment in new:
            if segment.late:
                self.note(
                    f"{segment.survey} {segment.day}: {segment.responses} came late, after the day had been "
                    f"closed; they are in {segment.name}."
                )
            for version, n in segment.unknown.items():
                self.note(
                    f"{segment.survey} {segment.day}: {n} of version {version}, which no release holds, are "
                    "archived and not counted. Publish that version again and close again."
                )


def key(response_id: str) -> bytes:
    """A response id in 16 bytes."""
    return bytes.fromhex(response_id.replace("-", ""))
