"""Which pages lie in a folder, and how does the next site come about from the last one?

There are two folders: `public`, which is served, and a spare beside it that is one build behind. A build
brings the spare up to date, which costs what changed, and lets the two trade places in one step. What lies
in a folder is written down under the folder's number on the disk, and struck out before the folder is
touched: a folder that a build was cut off in, or that somebody else made, is not trusted and made anew.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from listenwell.pages import exchanging, memory

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL

Pages = Iterable[tuple[str, bytes]]
"""Name below the site's root, and what is in the file."""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """The files made together under one key: name to size and date (ns)."""

    key: str
    files: dict[str, tuple[int, int]]


class Tree(msgspec.Struct, frozen=True):
    """What lies in a folder, by part."""

    parts: dict[str, Part] = {}

    def keys(self) -> dict[str, str]:
        """The key under which each part was made."""
        return {name: part.key for name, part in self.parts.items()}


class Site:
    """The public folder, its spare and what is written down about them below `notes`."""

    def __init__(self, public: Path, spare: Path, notes: Path) -> None:
        self.public = public
        self.spare = spare
        self._notes = notes
        self._aside = spare.with_name(f"{spare.name}-aside")
        exchanging.mend(public, spare, self._aside)
        self.live = self._read(public)

    def is_at(self, wanted: Mapping[str, str]) -> bool:
        """Whether the public folder has these parts and every file is as it was written."""
        return (
            self.live.keys() == wanted
            and self.public.is_dir()
            and not _strays(self.public, self.live)
            and self._is_intact()
        )

    def _is_intact(self) -> bool:
        with _opened(self.public) as public:
            return all(_intact(public, part) for part in self.live.parts.values())

    def prepare(self, wanted: Mapping[str, str], make: Callable[[str], Pages]) -> None:
        """Bring the spare to what is wanted; `make` is asked for the parts that neither folder has."""
        tree = self._read(self.spare)
        self._strike_out(self.spare)
        if not tree.parts:
            shutil.rmtree(self.spare, ignore_errors=True)
        self.spare.mkdir(exist_ok=True)
        for name in _strays(self.spare, tree):
            _remove(self.spare / name)
        for name, part in tree.parts.items():
            if wanted.get(name) != part.key:
                _take_away(self.spare, part)
        parts = {}
        with ExitStack() as opened:
            spare = opened.enter_context(_opened(self.spare))
            public = opened.enter_context(_opened(self.public)) if self.live.parts else -1
            for name, key in wanted.items():
                there, live = tree.parts.get(name), self.live.parts.get(name)
                if there and there.key == key and _intact(spare, there):
                    parts[name] = there
                elif live and live.key == key and _intact(public, live):
                    _link(self.public, self.spare, live)
                    parts[name] = live
                else:
                    parts[name] = Part(key, _write(self.spare, make(name)))
        self._ready = Tree(parts)

    def place(self, keys: Mapping[str, str]) -> None:
        """Let the spare be the public folder, and the old public folder the spare; `keys` are those of the
        parts as they turned out, "" for one that is to be made anew next time."""
        self._ready = Tree({name: Part(keys[name], part.files) for name, part in self._ready.parts.items()})
        self._write_down(self.spare, self._ready)
        if self.public.exists():
            exchanging.exchange(self.public, self.spare, self._aside)
        else:
            self.spare.rename(self.public)
        self.live = self._ready
        if not self.spare.exists():
            self._make_spare()

    def _make_spare(self) -> None:
        """The same files under two names each, so that the next build need not begin with nothing."""
        self.spare.mkdir()
        for part in self.live.parts.values():
            _link(self.public, self.spare, part)
        self._write_down(self.spare, self.live)

    def _note(self, folder: Path) -> Path:
        return self._notes / f"tree-{folder.stat().st_ino}"

    def _read(self, folder: Path) -> Tree:
        if not folder.is_dir():
            return Tree()
        return memory.load(self._note(folder), Tree) or Tree()

    def _write_down(self, folder: Path, tree: Tree) -> None:
        memory.save(self._note(folder), tree)

    def _strike_out(self, folder: Path) -> None:
        if folder.is_dir():
            self._note(folder).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Take away notes about folders that are no more."""
        kept = {self._note(folder).name for folder in (self.public, self.spare) if folder.is_dir()}
        for note in self._notes.glob("tree-*"):
            if note.name not in kept:
                note.unlink(missing_ok=True)


def _intact(folder: int, part: Part) -> bool:
    """Whether every file has the size and date it was written with."""
    try:
        for name, as_written in part.files.items():
            found = os.stat(name, dir_fd=folder)
            if (found.st_size, found.st_mtime_ns) != as_written:
                return False
    except OSError:
        return False
    return True


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """The folder's descriptor: looking below it is quicker than by whole paths."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _strays(folder: Path, tree: Tree) -> list[str]:
    """What lies in the folder, or in a folder of its first level, and belongs to no part."""
    expected: dict[str, set[str]] = {"": set()}
    above = "/"  # the last one looked at: most files of a part lie side by side
    for part in tree.parts.values():
        for name in part.files:
            if name.startswith(above):
                continue
            top, _, rest = name.partition("/")
            above = f"{top}/{rest.partition('/')[0]}/"
            expected[""].add(top)
            if rest:
                expected.setdefault(f"{top}/", set()).add(rest.partition("/")[0])
    return [
        prefix + name
        for prefix, names in expected.items()
        if (folder / prefix).is_dir()
        for name in os.listdir(folder / prefix)  # noqa: PTH208 - names are all that is needed
        if name not in names
    ]


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _take_away(folder: Path, part: Part) -> None:
    """Remove a part's files, and the folders that are empty without them."""
    for name in part.files:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{name}")  # noqa: PTH108
        above = name.rpartition("/")[0]
        with suppress(OSError):  # the first one that is not empty ends it
            while above:
                os.rmdir(f"{folder}/{above}")  # noqa: PTH106
                above = above.rpartition("/")[0]


def _write(folder: Path, pages: Pages) -> dict[str, tuple[int, int]]:
    """Write a part's files, each as a new file: an old one may be public under another name."""
    written = {}
    made: set[str] = set()
    for name, data in pages:
        path = f"{folder}/{name}"
        _make_once(path, made)
        try:
            descriptor = os.open(path, _NEW, 0o666)
        except OSError:
            _make_room(path)
            descriptor = os.open(path, _NEW, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            found = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        written[name] = (found.st_size, found.st_mtime_ns)
    return written


def _link(source: Path, folder: Path, part: Part) -> None:
    """Give a part's files a second name; a copy where the file system knows no second names."""
    made: set[str] = set()
    for name in part.files:
        path = f"{folder}/{name}"
        _make_once(path, made)
        try:
            os.link(f"{source}/{name}", path)
        except OSError:
            _make_room(path)
            try:
                os.link(f"{source}/{name}", path)
            except OSError:
                shutil.copy2(f"{source}/{name}", path)


def _make_once(path: str, made: set[str]) -> None:
    """The folder above is there; it is among those `made`."""
    above = path.rpartition("/")[0]
    if above not in made:
        made.add(above)
        with suppress(OSError):  # what is in the way is told by the next step
            _make_folder(above)


def _make_room(path: str) -> None:
    """The folder above is there and the file is not."""
    try:
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])


def _make_folder(path: str) -> None:
    """The folder and those above it, from below: most often only the last is missing."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        os.mkdir(path)  # noqa: PTH102
