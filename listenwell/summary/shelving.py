"""An edition into the document store: its documents first, then the index that names them."""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from listenwell.storage import DocumentStore
from listenwell.summary.editions import INDEX, Edition, Shelf, document, folder
from listenwell.summary.model import Span


def put_edition(
    documents: DocumentStore,
    shelf: Shelf | None,
    *,
    survey: str,
    title: str,
    period: Span,
    edition: Edition,
    files: Mapping[str, bytes],
) -> None:
    """Write `files` (by format) as the next edition of a survey and period; the index names it last. Raises
    StorageUnavailable."""
    hashes = {}
    for kind, data in files.items():
        documents.put(document(survey, period.label, edition.number, kind), data)
        hashes[kind] = hashlib.sha256(data).hexdigest()
    kept = Shelf(
        survey=survey,
        title=title,
        period=period.label,
        first=period.first,
        last=period.last,
        checked=edition.as_of,
        editions=(*(shelf.editions if shelf else ()), replace(edition, documents=hashes)),
    )
    put_index(documents, kept)


def put_index(documents: DocumentStore, shelf: Shelf) -> None:
    """Write which editions there are."""
    documents.put(folder(shelf.survey, shelf.period) + INDEX, msgspec.json.encode(shelf))
