"""Carrying out what customers asked for: their answers leave the archive by the one road of every erasure."""

from collections.abc import Callable
from datetime import datetime

from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.earlier import countable, find
from listenwell.archive.erasing import erase
from listenwell.storage import erasures
from listenwell.storage.contract import DocumentLocked, DocumentStore, ResponseStore
from listenwell.survey.response import Response

REQUEST = "asked for with the receipt code"
"""How the chain names these requests."""


def erase_what_is_asked_for(
    *,
    secret: str,
    responses: ResponseStore,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
) -> tuple[int, str]:
    """Erase every answer that customers asked to; how many, and what to tell of files that are still locked.

    The next run finishes what a stopped one left. Raises ArchiveDamaged, StorageUnavailable, ValueError
    without a secret.
    """
    locked, done = "", 0
    for asked in erasures.asked_for(documents):
        try:
            erase(
                asked.id,
                REQUEST,
                secret=secret,
                responses=responses,
                documents=documents,
                questionnaire=questionnaire,
                now=now,
                place=(asked.survey, asked.day),
            )
        except DocumentLocked as error:  # it is out of the archive; its old file goes when the lock ends
            locked = str(error)
        erasures.carried_out(documents, asked)
        done += 1
    return done, locked


def still_held(
    survey: str, chain: Chain, documents: DocumentStore, responses: ResponseStore
) -> tuple[frozenset[str], dict[str, Response]]:
    """Ids of the survey's answers that are asked for and not erased yet, and of these what segments hold and
    count. Raises ArchiveDamaged, StorageUnavailable."""
    asked = {a.id: (a.survey, a.day) for a in erasures.asked_for(documents) if a.survey == survey}
    found = find(asked, chain.segments, documents, responses, places=asked) if asked else {}
    return frozenset(asked), countable(found)
