"""The place on one machine: a folder for each build, and a link to the current one that changes in one step.

published/builds/<build>/         the site
published/manifests/<build>.json  what is in it, once it is whole
published/history.json            the last ten
published/current                 a link to the build that is served
published/release/                LISTENWELL_RELEASE: what the handler reads
"""

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from listenwell.publishing.manifest import Manifest, as_noted
from listenwell.publishing.place import Done, Placed, SomebodyElse, State
from listenwell.storage.contract import DocumentMissing, StorageUnavailable
from listenwell.storage.embedded_batch import FileBatch
from listenwell.storage.embedded_documents import FileDocuments

CURRENT = "current"
_HISTORY = "history.json"


class OnDisk:
    """A Place in a folder; see the contract. A publisher that is killed lets go of its lock."""

    def __init__(self, folder: Path, release: Path) -> None:
        self.release = FileDocuments(release)
        self._folder = folder
        self._documents = FileDocuments(folder)

    @property
    def current(self) -> Path:
        """The folder that is served."""
        return self._folder / CURRENT

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the folder; see the contract."""
        with _failing_plainly(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "lock").open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                told = f"Somebody else is publishing to {self._folder}. Nothing was changed"
                raise SomebodyElse(f"{told}; try again when they are done.") from error
            with _failing_plainly(self._folder):
                yield

    def state(self) -> State:
        """What the link points to, and the history."""
        try:
            current = self.current.readlink().name if self.current.is_symlink() else ""
            history = msgspec.json.decode(self._documents.get(_HISTORY), type=tuple[Placed, ...])
        except DocumentMissing:
            return State(current)
        known = any(placed.build == current for placed in history)
        return State(current if known else "", history)

    def manifest(self, build: str) -> Manifest | None:
        """See the contract."""
        try:
            return msgspec.json.decode(self._documents.get(f"manifests/{build}.json"), type=Manifest)
        except (DocumentMissing, msgspec.DecodeError):
            return None

    def missing(self, manifest: Manifest) -> set[str]:
        """Files that are not there in the size that they have."""
        root = self._folder / "builds" / manifest.build
        return {name for name, file in manifest.files.items() if _size(root / name) != file.size}

    def add_to_release(self, documents: Mapping[str, Path], done: Done) -> None:
        """See the contract."""
        with FileBatch(self.release) as batch:
            for name, path in documents.items():
                batch.put_new(name, path.read_bytes())
                done(1)

    def fill(self, manifest: Manifest, public: Path, before: Manifest | None, done: Done) -> None:
        """Same files are further names of those in the build before, so that ten builds cost little more than
        one. All others are whole on the disk before they get a name."""
        folder = self._folder / "builds" / manifest.build
        lacking = self.missing(manifest)
        folder.mkdir(parents=True, exist_ok=True)
        with FileBatch(FileDocuments(folder)) as batch:
            for name in sorted(lacking):
                file = manifest.files[name]
                if not (before and before.files.get(name) == file and self._link(before.build, folder, name)):
                    batch.put(name, as_noted(public / name, file.sha256))
                done(1)
        done(len(manifest.files) - len(lacking))
        os.sync()
        self._documents.put(f"manifests/{manifest.build}.json", msgspec.json.encode(manifest))

    def _link(self, before: str, folder: Path, name: str) -> bool:
        """Give a file of the build before a name in this one; whether that was possible."""
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).unlink(missing_ok=True)
            os.link(self._folder / "builds" / before / name, folder / name)
        except OSError:
            return False
        return True

    def switch(self, state: State) -> None:
        """History first, then the link, by a rename."""
        if self.state() == state:
            return
        self._documents.put(_HISTORY, msgspec.json.encode(state.history))
        beside = self._folder / f"{CURRENT}~"
        beside.unlink(missing_ok=True)
        beside.symlink_to(Path("builds") / state.current)
        os.replace(beside, self.current)  # noqa: PTH105 - beside the other names of os here
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def keep_only(self, builds: Collection[str]) -> int:
        """A build's manifest goes first: what is left of a build without one is removed next time."""
        gone = [path for path in sorted((self._folder / "builds").iterdir()) if path.name not in builds]
        for path in gone:
            self._documents.delete(f"manifests/{path.name}.json")
            shutil.rmtree(path)
        return len(gone)

    def told(self, build: str) -> str:
        """See the contract."""
        return f"{self.current} is build {build}; `listenwell serve` answers with it from now on."


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return -1


@contextmanager
def _failing_plainly(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(f"{error.filename or folder}: {error.strerror}") from error
