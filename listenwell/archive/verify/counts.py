"""Whether each delta cube says what the answers say, and all of them together what the store says."""

from collections.abc import Callable, Generator, Iterator, Mapping, Set
from datetime import date

import msgspec

from listenwell.archive.chain import Chain
from listenwell.archive.deltas import (
    Asked,
    count,
    delta,
    total,
)
from listenwell.archive.earlier import countable
from listenwell.archive.manifest import Segment, sha256
from listenwell.archive.segments import Responses
from listenwell.archive.verify.findings import Finding, finding
from listenwell.storage.contract import DocumentMissing, DocumentStore, ResponseStore
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import WITHDRAWN, Response
from listenwell.tally import Cube, Tally
from listenwell.tally.cube import decode

_BATCH = 1_000


class CountCheck:
    """Counts the store as it goes by, and the segments again in their order."""

    def __init__(self, documents: DocumentStore, responses: ResponseStore, questionnaire: Asked) -> None:
        self._documents = documents
        self._responses = responses
        self._questionnaire = questionnaire
        self._batch: list[Response] = []
        self._store = Cube()
        self._superseded: set[str] = set()
        self._days: set[date] = set()
        self._archive: Cube | None = Cube()  # None once a cube could not be added

    def add(self, response: Response) -> None:
        """Count a response of the store that ought to be in the archive."""
        self._days.add(response.day)
        self._superseded |= {response.supersedes} - {""}
        self._batch.append(response)
        if len(self._batch) >= _BATCH:
            self._count_batch()

    def check_cubes(self, chain: Chain, supersedes: Mapping[str, Set[str]]) -> Iterator[Finding]:
        """Count every segment again in its place; `supersedes` has the readable ones, by name."""
        targets = set().union(*supersedes.values())
        past: set[str] = set()
        found: dict[str, tuple[Segment, Response]] = {}
        broken = next((s.name for s in chain.segments if s.name not in supersedes), None)
        for segment in chain.segments:
            data = yield from self._cube(segment)
            mine = supersedes.get(segment.name, frozenset(segment.supersedes))
            if segment.name in supersedes:
                lost = mine - past - found.keys() - chain.tombstones.keys()
                if broken and lost:
                    yield finding("C04", segment.cube, name=broken)
                elif data is not None:
                    yield from self._check_cube(segment, data, countable(found).get, past)
                for response in self._readable(segment):
                    if response.id in targets:
                        found[response.id] = (segment, response)
            past |= mine

    def check_total(self, chain: Chain) -> Iterator[Finding]:
        """Compare the sum of the stored cubes with the count of the store."""
        self._count_batch()
        taken = [r for r in map(self._responses.get, self._superseded) if r and self._was_added(r, chain)]
        store = self._store.minus(count(taken, self._questionnaire).cube)
        if self._archive is not None and store.canonical_json() != self._archive.canonical_json():
            yield finding("C05", "", **_difference(store, self._archive))

    def _was_added(self, response: Response, chain: Chain) -> bool:
        kept = chain.kept(response.survey, response.day) and response.id not in chain.tombstones
        return kept and response.day in self._days and WITHDRAWN not in response.marks

    def _count_batch(self) -> None:
        counted = (r for r in self._batch if WITHDRAWN not in r.marks)
        self._store = total([self._store, count(counted, self._questionnaire).cube])
        self._batch = []

    def _cube(self, segment: Segment) -> Generator[Finding, None, bytes | None]:
        """Yield findings; returns the bytes of the segment's cube, None when there are none."""
        try:
            data = self._documents.get(segment.cube)
        except DocumentMissing:
            self._archive = None
            yield finding("C01", segment.cube)
            return None
        if (has := sha256(data)) != segment.cube_sha256:
            yield finding("C02", segment.cube, has=has[:12], told=segment.cube_sha256[:12])
        cube = _read(data)
        self._archive = total([self._archive, cube]) if self._archive and cube else None
        return data

    def _check_cube(
        self, segment: Segment, data: bytes, earlier: Callable[[str], Response | None], past: Set[str]
    ) -> Iterator[Finding]:
        try:
            counted = self._counted(segment, earlier, past)
        except msgspec.MsgspecError:
            yield finding("C04", segment.cube, name=segment.name)
            return
        if any(self._questionnaire(segment.survey, version) for version in segment.unknown):
            yield finding("W05", segment.name, versions=", ".join(segment.unknown))
            self._archive = None
        if counted.unknown.keys() <= {(segment.survey, version) for version in segment.unknown} and (
            counted.cube.canonical_json() != data
        ):
            yield finding("C03", segment.cube, **_difference(counted.cube, _read(data) or Cube()))

    def _counted(self, segment: Segment, earlier: Callable[[str], Response | None], past: Set[str]) -> Tally:
        """The segment counted with the versions that were known when it was closed."""

        def asked(survey: str, version: str) -> Questionnaire | None:
            return None if version in segment.unknown else self._questionnaire(survey, version)

        return delta(Responses(self._documents.get(segment.name)), earlier, asked, past)

    def _readable(self, segment: Segment) -> Iterator[Response]:
        try:
            yield from Responses(self._documents.get(segment.name))
        except msgspec.MsgspecError:
            return


def _read(data: bytes) -> Cube | None:
    try:
        return decode(data)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return None


def _difference(one: Cube, other: Cube) -> dict[str, object]:
    """How many cells and pairs differ, and the first."""
    apart = one.minus(other)
    cells = sorted(" ".join(key) for key in (*apart.counts, *apart.sums))
    return {"cells": len(cells), "cell": next(iter(cells), "only in how it is written")}
