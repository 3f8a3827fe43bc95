"""What is in the files that pages are made from? Hashes, without reading again what did not change."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

_SETTLED = 2_000_000_000
"""Nanoseconds after which another write surely shows in a file's date, also on coarse file systems."""
_NOT_SOURCES = ("__pycache__", ".pyc")


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was found: bytes, date (ns), number on the disk, and the hash of what is in it."""

    size: int
    date: int
    number: int
    hash: str
    settled: bool
    """Whether the date was old enough for any later write to show in it."""


def scan(root: Path, before: Mapping[str, Seen]) -> dict[str, Seen]:
    """Every file below `root` by name, sorted; `before` is what an earlier scan found.

    A file that cannot be read has the empty hash. Hidden files and Python's own are left out.
    """
    now = time.time_ns()
    found = {}
    for name, path, stat in _files(str(root), ""):
        old = before.get(name)
        if (
            old
            and old.settled
            and (old.size, old.date, old.number)
            == (
                stat.st_size,
                stat.st_mtime_ns,
                stat.st_ino,
            )
        ):
            found[name] = old
        else:
            settled = stat.st_mtime_ns + _SETTLED < now
            found[name] = Seen(stat.st_size, stat.st_mtime_ns, stat.st_ino, _hash(path), settled)
    return dict(sorted(found.items()))


def moved(root: Path, names: Iterable[str], seen: Mapping[str, Seen]) -> bool:
    """Whether one of these files is no longer as it was found."""
    for name in names:
        try:
            stat = (root / name).stat()
        except OSError:
            return True
        old = seen.get(name)
        if old is None or (old.size, old.date, old.number) != (stat.st_size, stat.st_mtime_ns, stat.st_ino):
            return True
    return False


def digest(*parts: object) -> str:
    """One hash of all of these, in their order; anything that msgspec writes can be a part."""
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()[:32]


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str, os.stat_result]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name[0] == "." or entry.name.endswith(_NOT_SOURCES):
            continue
        if entry.is_dir():
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name, entry.path, entry.stat()


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]
    except OSError:
        return ""
