"""Erasing one response: out of its segment, the counts and the store; a signed tombstone stays.

The manifest decides; the store and the old files follow it. So whatever stops a run, a response is either
whole in both or its tombstone is in the chain, and the next run of erase or close finishes the rest.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec

from listenwell.archive import chain as chains
from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.earlier import find
from listenwell.archive.manifest import Segment
from listenwell.archive.placing import Placer
from listenwell.archive.segments import Packed, Packer, load
from listenwell.archive.tidying import tidy_or_tell
from listenwell.archive.tombstones import signed
from listenwell.storage.contract import DocumentStore, ResponseStore

MAX_REQUEST = 200
"""Characters of the words that name a request."""


class UnknownResponse(KeyError):
    """Neither the store nor the archive holds a response of that id."""


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure did."""

    id: str
    manifest: int
    """Number of the manifest that the chain now ends with."""
    segment: str
    """Name of the segment that was rewritten; "" when the response was in none."""
    new: bool
    """False when it had been erased before; what was left over of it then is gone now."""


def erase(
    response_id: str,
    request: str,
    *,
    secret: str,
    responses: ResponseStore,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    place: tuple[str, date] | None = None,
) -> Erasure:
    """Erase the response for good. `request` says which request it answers, without personal data.

    Its segment is written anew without it, and the cubes that counted it; contact details are not here.
    `place` is the survey and day of a response that was taken from the store before; its tombstone is then
    set whether the archive holds it or not, so that no close under way brings it in.
    A correction of it stays, and so does what it corrected: erase each. Raises UnknownResponse,
    ArchiveDamaged, StorageUnavailable, ValueError for no request or a long one, or no secret.
    """
    if not (request.strip() and len(request) <= MAX_REQUEST and secret):
        raise ValueError(f"an erasure needs a secret and a request of 1 to {MAX_REQUEST} characters")
    places = {response_id: place} if place else {}
    placer = Placer(documents, responses, questionnaire, places)
    while True:
        chain = chains.read(documents)
        if response_id in chain.tombstones:
            _finish(response_id, chain, documents, responses)
            return Erasure(id=response_id, manifest=chain.number, segment="", new=False)
        held = find([response_id], chain.segments, documents, responses, places)
        found = held.get(response_id)
        if found is None and place is None and responses.get(response_id) is None:
            raise UnknownResponse(response_id)
        time = now().astimezone(UTC)
        segments: tuple[Segment, ...] = chain.segments
        if found:
            held, response = found
            swaps = {held.name: _without(response_id, held, documents)}
            ids = {response_id, response.supersedes} - {""}
            segments = placer.rebuilt(chain.segments, swaps, ids)
        tombstone = signed(response_id, time, request, secret)
        manifest = chain.draft("erasure", time, tombstones=(tombstone,), **chain.change_to(segments))
        after = chains.commit(documents, chain, manifest)
        if after:
            _finish(response_id, after, documents, responses)
            name = found[0].name if found else ""
            return Erasure(id=response_id, manifest=after.number, segment=name, new=True)


def _without(response_id: str, segment: Segment, documents: DocumentStore) -> Packed | None:
    """The segment packed anew without that response; None when nothing is left of it."""
    packer = Packer(segment.survey, segment.day)
    left = 0
    for response in load(documents, segment):
        if response.id != response_id:
            packer.add(response)
            left += 1
    return packer.finish() if left else None


def _finish(response_id: str, chain: Chain, documents: DocumentStore, responses: ResponseStore) -> None:
    responses.erase(response_id)  # also when it is gone: the store may have been stopped half-way
    tidy_or_tell(chain, documents, responses)
