"""The archive: closed days as immutable files, hash-chained, with their counts beside them.

    archive/<survey>/<day>-<hash>.ndjson.gz   a segment: the answers, a line each
    archive/<survey>/<day>-<hash>.cube.json   its delta cube; all of them add up to the count of all answers
    archive/manifests/<number>.json           one commit each, with the hash of the one before

The map of this room:

manifest.py      what a manifest says
chain.py         the manifests in their order, and what is part of the archive now
segments.py      the bytes of a segment
deltas.py        the rule by which deltas add up, corrections and withdrawals included
earlier.py       finding single answers again
placing.py       putting segments and cubes in the store; counting them again
closing.py       closing days
tombstones.py    signing what stays of an erased answer
erasing.py       erasing one answer
asked_for.py     erasing what customers asked for
retaining.py     deleting days that are older than a survey's years
tidying.py       finishing what a stopped run of these has begun
verify/          proving all of it
export/          tables and codebooks for analysts
"""

from listenwell.archive.asked_for import erase_what_is_asked_for, still_held
from listenwell.archive.chain import ArchiveDamaged, Chain, read
from listenwell.archive.closing import FIRST_DAY, OVERLAP, SETTLE, Closing, close_days
from listenwell.archive.deltas import delta, total
from listenwell.archive.erasing import Erasure, UnknownResponse, erase
from listenwell.archive.retaining import ClockDoubtful, cutoff, retain
from listenwell.archive.segments import load
from listenwell.archive.verify import Finding, verify

__all__ = [
    "FIRST_DAY",
    "OVERLAP",
    "SETTLE",
    "ArchiveDamaged",
    "Chain",
    "ClockDoubtful",
    "Closing",
    "Erasure",
    "Finding",
    "UnknownResponse",
    "close_days",
    "cutoff",
    "delta",
    "erase",
    "erase_what_is_asked_for",
    "load",
    "read",
    "retain",
    "still_held",
    "total",
    "verify",
]
