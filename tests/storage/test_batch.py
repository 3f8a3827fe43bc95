"""Many documents written together: all of them or none, in their order, and never outside the folder."""

import pytest

from listenwell.storage import DocumentNameRefused, StorageUnavailable
from listenwell.storage.embedded_batch import FileBatch
from listenwell.storage.embedded_documents import FileDocuments


@pytest.fixture
def documents(tmp_path):
    return FileDocuments(tmp_path / "documents")


@pytest.mark.parametrize("many", [3, 100])
def test_what_is_put_together_is_there_at_the_end_and_not_before(documents, many):
    names = [f"deep/{number % 7}/{number}" for number in range(many)]
    with FileBatch(documents) as batch:
        assert [batch.put_new(name, name.encode()) for name in names] == [True] * many
        assert list(documents.names()) == []
    assert {name: documents.get(name) for name in documents.names()} == {n: n.encode() for n in names}


def test_what_is_there_already_is_replaced_by_put_and_kept_by_put_new(documents):
    documents.put("a", b"old")
    documents.put("b", b"old")
    with FileBatch(documents) as batch:
        batch.put("a", b"new")
        assert batch.put_new("b", b"new") is False
        assert batch.put_new("c", b"first") is True
        assert batch.put_new("c", b"second") is False
    assert [documents.get(name) for name in "abc"] == [b"new", b"old", b"first"]


def test_an_exception_leaves_everything_as_it_was(documents, tmp_path):
    documents.put("a", b"old")
    with pytest.raises(ZeroDivisionError), FileBatch(documents) as batch:
        batch.put("a", b"new")
        batch.put_new("b", b"new")
        1 / 0  # noqa: B018
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["a"]
    assert documents.get("a") == b"old"


def test_leftovers_of_a_batch_that_was_cut_off_are_cleared_away(documents, tmp_path):
    documents.put("a", b"old")
    (tmp_path / "documents" / "~batch-7").write_bytes(b"half")
    with FileBatch(documents):
        pass
    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["a"]


def test_a_name_that_cannot_be_one_is_refused(documents):
    documents.put("a", b"document")
    with pytest.raises(DocumentNameRefused), FileBatch(documents) as batch:
        batch.put("../a", b"outside")
    with pytest.raises(DocumentNameRefused), FileBatch(documents) as batch:
        batch.put_new("a/b", b"below a document")


def test_a_link_does_not_lead_out_of_the_folder(documents, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    documents.put("there", b"1")
    (tmp_path / "documents" / "deep").symlink_to(outside)
    with pytest.raises((DocumentNameRefused, StorageUnavailable)), FileBatch(documents) as batch:
        batch.put_new("deep/a", b"1")
    assert list(outside.iterdir()) == []
