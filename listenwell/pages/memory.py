"""What a build remembers for the next one: a file that is safe to lose and never trusted when damaged."""

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import msgspec

from listenwell.pages.release import Master, Published
from listenwell.pages.sources import Seen, digest, scan
from listenwell.survey.frame import Frame
from listenwell.survey.problems import Problem
from listenwell.survey.reading_days import Dated

_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = ("jinja2", "markupsafe", "msgspec", "yaml")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_CHECKSUM = 32  # bytes of a SHA-256, before what it is of

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """What is known of one survey made under `key`: its rows in the index, when it is open for each
    segment, and what was told of it."""

    key: str
    published: list[Published]
    master: Master | None
    days: dict[str, Dated]
    problems: list[Problem]
    uses: tuple[str, ...] = ()
    """The surveys whose questions it uses."""


class Memory(msgspec.Struct, kw_only=True):
    """What the last build read: files as they were seen by folder, the frame and the page
    templates as texts, and the surveys made from them."""

    seen: dict[str, dict[str, Seen]] = {}
    frame_key: str = ""
    frame: Frame | None = None
    texts: dict[str, str] = {}
    units: dict[str, Unit] = {}


def load(path: Path, shape: type[Shape], *, private: bool = False) -> Shape | None:
    """What `save` wrote there; None when there is nothing, or not what was written. `private` is for what
    must come from us: None when the file is a link, another user's, or one that others may write to."""
    try:
        with open(os.open(path, os.O_RDONLY | (os.O_NOFOLLOW if private else 0)), "rb") as file:  # noqa: PTH123
            if private and not _ours_alone(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    if hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
        return None
    try:
        return msgspec.msgpack.decode(data[_CHECKSUM:], type=shape)
    except msgspec.DecodeError:  # written by a version of ours with another shape
        return None


def _ours_alone(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def save(path: Path, value: msgspec.Struct, *, private: bool = False) -> None:
    """Write it whole or not at all; `private`: for nobody else to read or write."""
    data = msgspec.msgpack.encode(value)
    unfinished = path.with_name(f"{path.name}~")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, _NEW, 0o600 if private else 0o666), "wb") as file:  # noqa: PTH123
        file.write(hashlib.sha256(data).digest() + data)
    os.replace(unfinished, path)  # noqa: PTH105 - beside the other names of os here


def program(before: Mapping[str, Seen]) -> tuple[str, dict[str, Seen]]:
    """A hash of our own source, of the libraries that pages go through and of this Python; and our files."""
    ours = scan(_PACKAGE, before)
    libraries = sorted({name for library in _LIBRARIES for name in _installed_beside(sys.modules[library])})
    return digest(sys.version, libraries, [(name, file.hash) for name, file in ours.items()]), ours


def _installed_beside(library: ModuleType) -> list[str]:
    """What is installed where the library is, each with its version, by the names that installers give their
    records. Asking `importlib.metadata` for four versions would take as long as reading thirty surveys."""
    records = os.listdir(Path(library.__file__ or "").parents[1])  # noqa: PTH208 - names are all that is needed
    return [name for name in records if name.endswith((".dist-info", ".egg-info"))]
