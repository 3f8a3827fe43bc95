"""What a summary is made from: the counts, and the newest responses for their own words.

Closed days are counted by the archive's roll-ups and read from its segments; open days straight from the
store. Where the archive cannot be used, everything is swept from the store, to the same summary.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from listenwell import archive
from listenwell.archive.manifest import Segment
from listenwell.storage import DocumentMissing, DocumentStore, ResponseStore
from listenwell.summary.comments import READ
from listenwell.summary.model import ArchiveFile
from listenwell.summary.period import Period
from listenwell.survey.question import words_of
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import DOUBTFUL, WITHDRAWN, Response
from listenwell.tally import RESPONSES, Cube, Delta, fold, tally
from listenwell.tally.rollups import CubeDamaged, Rollups

Asked = Callable[[str, str], Questionnaire | None]


class Gathered(NamedTuple):
    """`cube` has the days of the window; the others speak of the period.

    `uncounted` counts responses that were corrected or withdrawn, and withdrawals; `unknown` is by version;
    `newest` gives, for questions, responses newest first with at least their `READ` newest answers, and what
    was amiss with them; `days` counts some days of the window day by day; `repeats` is how many responses of
    the period are marked as doubtful, None where it cannot be read, and `left_out` says that
    they are counted nowhere else; `chain_number`,
    `chain_head` and `files` say what of the archive was used for the period; `note` says what was amiss with
    the counts.
    """

    cube: Cube
    uncounted: int
    unknown: dict[str, int]
    newest: Callable[[Collection[str]], tuple[list[Response], str]]
    days: Callable[[date, date], Cube]
    repeats: Callable[[], int | None] = lambda: 0
    left_out: bool = False
    chain_number: int = 0
    chain_head: str = ""
    files: tuple[ArchiveFile, ...] = ()
    note: str = ""


def from_responses(
    survey: str, period: Period, responses: Iterable[Response], asked: Asked, *, leave_out: bool = False
) -> Gathered:
    """From all responses of the window; `leave_out` those that are marked as doubtful."""
    everything = [r for r in responses if r.survey == survey]
    superseded = {r.supersedes for r in everything}
    mine = [r for r in everything if not (leave_out and DOUBTFUL.intersection(r.marks))]
    received = [r for r in mine if r.day in period]
    inside = [r for r in received if r.id not in superseded]
    cube, unknown = tally(mine, asked).cube, _unknown(inside, asked)
    newest = sorted(inside, key=lambda r: (r.received_at, r.id), reverse=True)
    return Gathered(
        cube=cube,
        uncounted=len(received) - _counted(cube, period) - sum(unknown.values()),
        unknown=unknown,
        newest=lambda _: (newest, ""),
        days=lambda first, last: cube.within(first.isoformat(), last.isoformat()),
        repeats=lambda: _marked((r for r in everything if r.day in period), superseded),
        left_out=leave_out,
    )


def from_archive(
    survey: str,
    period: Period,
    days: tuple[date, date],
    as_of: datetime,
    *,
    responses: ResponseStore,
    documents: DocumentStore,
    asked: Asked,
    leave_out: bool = False,
) -> Gathered:
    """From the archive and, for the open days, the store; `days` is the window.

    From the store alone while nothing is closed, when a day was closed only after `as_of`, to `leave_out`
    doubtful ones (roll-ups do not tell them apart), and, with a note, when the archive is damaged. Raises
    StorageUnavailable.
    """
    note = ""
    if leave_out:
        swept = (r for r in responses.received(*days) if r.received_at <= as_of)
        return from_responses(survey, period, swept, asked, leave_out=True)
    try:
        chain = archive.read(documents)
        through = chain.through(as_of)
        if through is not None and (chain.last is None or chain.last <= as_of):
            return _closed_and_open(survey, period, days, as_of, chain, through, responses, documents, asked)
    except (archive.ArchiveDamaged, CubeDamaged, DocumentMissing) as error:
        note = f"The archive is damaged ({error}), so all answers were counted from the store."
    swept = (r for r in responses.received(*days) if r.received_at <= as_of)
    return from_responses(survey, period, swept, asked)._replace(note=note)


def _closed_and_open(  # noqa: PLR0917 - one caller, above
    survey: str,
    period: Period,
    days: tuple[date, date],
    as_of: datetime,
    chain: archive.Chain,
    through: date,
    responses: ResponseStore,
    documents: DocumentStore,
    asked: Asked,
) -> Gathered:
    segments = [s for s in chain.segments if s.survey == survey]
    listed = chain.superseded()
    swept = responses.received(through + timedelta(days=1), as_of.date())
    fresh = [r for r in swept if r.survey == survey and r.received_at <= as_of]
    hidden, held = archive.still_held(survey, chain, documents, responses)
    counting = [*fresh, *_taking_back(hidden, survey, as_of)]
    opened = archive.delta(counting, _either(responses, held), asked, listed)
    rollups = fold(documents, survey, [Delta(s.cube, s.cube_sha256) for s in segments])
    cube = _window(rollups, period, days, opened.cube)
    superseded = listed | {r.supersedes for r in fresh} | hidden
    closed = [s for s in segments if s.day in period]
    inside = [r for r in fresh if r.day in period]
    unknown = Counter(_unknown((r for r in inside if r.id not in superseded), asked))
    for segment in closed:
        unknown.update(segment.unknown)
    received = sum(s.responses for s in closed) + len(inside)

    def newest(questions: Collection[str]) -> tuple[list[Response], str]:
        try:
            return from_segments(questions), ""
        except archive.ArchiveDamaged as error:
            stored = responses.received(period.first, min(period.last, as_of.date()))
            found = [r for r in stored if r.survey == survey and r.id not in superseded]
            note = f"The archive is damaged ({error}), so the comments were read from the store."
            return sorted(found, key=lambda r: (r.received_at, r.id), reverse=True), note

    def from_segments(questions: Collection[str]) -> list[Response]:
        found, missing = [], Counter(dict.fromkeys(questions, READ))
        for response in _newest_first(inside, closed, documents):
            if not missing:
                break
            if response.id in superseded:
                continue
            found.append(response)
            missing -= Counter(name for name in missing if words_of(response.answers, name) is not None)
        return found

    def repeats() -> int | None:
        try:
            stored = sum(_marked(archive.load(documents, segment), superseded) for segment in closed)
        except archive.ArchiveDamaged:
            return None
        return stored + _marked(inside, superseded)

    return Gathered(
        cube=cube,
        uncounted=received - _counted(cube, period) - unknown.total(),
        unknown=dict(unknown),
        newest=newest,
        days=lambda first, last: rollups.cube(first, last, by="day", plus=opened.cube),
        repeats=repeats,
        chain_number=chain.number,
        chain_head=chain.head,
        files=tuple(ArchiveFile(name=s.name, day=s.day, sha256=s.sha256) for s in closed),
    )


def _taking_back(hidden: Collection[str], survey: str, as_of: datetime) -> list[Response]:
    """What counts as if every answer that is to be erased had been withdrawn."""
    blank = {"survey": survey, "version": "", "segment": "", "channel": "", "language": "", "answers": {}}
    return [
        Response(id=str(UUID(int=n)), received_at=as_of, supersedes=each, marks=(WITHDRAWN,), **blank)
        for n, each in enumerate(sorted(hidden))
    ]


def _either(responses: ResponseStore, held: Mapping[str, Response]) -> Callable[[str], Response | None]:
    return lambda response_id: held.get(response_id) or responses.get(response_id)


def _window(rollups: Rollups, period: Period, days: tuple[date, date], opened: Cube) -> Cube:
    """The counts of the window, month by month where months are all that will be asked for: in a period of
    whole months whose previous one has answers (else its halves are compared, which divide months)."""
    whole = period.first.day == 1 and (period.last + timedelta(days=1)).day == 1
    if whole:
        cube = rollups.cube(*days, by="month", plus=opened)
        if _counted(cube, period.previous()):
            return cube
    return rollups.cube(*days, by="day", plus=opened)


def _newest_first(
    opened: list[Response], closed: list[Segment], documents: DocumentStore
) -> Iterator[Response]:
    """The responses of open days and of segments; late segments stand with their day."""
    yield from sorted(opened, key=lambda r: (r.received_at, r.id), reverse=True)
    for day in sorted({s.day for s in closed}, reverse=True):
        responses = [r for s in closed if s.day == day for r in archive.load(documents, s)]
        yield from sorted(responses, key=lambda r: (r.received_at, r.id), reverse=True)


def _counted(cube: Cube, period: Period) -> int:
    """Responses of the period that the cube counts."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return sum(
        n for cell, n in cube.counts.items() if cell.question == RESPONSES and first <= cell.day <= last
    )


def _marked(responses: Iterable[Response], superseded: Collection[str]) -> int:
    """How many of the responses that count are marked as doubtful."""
    return sum(not DOUBTFUL.isdisjoint(r.marks) and r.id not in superseded for r in responses)


def _unknown(responses: Iterable[Response], asked: Asked) -> dict[str, int]:
    return dict(Counter(r.version for r in responses if asked(r.survey, r.version) is None))
