"""Whether each segment holds the very lines that were listed, and these are the answers in the store."""

import gzip
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from listenwell.archive.chain import Chain
from listenwell.archive.closing import OVERLAP, key
from listenwell.archive.deltas import Asked
from listenwell.archive.manifest import Segment, sha256
from listenwell.archive.segments import SUFFIX, Packed, decoder
from listenwell.archive.verify.counts import CountCheck
from listenwell.archive.verify.findings import Finding, finding
from listenwell.storage.contract import DocumentMissing, DocumentStore, ResponseStore
from listenwell.survey.response import Response, canonical_json

_FEW = 10  # missing responses of a file that are told one by one

_Place = tuple[datetime, str]


class SegmentCheck:
    """Checks the archive day by day, holding a digest for each response of one day."""

    def __init__(
        self,
        chain: Chain,
        now: datetime,
        documents: DocumentStore,
        responses: ResponseStore,
        questionnaire: Asked,
        counts: CountCheck,
    ) -> None:
        self.supersedes: dict[str, set[str]] = {}
        """Name of each segment that can be read, to what its lines supersede."""
        self.pending = False
        """Whether the store holds responses of closed days that the archive lacks."""
        self._chain = chain
        self._documents = documents
        self._responses = responses
        self._questionnaire = questionnaire
        self._counts = counts
        through = chain.through(now)
        self._late_from = through - timedelta(days=OVERLAP - 1) if through else date.min
        self._by_day: dict[date, list[Segment]] = {}
        for segment in chain.segments:
            self._by_day.setdefault(segment.day, []).append(segment)

    def check(self, day: date) -> Iterator[Finding]:
        """Check the segments of that day, line by line, against what the store has of it."""
        stored: dict[str, dict[bytes, bytes]] = {}
        too_old: Counter[str] = Counter()
        for response in self._responses.received(day, day):
            if response.id in self._chain.tombstones:
                yield finding("E02", "", id=response.id)
            elif not self._chain.kept(response.survey, day):
                too_old[response.survey] += 1
            else:
                stored.setdefault(response.survey, {})[key(response.id)] = _digest(canonical_json(response))
                self._counts.add(response)
        for survey, number in sorted(too_old.items()):
            before = self._chain.retentions[survey].before
            yield finding("E03", "", number=number, survey=survey, before=before)
        seen: set[bytes] = set()
        broken: set[str] = set()
        for segment in self._by_day.get(day, ()):
            sound = yield from self._check_file(segment, stored.get(segment.survey, {}), seen)
            if not sound:
                broken.add(segment.survey)
        for survey, left in sorted(stored.items()):
            if left and survey not in broken:
                yield from self._missing(survey, day, list(left))
            self.pending = self.pending or bool(left)

    def _check_file(
        self, segment: Segment, stored: dict[bytes, bytes], seen: set[bytes]
    ) -> Generator[Finding, None, bool]:
        """Yield findings; returns whether the whole file could be read. What it meets leaves `stored`."""
        try:
            data = self._documents.get(segment.name)
        except DocumentMissing:
            yield finding("S01", segment.name)
            return False
        if (has := sha256(data)) != segment.sha256:
            yield finding("S03", segment.name, has=has[:12], told=segment.sha256[:12])
        lines = _Lines(segment, self)
        sha = hashlib.sha256()
        number = 0
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as unpacked:
                for number, line in enumerate(unpacked, start=1):
                    sha.update(line)
                    yield from lines.check(number, line, stored, seen)
        except (OSError, EOFError, zlib.error) as error:
            yield finding("S02", segment.name, line=number, reason=_reason(error))
            return False
        yield from lines.unknown_versions()
        yield from _differences(segment, sha.hexdigest(), number, len(data), lines.supersedes)
        self.supersedes[segment.name] = lines.supersedes
        return True

    def _missing(self, survey: str, day: date, left: list[bytes]) -> Iterator[Finding]:
        """Tell what the store has and the archive has not."""
        files = [s for s in self._by_day.get(day, ()) if s.survey == survey]
        ids = [_id(raw) for raw in left]
        altered = any(s.name not in self.supersedes or self._altered(s) for s in files)
        what = {"number": len(ids), "survey": survey, "day": day, "id": ids[0]}
        if day >= self._late_from and not altered:
            yield finding("W04", "", **what)
        elif files and len(ids) <= _FEW:
            for response_id in ids:
                yield finding(
                    "L08", files[0].name, self._place(files[0], response_id), id=response_id, day=day
                )
        else:
            yield finding("L09", files[0].name if files else "", **what)

    def _altered(self, segment: Segment) -> bool:
        return sha256(self._documents.get(segment.name)) != segment.sha256

    def _place(self, segment: Segment, response_id: str) -> int:
        """The line before which the response would stand."""
        response = self._responses.get(response_id)
        if response is None:
            return 0
        line = 1
        with gzip.GzipFile(fileobj=io.BytesIO(self._documents.get(segment.name))) as lines:
            for text in lines:
                with_place = _decoded(text)
                line += with_place is not None and _place_of(with_place) < _place_of(response)
        return line

    def fields_that_differ(self, response: Response) -> str:
        """Names, never values, of what differs from the store."""
        stored = self._responses.get(response.id)
        if stored is None:
            return "everything"
        one, other = (_flat(msgspec.json.decode(canonical_json(r), type=dict)) for r in (response, stored))
        return ", ".join(sorted(k for k in one.keys() | other.keys() if one.get(k) != other.get(k)))

    def is_erased(self, response_id: str) -> bool:
        return response_id in self._chain.tombstones

    def knows(self, version: str, segment: Segment) -> bool:
        return self._questionnaire(segment.survey, version) is not None


