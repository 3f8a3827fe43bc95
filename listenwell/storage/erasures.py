"""Which answers did customers have erased that the archive may still hold? A small document for each.

It is written before the answer leaves the store, so that nothing shows the answer from then on: summaries and
exports leave out what is asked for here. The night takes it out of the archive and the document away.
"""

from datetime import date, datetime

import msgspec

from listenwell.storage.contract import DocumentMissing, DocumentStore
from listenwell.survey.response import Response

FOLDER = "erasures/"


class AskedFor(msgspec.Struct, frozen=True, kw_only=True):
    """That the response of that id, survey and day (UTC) was to be erased, and since when. No content."""

    id: str
    survey: str
    day: date
    at: datetime


def ask(documents: DocumentStore, response: Response, at: datetime) -> None:
    """Write it down durably; asking twice is no error. Raises StorageUnavailable."""
    asked = AskedFor(id=response.id, survey=response.survey, day=response.day, at=at)
    documents.put(_name(response.id), msgspec.json.encode(asked))


def asked_for(documents: DocumentStore) -> tuple[AskedFor, ...]:
    """All that are not carried out yet, by id. Raises StorageUnavailable."""
    found = []
    for name in list(documents.names(FOLDER)):
        try:
            found.append(msgspec.json.decode(documents.get(name), type=AskedFor))
        except DocumentMissing:  # carried out meanwhile
            continue
    return tuple(found)


def carried_out(documents: DocumentStore, asked: AskedFor) -> None:
    """Take it away again. Raises StorageUnavailable."""
    documents.delete(_name(asked.id))


def _name(response_id: str) -> str:
    return f"{FOLDER}{response_id}.json"
