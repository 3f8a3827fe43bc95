"""One SQLite file that several threads and processes use at once: its connections, its turns, its schema."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from listenwell.storage.contract import StorageUnavailable

PATIENCE = 5.0

# Each step brings the file from one `user_version` to the next. A step that was ever released is never
# edited: a new one is added below it.
_SCHEMA_STEPS = (
    (
        """
        create table responses (
            id text not null primary key,
            day text not null,
            received_at text not null,
            survey text not null,
            json text not null
        )
        """,
        "create index responses_by_day on responses (day, received_at, id)",
    ),
    (
        """
        create table contacts (
            id text not null primary key,
            until text not null,
            json text not null
        )
        """,
        "create index contacts_by_end on contacts (until)",
    ),
    (
        """
        create table daily (
            day text not null,
            name text not null,
            value text not null,
            primary key (day, name)
        ) without rowid
        """,
    ),
)


class SqliteFile:
    """The file `path`.

    A statement that finds it locked is tried again for `patience` seconds before it raises
    StorageUnavailable. What writes is on the disk (not only in the system's cache) when it returns.
    """

    schema: tuple[tuple[str, ...], ...] = _SCHEMA_STEPS
    """The steps of a file of this kind."""

    def __init__(
        self,
        path: Path,
        patience: float = PATIENCE,
        connect: Callable[..., sqlite3.Connection] = sqlite3.connect,
    ) -> None:
        """Open the file by `connect`, or make it and its folder. Raises StorageUnavailable."""
        self._connect = connect
        self._path = path
        self._patience = patience
        # A connection is used by one thread at a time and kept for the next: as many are open as there
        # were ever threads in here at once, whether a server keeps its threads or starts one per request.
        self._idle: deque[sqlite3.Connection] = deque()
        # Threads queue here, each in its turn; SQLite's own waiting is a lottery between them.
        self._writing = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageUnavailable(f"{path.parent}: {error.strerror}") from error
        with self.connection() as connection:
            _bring_up_to_date(connection, path, self.schema)

    def close(self) -> None:
        """Close the connections that no thread is using. The store can be used again afterwards."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def erase_from(self, *deletes: tuple[str, tuple[str, ...]]) -> list[int]:
        """Run these deletes in one transaction and overwrite what they removed, also in the write-ahead log.
        Returns how many rows each removed."""
        with self.turn_to_write(), self.connection() as connection:
            connection.execute("pragma secure_delete = on")
            connection.execute("begin immediate")
            removed = [connection.execute(*delete).rowcount for delete in deletes]
            connection.execute("commit")
            _empty_log(connection, self._path, self._patience)
        return removed

    @contextmanager
    def turn_to_write(self) -> Iterator[None]:
        if not self._writing.acquire(timeout=self._patience):
            raise StorageUnavailable(f"{self._path}: other threads were writing for {self._patience:g} s")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one use; one that failed is not used again."""
        with _failing_plainly(self._path):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = _open(self._connect, self._path, self._patience)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
        self._idle.append(connection)


def _open(connect: Callable[..., sqlite3.Connection], path: Path, patience: float) -> sqlite3.Connection:
    # The thread that opened it need not be the one to use it; `_idle` sees to it that only one does.
    connection = connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        _write_ahead(connection, patience)
        connection.execute("pragma synchronous = full")
        connection.execute("pragma fullfsync = on")  # macOS: a plain fsync leaves data in the drive's cache
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Turn on the write-ahead log. SQLite does not wait here by itself when two open a new file at once."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("pragma journal_mode = wal").fetchone()
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= deadline:
                raise
        time.sleep(0.01)


def _empty_log(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Move the log into the file and cut it to nothing: until then it holds what was erased from the file.

    Done at every erasure, also of what is not there, so that one cut short is finished by the next.
    """
    deadline = time.monotonic() + patience
    while connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
        if time.monotonic() >= deadline:
            raise StorageUnavailable(f"{path}: others were reading for {patience:g} s; erase again")
        time.sleep(0.01)


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it, or nothing when it raises."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, steps: tuple[tuple[str, ...], ...]) -> None:
    """Take the schema steps that the file lacks, in one transaction; two processes may try at once."""
    if _version(connection) == len(steps):
        return
    connection.execute("begin immediate")
    version = _version(connection)
    if version > len(steps):
        connection.execute("rollback")
        raise StorageUnavailable(
            f"{path}: a newer Listenwell wrote this file (schema {version}; this one knows up to "
            f"{len(steps)}); install that version or a later one"
        )
    for statements in steps[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"pragma user_version = {len(steps)}")
    connection.execute("commit")


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("pragma user_version").fetchone()[0]


@contextmanager
def _failing_plainly(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into StorageUnavailable; its texts name tables and columns, never a value."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", type(error).__name__)
        raise StorageUnavailable(f"{path}: {error} ({code})") from error