class _Lines:
    """What has been seen of the lines of one file."""

    def __init__(self, segment: Segment, check: SegmentCheck) -> None:
        self.supersedes: set[str] = set()
        self._segment = segment
        self._check = check
        self._last: _Place | None = None
        self._known: dict[str, bool] = {}
        self._unknown: dict[str, list[int]] = {}

    def check(
        self, number: int, line: bytes, stored: dict[bytes, bytes], seen: set[bytes]
    ) -> Iterator[Finding]:
        name = self._segment.name
        try:
            response = decoder.decode(line)
        except (msgspec.MsgspecError, ValueError) as error:
            yield finding("L01", name, number, reason=error)
            return
        text = canonical_json(response)
        if text + b"\n" != line:
            yield finding("L02", name, number)
        place = _place_of(response)
        if self._last is not None and place <= self._last:
            yield finding("L03", name, number)
        self._last = place
        if response.supersedes:
            self.supersedes.add(response.supersedes)
        self._look_at_version(response.version, number)
        yield from self._compare(response, _digest(text), number, stored, seen)

    def _compare(
        self, response: Response, digest: bytes, number: int, stored: dict[bytes, bytes], seen: set[bytes]
    ) -> Iterator[Finding]:
        name, what = self._segment.name, {"id": response.id}
        if (response.survey, response.day) != (self._segment.survey, self._segment.day):
            yield finding("L04", name, number, survey=response.survey, day=response.day, **what)
            return
        if self._check.is_erased(response.id):
            yield finding("E02", name, number, **what)
            return
        raw = key(response.id)
        if raw in seen:
            yield finding("L05", name, number, **what)
            return
        seen.add(raw)
        expected = stored.pop(raw, None)
        if expected is None:
            yield finding("L07", name, number, **what)
        elif expected != digest:
            fields = self._check.fields_that_differ(response)
            yield finding("L06", name, number, fields=fields, **what)

    def _look_at_version(self, version: str, number: int) -> None:
        if version not in self._known:
            self._known[version] = self._check.knows(version, self._segment)
        if not self._known[version]:
            self._unknown.setdefault(version, []).append(number)

    def unknown_versions(self) -> Iterator[Finding]:
        for version, numbers in sorted(self._unknown.items()):
            yield finding("C06", self._segment.name, numbers[0], number=len(numbers), version=version)


def _differences(
    segment: Segment, lines_sha256: str, responses: int, size: int, supersedes: set[str]
) -> Iterator[Finding]:
    """What the manifest says of a file and the file does not bear out."""
    if lines_sha256 != segment.uncompressed_sha256:
        yield finding("S04", segment.name, has=lines_sha256[:12], told=segment.uncompressed_sha256[:12])
    stem = Packed(segment.survey, segment.day, b"", segment.uncompressed_sha256, 0, ()).stem
    if segment.name != stem + SUFFIX:
        yield finding("S06", segment.name)
    for what, told, has in (
        ("responses", segment.responses, responses),
        ("bytes", segment.bytes, size),
        ("supersedes", list(segment.supersedes), sorted(supersedes)),
    ):
        if told != has:
            yield finding("S05", segment.name, what=what, told=told, has=has)


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    answers = fields.pop("answers")
    return {**fields, **{f"answers.{question}": value for question, value in answers.items()}}


def _digest(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()[:16]


def _id(raw: bytes) -> str:
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _place_of(response: Response) -> _Place:
    return response.received_at.astimezone(UTC), response.id


def _decoded(line: bytes) -> Response | None:
    try:
        return decoder.decode(line)
    except (msgspec.MsgspecError, ValueError):
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the file ends in the middle"
    if isinstance(error, gzip.BadGzipFile) and "CRC" in str(error):
        return "its check sum is wrong, so a bit was flipped"
    return "what is in it is no gzip from here on"
