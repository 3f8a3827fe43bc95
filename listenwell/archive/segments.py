"""A segment's bytes: one canonical line a response, sorted, packed so that equal lines give equal bytes."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from listenwell.archive.chain import ArchiveDamaged
from listenwell.archive.manifest import FOLDER, Segment, sha256
from listenwell.storage.contract import DocumentMissing, DocumentStore
from listenwell.survey.response import Response, canonical_json

SUFFIX = ".ndjson.gz"
_LEVEL = 6

decoder = msgspec.json.Decoder(Response)


class Packed(NamedTuple):
    """The finished bytes of a segment and what is known of them."""

    survey: str
    day: date
    data: bytes
    uncompressed_sha256: str
    responses: int
    supersedes: tuple[str, ...]
    """Ids that its responses supersede, sorted."""

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return f"{FOLDER}{self.survey}/{self.day.isoformat()}-{self.uncompressed_sha256[:12]}"


class Packer:
    """Takes the responses of one survey and day in order, by time and then id; holds only packed bytes."""

    def __init__(self, survey: str, day: date) -> None:
        self._survey, self._day = survey, day
        self._buffer = io.BytesIO()
        self._gzip = gzip.GzipFile("", "wb", _LEVEL, self._buffer, mtime=0)
        self._sha = hashlib.sha256()
        self._count = 0
        self._supersedes: set[str] = set()

    def add(self, response: Response) -> None:
        """Take one more."""
        line = canonical_json(response) + b"\n"
        self._gzip.write(line)
        self._sha.update(line)
        self._count += 1
        if response.supersedes:
            self._supersedes.add(response.supersedes)

    def finish(self) -> Packed:
        """The segment; the packer is done with."""
        self._gzip.close()
        return Packed(
            survey=self._survey,
            day=self._day,
            data=self._buffer.getvalue(),
            uncompressed_sha256=self._sha.hexdigest(),
            responses=self._count,
            supersedes=tuple(sorted(self._supersedes)),
        )


class Responses:
    """The responses in a segment's bytes, decoded anew each time they are gone through."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[Response]:
        with gzip.GzipFile(fileobj=io.BytesIO(self._data)) as lines:
            yield from map(decoder.decode, lines)


def load(documents: DocumentStore, segment: Segment) -> Responses:
    """The segment's responses, once its bytes are known to be those that were listed.

    Raises ArchiveDamaged, StorageUnavailable.
    """
    try:
        data = documents.get(segment.name)
    except DocumentMissing as error:
        raise ArchiveDamaged(segment.name, "the file is missing") from error
    if sha256(data) != segment.sha256:
        raise ArchiveDamaged(segment.name, "the file is not the one that was listed")
    return Responses(data)


def unpacked_sha256(data: bytes) -> str:
    """SHA-256 of what is packed in `data`; "" when it cannot be unpacked."""
    sha = hashlib.sha256()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as lines:
            while block := lines.read(1 << 16):
                sha.update(block)
    except (OSError, EOFError, zlib.error):
        return ""
    return sha.hexdigest()
