"""Documents as plain files under one folder, for a single machine.

Every step goes through the descriptor of an open folder and never through a path, so that a link put
anywhere below the folder cannot lead out of it, not even one put there between two steps.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from listenwell.storage.contract import DocumentMissing, DocumentNameRefused, StorageUnavailable
from listenwell.storage.names import checked, is_part, may_begin_a_name

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
# Without O_NONBLOCK a named pipe would hold a reader up for ever.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_TEMPORARY = "~"  # no document name has it, so a leftover is never listed or read
_TRIES = 10

# What open() says where no document can be: nothing there, a file among the folders, or a link.
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENXIO}


class FileDocuments:
    """A DocumentStore in `folder`, which several threads and processes may use at once.

    The folder is made at the first `put`; it may itself be a link, what lies in it may not. A name cannot
    be another document's folder: beside `a/b` there is no document `a` (DocumentNameRefused). The file
    system must know hard links, as every usual one does except FAT.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder

    def put(self, name: str, data: bytes) -> None:
        """Write the document whole, in place of an earlier one; on the disk when this returns."""
        self._write(name, data, only_new=False)

    def put_new(self, name: str, data: bytes) -> bool:
        """Write only when no document has that name; says whether it did."""
        return self._write(name, data, only_new=True)

    def get(self, name: str) -> bytes:
        """The document's bytes. Raises DocumentMissing."""
        *above, last = checked(name).split("/")
        try:
            with self.open_folder(above) as folder:
                data = _read(folder, last)
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise self._unavailable(error) from error
            data = None
        if data is None:
            raise DocumentMissing(name)
        return data

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, sorted; reads one folder at a time."""
        if may_begin_a_name(prefix):
            yield from self._names_below((), prefix)

    def link(self, name: str, life: timedelta, *, type: str, disposition: str) -> str:
        """None: files have no address of their own."""
        return ""

    def delete(self, name: str) -> None:
        """Remove the document, and the folders that are empty without it."""
        *above, last = checked(name).split("/")
        try:
            with self.open_folder(above) as folder:
                if stat.S_ISDIR(os.stat(last, dir_fd=folder, follow_symlinks=False).st_mode):
                    return
                os.unlink(last, dir_fd=folder)
                os.fsync(folder)
        except OSError as error:
            if error.errno in _NOT_THERE:
                return
            raise self._unavailable(error) from error
        with suppress(OSError):  # the first one that is not empty ends it
            while above:
                *above, last = above
                with self.open_folder(above) as folder:
                    os.rmdir(last, dir_fd=folder)

    def erase(self, name: str) -> None:
        """Remove the document; files have no earlier versions."""
        self.delete(name)

    def _write(self, name: str, data: bytes, only_new: bool) -> bool:
        *above, last = checked(name).split("/")
        try:
            for _ in range(_TRIES):
                # Not found: a `delete` took the folder away as empty before our file was in it.
                with suppress(FileNotFoundError), self.open_folder(above, make=True) as folder:
                    return _place(folder, last, data, only_new)
        except (IsADirectoryError, NotADirectoryError) as error:
            raise DocumentNameRefused(
                f"{name[:80]!r} cannot be written: a part of it is a document and also the folder of others"
            ) from error
        except OSError as error:
            raise self._unavailable(error) from error
        raise StorageUnavailable(
            f"{self._root}: the document's folder was removed {_TRIES} times while writing"
        )

    @contextmanager
    def open_folder(self, parts: Sequence[str], make: bool = False) -> Iterator[int]:
        """The descriptor of the folder, opened part by part so that no link is followed."""
        if make:
            self._root.mkdir(parents=True, exist_ok=True)
        folder = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in parts:
                below = _made(folder, part) if make else os.open(part, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = below
            yield folder
        finally:
            os.close(folder)

    def _names_below(self, above: tuple[str, ...], prefix: str) -> Iterator[str]:
        base = "".join(f"{part}/" for part in above)
        for entry in self._entries(above):
            name = base + entry
            if not entry.endswith("/"):
                if name.startswith(prefix):
                    yield name
            elif name.startswith(prefix) or prefix.startswith(name):
                yield from self._names_below((*above, entry[:-1]), prefix)

    def _entries(self, above: tuple[str, ...]) -> list[str]:
        """What lies in the folder. A folder ends in "/" so that it sorts as the names below it do in S3."""
        found = []
        try:
            with self.open_folder(above) as folder, os.scandir(folder) as entries:
                for entry in entries:
                    if not is_part(entry.name):
                        continue
                    if entry.is_file(follow_symlinks=False):
                        found.append(entry.name)
                    elif entry.is_dir(follow_symlinks=False):
                        found.append(f"{entry.name}/")
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise self._unavailable(error) from error
        return sorted(found)

    def _unavailable(self, error: OSError) -> StorageUnavailable:
        return StorageUnavailable(f"{self._root}: {error.strerror} ({errno.errorcode.get(error.errno or 0)})")


def _made(folder: int, part: str) -> int:
    """The descriptor of a folder within a folder, made when it is not there."""
    with suppress(FileNotFoundError):
        return os.open(part, _FOLDER, dir_fd=folder)
    with suppress(FileExistsError):
        os.mkdir(part, dir_fd=folder)
    os.fsync(folder)
    return os.open(part, _FOLDER, dir_fd=folder)


def _read(folder: int, last: str) -> bytes | None:
    """The file's bytes, or None for a folder, a named pipe or the like."""
    descriptor = os.open(last, _READ, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def _place(folder: int, last: str, data: bytes, only_new: bool) -> bool:
    """Write a file beside its place, bring it to the disk, then give it its name in one step."""
    temporary = _TEMPORARY + secrets.token_hex(8)
    descriptor = os.open(temporary, _WRITE, 0o666, dir_fd=folder)  # who may read it is the umask's to say
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 (a descriptor, not a path)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        placed = _link(folder, temporary, last) if only_new else _replace(folder, temporary, last)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
    os.fsync(folder)
    return placed


def _replace(folder: int, temporary: str, last: str) -> bool:
    os.replace(temporary, last, src_dir_fd=folder, dst_dir_fd=folder)
    return True


def _link(folder: int, temporary: str, last: str) -> bool:
    """Unlike a rename, a link never takes the place of a file that is there."""
    try:
        os.link(temporary, last, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError as error:
        if stat.S_ISDIR(os.stat(last, dir_fd=folder, follow_symlinks=False).st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from error
        return False
    return True
