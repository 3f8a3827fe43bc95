"""What FileDocuments promises beyond the contract: whole files, and nothing outside its folder."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from listenwell.storage import DocumentMissing, DocumentNameRefused, StorageUnavailable
from listenwell.storage.embedded_documents import FileDocuments

ROOT = Path(__file__).parents[2]
SIZE = 300_000

# Writes documents of one repeated letter for ever and says when it has begun.
WRITER = """
import itertools, sys
from pathlib import Path
from listenwell.storage.embedded_documents import FileDocuments

documents = FileDocuments(Path(sys.argv[1]))
for number in itertools.count():
    documents.put("deep/replaced", b"ab"[number % 2 :][:1] * int(sys.argv[2]))
    documents.put_new(f"deep/new-{number}", b"n" * int(sys.argv[2]))
    print(number, flush=True)
"""

# The system refuses to let any file grow past the limit: to the program a disk that runs full in mid-write.
FILLER = """
import resource, sys
from pathlib import Path
from listenwell.storage import StorageUnavailable
from listenwell.storage.embedded_documents import FileDocuments

documents = FileDocuments(Path(sys.argv[1]))
documents.put("there", b"first")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
for write, name in ((documents.put, "there"), (documents.put, "new/a"), (documents.put_new, "new/b")):
    try:
        write(name, b"x" * 200_000)
    except StorageUnavailable as error:
        print(type(error.__cause__).__name__, error)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def documents(folder: Path) -> FileDocuments:
    return FileDocuments(folder)


def test_kill_9_leaves_whole_documents_only(folder: Path, documents: FileDocuments) -> None:
    for _ in range(3):
        with subprocess.Popen(  # noqa: S603 (the program stands above)
            [sys.executable, "-c", WRITER, str(folder), str(SIZE)], cwd=ROOT, stdout=subprocess.PIPE
        ) as writer:
            for _ in range(5):
                writer.stdout.readline()
            writer.kill()
        assert documents.get("deep/replaced") in (b"a" * SIZE, b"b" * SIZE)
        for name in documents.names("deep/new-"):
            assert documents.get(name) == b"n" * SIZE


def test_a_reader_never_sees_half_a_document(documents: FileDocuments) -> None:
    whole = (b"a" * SIZE, b"b" * SIZE)
    documents.put("report", whole[0])

    def write() -> None:
        for number in range(40):
            documents.put("report", whole[number % 2])

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            assert documents.get("report") in whole
        writing.result()


def test_a_full_disk_is_unavailable_and_leaves_nothing_half_written(
    folder: Path, documents: FileDocuments
) -> None:
    done = subprocess.run(  # noqa: S603 (the program stands above)
        [sys.executable, "-c", FILLER, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"OSError {folder}: File too large (EFBIG)\n" * 3
    assert documents.get("there") == b"first"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["there"]


def test_leftovers_of_a_crash_are_never_listed(folder: Path, documents: FileDocuments) -> None:
    documents.put("a/b", b"")
    (folder / "a" / "~0123456789abcdef").write_bytes(b"half")
    (folder / "a" / "not our name").write_bytes(b"")
    assert list(documents.names()) == ["a/b"]
    documents.delete("a/b")
    assert list(documents.names()) == []


def test_no_link_leads_out_of_the_folder(folder: Path, documents: FileDocuments, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    secret = outside / "secret"
    secret.write_bytes(b"private")
    documents.put("kept", b"")
    (folder / "folder-link").symlink_to(outside)
    (folder / "file-link").symlink_to(secret)

    for name in ("folder-link/secret", "folder-link", "file-link"):
        with pytest.raises(DocumentMissing):
            documents.get(name)
    for write in (documents.put, documents.put_new):
        with pytest.raises(DocumentNameRefused):
            write("folder-link/new", b"escaped")
    documents.delete("folder-link/secret")
    assert list(documents.names()) == ["kept"]
    documents.put("file-link", b"in its place")
    assert documents.get("file-link") == b"in its place"
    assert [path.name for path in outside.iterdir()] == ["secret"]
    assert secret.read_bytes() == b"private"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "release-1").mkdir()
    (tmp_path / "release").symlink_to("release-1")
    FileDocuments(tmp_path / "release").put("a/b", b"data")
    assert (tmp_path / "release-1" / "a" / "b").read_bytes() == b"data"


@pytest.mark.parametrize(("there", "refused"), [("a", "a/b"), ("a/b", "a"), ("a", "a/b/c"), ("a/b/c", "a/b")])
def test_a_name_is_not_a_document_and_a_folder(documents: FileDocuments, there: str, refused: str) -> None:
    documents.put(there, b"first")
    for write in (documents.put, documents.put_new):
        with pytest.raises(DocumentNameRefused, match="a document and also the folder"):
            write(refused, b"second")
    documents.delete(refused)
    with pytest.raises(DocumentMissing):
        documents.get(refused)
    assert list(documents.names()) == [there]
    assert documents.get(there) == b"first"


def test_folders_left_empty_are_removed(folder: Path, documents: FileDocuments) -> None:
    documents.put("a/b/c/d", b"")
    documents.put("a/e", b"")
    documents.delete("a/b/c/d")
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "e"]
    documents.delete("a/e")
    assert list(folder.iterdir()) == []


def test_writing_while_others_remove_the_empty_folder(documents: FileDocuments) -> None:
    def write_and_delete(thread: int) -> None:
        for _ in range(100):
            documents.put(f"a/b/{thread}", b"data")
            assert documents.get(f"a/b/{thread}") == b"data"
            documents.delete(f"a/b/{thread}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_and_delete, range(4)))
    assert list(documents.names()) == []


def test_reading_makes_no_folder(folder: Path, documents: FileDocuments) -> None:
    with pytest.raises(DocumentMissing):
        documents.get("a/b")
    documents.delete("a/b")
    assert list(documents.names()) == []
    assert not folder.exists()


def test_a_file_in_place_of_the_folder_is_unavailable(folder: Path, documents: FileDocuments) -> None:
    folder.write_text("in the way")
    with pytest.raises(StorageUnavailable) as raised:
        documents.put("a", b"")
    assert str(raised.value) == f"{folder}: File exists (EEXIST)"


def test_a_named_pipe_is_no_document_and_stops_nobody(folder: Path, documents: FileDocuments) -> None:
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    with pytest.raises(DocumentMissing):
        documents.get("pipe")
    assert list(documents.names()) == []


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="only Linux lists a process's open files there"
)
def test_no_file_stays_open(folder: Path, documents: FileDocuments) -> None:
    documents.put("a/b", b"")
    (folder / "link").symlink_to(folder)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 (only counted)
    for _ in range(3):
        for missing in ("a", "a/b/c", "none", "none/a", "link", "link/a"):
            with pytest.raises(DocumentMissing):
                documents.get(missing)
        for refused in ("a", "a/b/c", "link/a"):
            with pytest.raises(DocumentNameRefused):
                documents.put(refused, b"")
            documents.delete(refused)
        documents.put_new("a/b", b"")
        assert list(documents.names()) == ["a/b"]
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
