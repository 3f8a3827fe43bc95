"""Finishing what a commit has decided: files that are no longer part of the archive go, erased answers go.

Every run of close, erase and retain does this, so one that was stopped is finished by the next.
"""

import re
from datetime import date

from listenwell.archive.chain import Chain, files
from listenwell.archive.manifest import FOLDER, number_of
from listenwell.archive.segments import SUFFIX, Responses
from listenwell.storage.contract import DocumentLocked, DocumentMissing, DocumentStore, ResponseStore

_NAME = re.compile(rf"{FOLDER}([^/]+)/([0-9]{{4}}-[0-1][0-9]-[0-2][0-9]|[0-9]{{4}}-[0-1][0-9]-3[01])-")


def tidy(chain: Chain, documents: DocumentStore, responses: ResponseStore) -> list[str]:
    """Remove for good every file that the chain says is gone, and erased answers wherever they still are.

    So goes what a stopped run left unlisted, where it holds an erased answer or is of a day that is no
    longer kept. Other unlisted files stay: a run at work may be about to list them. Gives the names of those
    that the store has locked, which stay too. Raises StorageUnavailable.
    """
    for response_id in chain.tombstones:
        if responses.get(response_id) is not None:
            responses.erase(response_id)
    locked: list[str] = []
    if not (chain.gone or chain.tombstones or chain.retentions):
        return locked
    listed = files(chain.segments)
    for name in list(documents.names(FOLDER)):
        if name in listed or number_of(name) is not None:
            continue
        if name in chain.gone or not _kept(name, chain) or _holds_erased(name, chain, documents):
            try:
                documents.erase(name)
            except DocumentLocked:
                locked.append(name)
    return locked


def tidy_or_tell(chain: Chain, documents: DocumentStore, responses: ResponseStore) -> None:
    """Tidy, all of it. Raises DocumentLocked, which names what stayed, and StorageUnavailable."""
    locked = tidy(chain, documents, responses)
    if locked:
        raise DocumentLocked(told(locked))


def told(locked: list[str]) -> str:
    """What to say of files that stayed."""
    return (
        f"{len(locked)} files that have to go are still locked, such as {locked[0]}. The role EraseRole may "
        "remove them; the runs after the end of their lock do so by themselves."
    )


def _kept(name: str, chain: Chain) -> bool:
    found = _NAME.match(name)
    return found is None or chain.kept(found[1], date.fromisoformat(found[2]))


def _holds_erased(name: str, chain: Chain, documents: DocumentStore) -> bool:
    """Whether a file that a stopped run left holds an answer that was erased since."""
    if not name.endswith(SUFFIX):
        return False
    try:
        return any(response.id in chain.tombstones for response in Responses(documents.get(name)))
    except (DocumentMissing, OSError, EOFError, ValueError):  # damaged or no segment: verify names it
        return False
