"""Whether the manifests are all there, unaltered and in their order; what they add up to all the same."""

from collections.abc import Generator, Iterator
from datetime import datetime

import msgspec

from listenwell.archive.chain import Chain
from listenwell.archive.manifest import Manifest, decode, encode, name_of, number_of, sha256
from listenwell.archive.tombstones import is_ours
from listenwell.archive.verify.findings import Finding, finding
from listenwell.storage.contract import DocumentStore

_MOST_MISSING = 20  # of one gap are told; a file named 99999999.json must not fill the screen


def check_chain(documents: DocumentStore, names: set[str], now: datetime) -> Generator[Finding, None, Chain]:
    """Tell what is wrong with the manifests; returns the sum of those that can be read."""
    chain, expected = Chain(), 1
    previous: str | None = ""
    for number in sorted(filter(None, map(number_of, names))):
        for missing in range(expected, min(number, expected + _MOST_MISSING)):
            yield finding("M01", name_of(missing))
            previous = None
        expected = number + 1
        name = name_of(number)
        data = documents.get(name)
        try:
            manifest = decode(data)
        except msgspec.MsgspecError as error:
            yield finding("M02", name, reason=error)
        else:
            yield from _check(manifest, data, name, previous, chain, now)
            chain = _without_doubles(chain, manifest).followed_by(manifest, data)
        previous = sha256(data)
    return chain


def _check(
    manifest: Manifest, data: bytes, name: str, previous: str | None, chain: Chain, now: datetime
) -> Iterator[Finding]:
    if manifest.number != number_of(name):
        yield finding("M04", name, told=manifest.number)
    if encode(manifest) != data:
        yield finding("M05", name)
    if previous is not None and manifest.previous != previous:
        yield finding("M03", name, told=_short(manifest.previous), has=_short(previous))
    if chain.last and manifest.time < chain.last:
        yield finding("W02", name)
    if manifest.time > now:
        yield finding("W03", name, time=f"{manifest.time:%Y-%m-%d %H:%M} UTC")
    there = {s.name for s in chain.segments}
    for told in (*manifest.removed, *(s.replaces for s in manifest.segments if s.replaces)):
        if told not in there:
            yield finding("M07", name, name=told)
    for segment in manifest.segments:
        if segment.name in there and segment.replaces != segment.name:
            yield finding("M06", name, name=segment.name)
        there.add(segment.name)


def _without_doubles(chain: Chain, manifest: Manifest) -> Chain:
    """The chain without what the manifest lists a second time, so that it counts once."""
    again = {s.name for s in manifest.segments if not s.replaces}
    kept = tuple(s for s in chain.segments if s.name not in again)
    return chain if len(kept) == len(chain.segments) else msgspec.structs.replace(chain, segments=kept)


def check_tombstones(chain: Chain, secret: str) -> Iterator[Finding]:
    """Whether each tombstone bears our signature; says so when that cannot be checked."""
    if chain.tombstones and not secret:
        yield finding("W01", name_of(chain.number), number=len(chain.tombstones))
        return
    for tombstone in chain.tombstones.values():
        if not is_ours(tombstone, secret):
            yield finding("E01", name_of(chain.number), id=tombstone.id)


def _short(digest: str) -> str:
    return digest[:12] or "(none)"
