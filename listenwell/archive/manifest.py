"""What a manifest says: one numbered commit of the archive, with the hash of the one before it."""

import hashlib
import re
from datetime import date, datetime
from typing import Literal

import msgspec

FORMAT = 1
FOLDER = "archive/"
MANIFESTS = f"{FOLDER}manifests/"
_NAME = re.compile(rf"{MANIFESTS}([0-9]{{8}})\.json")

Kind = Literal["close", "erasure", "retention"]


class _Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class Segment(_Value):
    """The responses of one survey and one day (UTC), or those of them that came late, and their counts."""

    survey: str
    day: date
    name: str
    sha256: str
    """Of the file as it is stored."""
    uncompressed_sha256: str
    """Of the lines in it; the first 12 digits stand in the name."""
    responses: int
    bytes: int
    """Size of the file as it is stored."""
    cube: str
    """Name of its delta cube; read it here, for a cube that was counted again has a name of its own."""
    cube_sha256: str
    late: bool = False
    """Whether the day had been closed before."""
    replaces: str = ""
    """Name of the listed segment whose place it takes; its own when only the cube was counted again."""
    supersedes: tuple[str, ...] = ()
    """Ids that its responses correct or withdraw, sorted."""
    unknown: dict[str, int] = {}
    """Version to number of responses not counted, because no release held that version."""


class Tombstone(_Value):
    """That a response was erased: which, when, by which request. `signature` is tombstones.py's."""

    id: str
    at: datetime
    request: str
    signature: str


class Retention(_Value):
    """That a survey's days from `first` up to, not including, `before` were deleted."""

    survey: str
    years: int
    first: date
    before: date
    segments: int
    responses: int


class Manifest(_Value):
    """One commit. What it lists is added; what `removed` names is no longer part of the archive."""

    number: int
    previous: str
    """SHA-256 of the bytes of the manifest before; "" in the first."""
    kind: Kind
    time: datetime
    format: int
    through: date | None = None
    """Every day up to this one is closed."""
    segments: tuple[Segment, ...] = ()
    removed: tuple[str, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    retentions: tuple[Retention, ...] = ()


def encode(manifest: Manifest) -> bytes:
    """Canonical JSON with sorted keys."""
    return msgspec.json.encode(manifest, order="sorted")


def decode(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises msgspec.ValidationError or DecodeError, also for a newer format."""
    manifest = msgspec.json.decode(data, type=Manifest)
    if manifest.format != FORMAT:
        raise msgspec.ValidationError(f"format {manifest.format}; this version reads format {FORMAT}")
    return manifest


def name_of(number: int) -> str:
    """Name of the manifest with that number."""
    return f"{MANIFESTS}{number:08}.json"


def number_of(name: str) -> int | None:
    """The number in a manifest's name, or None when it is no such name."""
    found = _NAME.fullmatch(name)
    return (int(found[1]) or None) if found else None


def sha256(data: bytes) -> str:
    """In hex."""
    return hashlib.sha256(data).hexdigest()
