"""Finding single responses again in the archive: those that a correction supersedes, or that are erased."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from listenwell.archive.manifest import Segment
from listenwell.archive.segments import load
from listenwell.storage.contract import DocumentStore, ResponseStore
from listenwell.survey.response import Response

Places = Mapping[str, tuple[str, date]]
"""Id to the survey and day (UTC) of a response that the store no longer holds."""
NOWHERE: Places = {}


def find(
    ids: Iterable[str],
    segments: Sequence[Segment],
    documents: DocumentStore,
    responses: ResponseStore,
    places: Places = NOWHERE,
) -> dict[str, tuple[Segment, Response]]:
    """Each id that one of the segments holds, with that segment and the response as it stands there.

    `places` or the store tell survey and day of an id, so that few segments are read; an id that neither
    knows is looked for in all. Raises ArchiveDamaged, StorageUnavailable.
    """
    wanted: dict[tuple[str, date], set[str]] = {}
    nowhere: set[str] = set()
    for response_id in ids:
        place = places.get(response_id)
        if place is None and (known := responses.get(response_id)) is not None:
            place = known.survey, known.day
        if place is None:
            nowhere.add(response_id)
        else:
            wanted.setdefault(place, set()).add(response_id)
    found: dict[str, tuple[Segment, Response]] = {}
    for segment in segments:
        here = (wanted.get((segment.survey, segment.day), set()) | nowhere) - found.keys()
        if here:
            for response in load(documents, segment):
                if response.id in here:
                    found[response.id] = (segment, response)
    return found


def countable(found: dict[str, tuple[Segment, Response]]) -> dict[str, Response]:
    """Of what was found, the responses whose version a release held when their segment was counted."""
    return {
        response_id: response
        for response_id, (segment, response) in found.items()
        if response.version not in segment.unknown
    }
