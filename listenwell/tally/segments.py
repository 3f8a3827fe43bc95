"""Archive segments: files of one response in canonical JSON per line, gzipped; read as a stream."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from listenwell.storage.contract import DocumentStore
from listenwell.survey.response import Value

SUFFIX = ".ndjson.gz"
_BLOCK = 1 << 18


class SegmentDamaged(ValueError):
    """A segment cannot be read; the text names the file, the line, what was found and the remedy."""


class Segment(NamedTuple):
    """One file of the archive under the name that messages use; `open` gives its compressed bytes."""

    name: str
    open: Callable[[], BinaryIO]


Source = Path | Segment | BinaryIO
"""A file to count: its path, a Segment, or a file that is open for reading and can be rewound."""


class Line(msgspec.Struct, gc=False):
    """What counting reads of a stored response; the time as text, the language not at all."""

    id: str
    survey: str
    version: str
    segment: str
    channel: str
    received_at: str
    answers: dict[str, Value]
    supersedes: str = ""
    marks: tuple[str, ...] = ()


_decoder = msgspec.json.Decoder(Line)


def in_folder(folder: Path) -> list[Segment]:
    """Every segment below a folder, by name."""
    return [segment_of(path) for path in sorted(folder.rglob(f"*{SUFFIX}"))]


def in_store(store: DocumentStore, names: Iterable[str]) -> list[Segment]:
    """The documents of these names as segments."""
    return [Segment(name, lambda name=name: io.BytesIO(store.get(name))) for name in names]


def segment_of(source: Source) -> Segment:
    """Any source as a Segment."""
    if isinstance(source, Segment):
        return source
    if isinstance(source, Path):
        return Segment(str(source), lambda: source.open("rb"))
    return Segment(str(getattr(source, "name", "an open file")), lambda: _Rewound(source))


def lines(segment: Segment) -> Iterator[tuple[list[Line], int]]:
    """The responses of a segment, some hundred at a time, and the bytes they take. Raises SegmentDamaged."""
    before = 0
    for block in _blocks(segment):
        try:
            yield _decoder.decode_lines(block), len(block)
        except msgspec.DecodeError as error:
            raise _no_response(segment, block, before) from error
        before += block.count(b"\n")


def superseded(segments: Iterable[Segment]) -> Iterator[str]:
    """The ids that later responses supersede. Only what may name one is decoded."""
    for segment in segments:
        before = 0
        for block in _blocks(segment):
            if _SUPERSEDES in block:
                for number, text in enumerate(block.splitlines(), before + 1):
                    if _SUPERSEDES in text and (given := _superseded_by(text, segment, number)):
                        yield given
            before += block.count(b"\n")


_SUPERSEDES = b'"supersedes":"'


def _superseded_by(text: bytes, segment: Segment, number: int) -> str:
    try:
        return _decoder.decode(text).supersedes
    except msgspec.DecodeError as error:
        raise _damaged(segment, number, error) from error


def _no_response(segment: Segment, block: bytes, before: int) -> SegmentDamaged:
    """Which line of the block is no response."""
    for number, text in enumerate(block.split(b"\n"), before + 1):
        try:
            _decoder.decode_lines(text)
        except msgspec.DecodeError as error:
            return _damaged(segment, number, error)
    return SegmentDamaged(f"{segment.name}: the responses from line {before + 1} cannot be read.")


def _damaged(segment: Segment, number: int, error: Exception) -> SegmentDamaged:
    return SegmentDamaged(
        f"{segment.name}, line {number}: this is no stored response ({error}). "
        "Run `listenwell archive verify` and restore the file from a backup."
    )


def day_of(received_at: str) -> str:
    """The UTC day of a time in ISO format with its offset, as text."""
    return datetime.fromisoformat(received_at).astimezone(UTC).date().isoformat()


def _blocks(segment: Segment) -> Iterator[bytes]:
    """The unpacked text in blocks of whole lines: the decoder takes a block in one call."""
    try:
        with segment.open() as packed, gzip.open(packed) as unpacked:
            rest = b""
            while data := unpacked.read(_BLOCK):
                end = data.rfind(b"\n") + 1
                if end:
                    yield rest + data[:end]
                    rest = data[end:]
                else:
                    rest += data
            if rest:
                yield rest
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SegmentDamaged(
            f"{segment.name}: the file is damaged ({str(error).rstrip('.')}). "
            "Run `listenwell archive verify` and restore the file from a backup."
        ) from error


class _Rewound(io.BufferedReader):
    """An open file from its start, which stays open for its owner."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        super().__init__(_Borrowed(file))


class _Borrowed(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
