"""Putting segments and cubes in the store, before the manifest that lists them; and counting them again.

Nothing is ever written over: a file that no manifest lists yet is taken as it is when its content is ours
(a run that was stopped left it), and may be another run's when it is not.
"""

from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from listenwell.archive.chain import ArchiveDamaged, superseded
from listenwell.archive.deltas import Asked, delta
from listenwell.archive.earlier import NOWHERE, Places, countable, find
from listenwell.archive.manifest import Segment, sha256
from listenwell.archive.segments import SUFFIX, Packed, Responses, load, unpacked_sha256
from listenwell.storage.contract import DocumentStore, ResponseStore
from listenwell.tally import Tally

CUBE_SUFFIX = ".cube.json"


class Placer:
    """Puts segments in their place after others."""

    def __init__(
        self,
        documents: DocumentStore,
        responses: ResponseStore,
        questionnaire: Asked,
        places: Places = NOWHERE,
    ) -> None:
        self._places = places
        self._documents = documents
        self._responses = responses
        self._questionnaire = questionnaire

    def place(
        self, packed: Packed, before: Sequence[Segment], late: bool = False, replaces: str = ""
    ) -> Segment:
        """Put a segment and its cube in the store, counted as the one that follows `before`.

        Raises ArchiveDamaged, StorageUnavailable.
        """
        name = packed.stem + SUFFIX
        data = self._put_segment(name, packed)
        counted = self._delta(Responses(data), packed.supersedes, before)
        cube, cube_sha256 = self._put_cube(packed.stem, counted.cube.canonical_json())
        return Segment(
            survey=packed.survey,
            day=packed.day,
            name=name,
            sha256=sha256(data),
            uncompressed_sha256=packed.uncompressed_sha256,
            responses=packed.responses,
            bytes=len(data),
            cube=cube,
            cube_sha256=cube_sha256,
            late=late,
            replaces=replaces,
            supersedes=packed.supersedes,
            unknown=_versions(counted),
        )

    def recount(self, segment: Segment, before: Sequence[Segment]) -> Segment:
        """The same segment with its cube counted again as the one that follows `before`.

        Raises ArchiveDamaged, StorageUnavailable.
        """
        counted = self._delta(load(self._documents, segment), segment.supersedes, before)
        data, unknown = counted.cube.canonical_json(), _versions(counted)
        if sha256(data) == segment.cube_sha256 and unknown == segment.unknown:
            return segment
        cube, cube_sha256 = self._put_cube(segment.name.removesuffix(SUFFIX), data)
        return msgspec.structs.replace(
            segment, cube=cube, cube_sha256=cube_sha256, unknown=unknown, replaces=segment.name
        )

    def rebuilt(
        self, segments: Sequence[Segment], swaps: Mapping[str, Packed | None], ids: Set[str]
    ) -> tuple[Segment, ...]:
        """The segments in their places after a change: what now is, with `replaces` told where it is new.

        `swaps` maps the name of a segment to what takes its place (None: nothing); `ids` are the responses
        whose counting may be changed by that, directly or by what they supersede.
        """
        held = find(ids, segments, self._documents, self._responses, self._places)
        standing = {s.name for s, _ in held.values()}
        done: list[Segment] = []
        for segment in segments:
            if segment.name in swaps:
                packed = swaps[segment.name]
                if packed is not None:
                    done.append(self.place(packed, done, late=segment.late, replaces=segment.name))
            elif segment.name in standing or not ids.isdisjoint(segment.supersedes):
                done.append(self.recount(segment, done))
            else:
                done.append(segment)
        return tuple(done)

    def _delta(self, responses: Responses, supersedes: Iterable[str], before: Sequence[Segment]) -> Tally:
        past = superseded(before)
        targets = [target for target in supersedes if target not in past]
        held = find(targets, before, self._documents, self._responses, self._places) if targets else {}
        earlier = countable(held)
        return delta(responses, earlier.get, self._questionnaire, past)

    def _put_segment(self, name: str, packed: Packed) -> bytes:
        """The bytes that are in the store now: another build of zlib may have packed the same lines."""
        if self._documents.put_new(name, packed.data):
            return packed.data
        there = self._documents.get(name)
        if there != packed.data and unpacked_sha256(there) != packed.uncompressed_sha256:
            raise ArchiveDamaged(name, "a file of that name is there, with other content")
        return there

    def _put_cube(self, stem: str, data: bytes) -> tuple[str, str]:
        """Its name and hash. A cube of that name with other content keeps it; ours takes a longer one."""
        digest = sha256(data)
        for name in (f"{stem}{CUBE_SUFFIX}", f"{stem}-{digest[:12]}{CUBE_SUFFIX}"):
            if self._documents.put_new(name, data) or self._documents.get(name) == data:
                return name, digest
        raise ArchiveDamaged(name, "a file of that name is there, with other content")


def _versions(counted: Tally) -> dict[str, int]:
    return {version: n for (_, version), n in sorted(counted.unknown.items())}
