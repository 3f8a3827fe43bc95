"""What SqliteResponses promises beyond the contract: it survives crashes and says plainly what is wrong."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Timer

import pytest

from listenwell.storage import StorageUnavailable
from listenwell.storage.embedded_responses import SqliteResponses
from listenwell.survey.response import Response

from .samples import DAY, a_response, a_response_of

ROOT = Path(__file__).parents[2]

# Prints each id once it is acknowledged; two threads write, so that one is always in the middle of it.
WRITER = """
import sys, threading
from pathlib import Path
from uuid import uuid4
from listenwell.storage.embedded_responses import SqliteResponses
from tests.storage.samples import a_response

store = SqliteResponses(Path(sys.argv[1]))
def write():
    while True:
        response = a_response(answers={"why": "x" * 5_000})
        store.add(response)
        sys.stdout.write(response.id + "\\n")
        sys.stdout.flush()
threading.Thread(target=write, daemon=True).start()
write()
"""

# The system refuses to let any file grow past the limit: to the program a disk that runs full in mid-write.
FILLER = """
import resource, sys
from pathlib import Path
from listenwell.storage import StorageUnavailable
from listenwell.storage.embedded_responses import SqliteResponses
from tests.storage.samples import a_response

store = SqliteResponses(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
try:
    while True:
        response = a_response(answers={"why": "private words" * 1_000})
        store.add(response)
        print(response.id, flush=True)
except StorageUnavailable as error:
    print(type(error.__cause__).__name__, error, file=sys.stderr)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "responses.sqlite3"


def test_every_acknowledged_response_survives_kill_9(path: Path) -> None:
    acknowledged: list[str] = []
    for _ in range(3):
        with subprocess.Popen(  # noqa: S603 (the program stands above)
            [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            lines = [writer.stdout.readline() for _ in range(40)]
            writer.kill()
            lines += writer.stdout.readlines()
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    _assert_sound(path, acknowledged)


def test_a_full_disk_is_unavailable_and_loses_nothing(path: Path) -> None:
    done = subprocess.run(  # noqa: S603 (the program stands above)
        [sys.executable, "-c", FILLER, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    cause, _, message = done.stderr.partition(" ")
    assert cause == "OperationalError"
    assert message.startswith(f"{path}: ")
    assert "private words" not in message
    acknowledged = done.stdout.split()
    assert len(acknowledged) > 3
    _assert_sound(path, acknowledged)
    assert SqliteResponses(path).add(a_response_of(300_000)).new


def _assert_sound(path: Path, acknowledged: list[str]) -> None:
    store = SqliteResponses(path)
    assert all(store.get(response_id) for response_id in acknowledged)
    assert store.count(DAY, DAY) == len(list(store.received(DAY, DAY))) >= len(acknowledged)
    store.close()
    connection = sqlite3.connect(path)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_a_locked_file_is_unavailable_until_it_is_free(path: Path) -> None:
    store = SqliteResponses(path, patience=0.05)
    response = a_response(answers={"why": "private words"})
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StorageUnavailable) as raised:
        store.add(response)
    assert str(raised.value) == f"{path}: database is locked (SQLITE_BUSY)"
    assert isinstance(raised.value.__cause__, sqlite3.OperationalError)
    assert store.get(response.id) is None
    assert store.count(DAY, DAY) == 0
    other.execute("rollback")
    assert store.add(response).new
    other.close()


def test_a_lock_that_goes_in_time_is_waited_for(path: Path) -> None:
    store = SqliteResponses(path, patience=30)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    Timer(0.05, other.execute, ["rollback"]).start()
    assert store.add(a_response()).new
    other.close()


def test_a_file_that_another_is_reading_while_it_is_opened_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "responses.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("create table theirs (a)")
    other.execute("begin")
    other.execute("select * from theirs").fetchall()
    Timer(0.05, other.execute, ["rollback"]).start()
    assert SqliteResponses(path, patience=30).add(a_response()).new
    other.close()


def test_a_read_only_file_is_unavailable_for_writing_and_can_be_read(path: Path) -> None:
    store = SqliteResponses(path)
    there, refused = a_response(), a_response(answers={"why": "private words"})
    store.add(there)
    store.close()
    with path.open("r+b") as file:
        file.seek(
            18
        )  # the header's write version: above 2 SQLite treats the file as read-only, even for root
        file.write(b"\x03")
    with pytest.raises(StorageUnavailable) as raised:
        store.add(refused)
    assert str(raised.value) == f"{path}: attempt to write a readonly database (SQLITE_READONLY)"
    assert store.get(there.id) == there
    assert store.get(refused.id) is None


@pytest.mark.parametrize("content", [b"this is a text file\n" * 500, b"x" * 5_000])
def test_a_file_that_is_no_database_is_unavailable_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "responses.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="file is not a database"):
        SqliteResponses(path)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file is in the way")
    with pytest.raises(StorageUnavailable) as raised:
        SqliteResponses(tmp_path / "data" / "responses.sqlite3")
    assert str(raised.value) == f"{tmp_path / 'data'}: File exists"


def test_a_damaged_file_is_unavailable(path: Path) -> None:
    store = SqliteResponses(path)
    for _ in range(50):
        store.add(a_response_of(5_000))
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * (size - 4_096))
    with pytest.raises(StorageUnavailable, match="malformed"):
        list(store.received(DAY, DAY))


def test_opening_again_keeps_what_is_there(path: Path) -> None:
    response = a_response()
    SqliteResponses(path).add(response)
    assert SqliteResponses(path).get(response.id) == response


@pytest.mark.parametrize("attempt", range(10))  # in most attempts the rivals just miss each other
def test_many_may_open_a_new_file_at_once(path: Path, attempt: int) -> None:
    number = 8
    start = Barrier(number)

    def open_and_add(response: Response) -> bool:
        start.wait()
        return SqliteResponses(path, patience=30).add(response).new

    with ThreadPoolExecutor(number) as pool:
        assert all(pool.map(open_and_add, [a_response() for _ in range(number)]))
    assert SqliteResponses(path).count(DAY, DAY) == number


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    SqliteResponses(path).close()
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(StorageUnavailable) as raised:
        SqliteResponses(path)
    assert str(raised.value) == (
        f"{path}: a newer Listenwell wrote this file (schema 99; this one knows up to 3); "
        "install that version or a later one"
    )


def test_a_sweep_keeps_no_transaction_open(path: Path) -> None:
    store = SqliteResponses(path)
    for _ in range(10):
        store.add(a_response_of(300_000))
    sweep = store.received(DAY, DAY)
    next(sweep)
    connection = sqlite3.connect(path)
    assert connection.execute("pragma wal_checkpoint(truncate)").fetchone() == (0, 0, 0)
    connection.close()
    assert len(list(sweep)) == 9


def test_nothing_of_an_erased_response_is_left_in_any_file(path: Path) -> None:
    store = SqliteResponses(path)
    erased = a_response(answers={"why": "private words" * 2_000})
    for response in (a_response(), erased, a_response()):
        store.add(response)
    assert _holds(path, b"private words")
    store.erase(erased.id)
    assert not _holds(path, b"private words")
    assert not _holds(path, erased.id.encode())
    assert store.count(DAY, DAY) == 2


def test_an_erasure_that_a_reader_holds_up_is_unavailable_and_finished_by_the_next(path: Path) -> None:
    store = SqliteResponses(path, patience=0.05)
    erased = a_response(answers={"why": "private words" * 2_000})
    store.add(erased)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from responses").fetchone()
    with pytest.raises(StorageUnavailable) as raised:
        store.erase(erased.id)
    assert str(raised.value) == f"{path}: others were reading for 0.05 s; erase again"
    reader.execute("rollback")
    assert store.erase(erased.id) is False
    assert not _holds(path, b"private words")
    reader.close()


def _holds(path: Path, text: bytes) -> bool:
    return any(text in file.read_bytes() for file in path.parent.iterdir())


def test_the_store_works_on_after_close(path: Path) -> None:
    store = SqliteResponses(path)
    store.add(a_response())
    store.close()
    store.close()
    assert store.add(a_response()).new
    assert store.count(DAY, DAY) == 2


def test_the_row_holds_these_columns_and_no_others(path: Path) -> None:
    response = a_response(id="00000000-0000-4000-8000-000000000001")
    SqliteResponses(path).add(response)
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    (row,) = connection.execute("select * from responses")
    assert dict(row) == {
        "id": "00000000-0000-4000-8000-000000000001",
        "day": "2026-03-14",
        "received_at": "2026-03-14T12:00:00.000000Z",
        "survey": "pulse",
        "json": '{"answers":{"recommend":9,"why":"on time"},"channel":"web",'
        '"id":"00000000-0000-4000-8000-000000000001","language":"en","received_at":"2026-03-14T12:00:00Z",'
        '"segment":"retail","survey":"pulse","version":"0123456789ab"}',
    }
    connection.close()


def test_a_file_from_before_there_were_contacts_gets_room_for_them_and_keeps_its_responses(
    path: Path,
) -> None:
    response = a_response()
    store = SqliteResponses(path)
    store.add(response)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("drop table contacts")
        connection.execute("drop table daily")
        connection.execute("pragma user_version = 1")
    connection.close()
    again = SqliteResponses(path)
    assert again.get(response.id) == response
    assert again.erase(response.id) is True, "which also looks for its contact"
    again.close()
