"""The manifests in their order, and what they add up to: the segments that are part of the archive now."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from listenwell.archive.manifest import (
    FORMAT,
    MANIFESTS,
    Kind,
    Manifest,
    Retention,
    Segment,
    Tombstone,
    decode,
    encode,
    name_of,
    number_of,
    sha256,
)
from listenwell.storage.contract import DocumentStore


class ArchiveDamaged(Exception):
    """Something in the archive is not as the chain says; `archive verify` tells all of it."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"{name}: {found}")
        self.name = name


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of manifests 1 to `number`."""

    number: int = 0
    head: str = ""
    """SHA-256 of the last manifest."""
    last: datetime | None = None
    """Time of the last manifest."""
    segments: tuple[Segment, ...] = ()
    """In the order in which they count: a segment that replaces another keeps its place."""
    gone: frozenset[str] = frozenset()
    """Files that were part of the archive and are no more."""
    tombstones: dict[str, Tombstone] = {}
    retentions: dict[str, Retention] = {}
    """Survey to its latest."""
    closings: tuple[tuple[datetime, date], ...] = ()
    """When which day was said to be the last one closed."""

    def through(self, now: datetime) -> date | None:
        """The last closed day. What a clock that ran ahead of `now` said is left aside."""
        return max((day for time, day in self.closings if time <= now and day < now.date()), default=None)

    def kept(self, survey: str, day: date) -> bool:
        """Whether retention leaves that day of the survey in the archive."""
        return survey not in self.retentions or day >= self.retentions[survey].before

    def superseded(self) -> set[str]:
        """Every id that a segment supersedes."""
        return superseded(self.segments)

    def draft(self, kind: Kind, time: datetime, **more: Any) -> Manifest:
        """The manifest that would come next."""
        return Manifest(
            number=self.number + 1, previous=self.head, kind=kind, time=time, format=FORMAT, **more
        )

    def change_to(self, segments: tuple[Segment, ...]) -> dict[str, tuple]:
        """What a manifest has to say to turn the chain's segments into these: its segments and removed."""
        old = {s.name: s for s in self.segments}
        new = tuple(s for s in segments if old.get(s.name) != s)
        kept = {s.name for s in segments} | {s.replaces for s in new}
        return {"segments": new, "removed": tuple(name for name in old if name not in kept)}

    def followed_by(self, manifest: Manifest, data: bytes) -> "Chain":
        """The chain with one manifest more, whose bytes are `data`."""
        replaced = {s.replaces: s for s in manifest.segments if s.replaces}
        removed = set(manifest.removed)
        segments = tuple(replaced.get(s.name, s) for s in self.segments if s.name not in removed)
        segments += tuple(s for s in manifest.segments if not s.replaces)
        gone = self.gone
        if replaced or removed:
            gone = (gone | files(self.segments)) - files(segments)
        closed = ((manifest.time, manifest.through),) if manifest.through else ()
        return Chain(
            number=manifest.number,
            head=sha256(data),
            last=manifest.time,
            segments=segments,
            gone=gone,
            tombstones=self.tombstones | {t.id: t for t in manifest.tombstones},
            retentions=self.retentions | {r.survey: r for r in manifest.retentions},
            closings=self.closings + closed,
        )


def superseded(segments: Iterable[Segment]) -> set[str]:
    """Every id that one of the segments supersedes."""
    return {target for segment in segments for target in segment.supersedes}


def files(segments: Iterable[Segment]) -> frozenset[str]:
    """Names of the segments and of their cubes."""
    return frozenset(name for segment in segments for name in (segment.name, segment.cube))


def read(documents: DocumentStore) -> Chain:
    """Read and check every manifest. Raises ArchiveDamaged, StorageUnavailable."""
    chain = Chain()
    for name in documents.names(MANIFESTS):
        number = number_of(name)
        if number is None:
            continue  # not a manifest; `archive verify` names it
        if number != chain.number + 1:
            raise ArchiveDamaged(name_of(chain.number + 1), "the manifest is missing")
        data = documents.get(name)
        try:
            manifest = decode(data)
        except msgspec.MsgspecError as error:
            raise ArchiveDamaged(name, f"the manifest cannot be read ({error})") from error
        if (manifest.number, manifest.previous) != (number, chain.head):
            raise ArchiveDamaged(name, "the manifest does not follow the one before it")
        chain = chain.followed_by(manifest, data)
    return chain


def commit(documents: DocumentStore, chain: Chain, manifest: Manifest) -> Chain | None:
    """Write the manifest; its number is the lock. None when another run has taken the number."""
    data = encode(manifest)
    return chain.followed_by(manifest, data) if documents.put_new(name_of(manifest.number), data) else None
