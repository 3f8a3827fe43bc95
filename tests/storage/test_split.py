"""Two document stores as one: each name has its one place, and listings have one order."""

from datetime import timedelta
from pathlib import Path

import pytest

from listenwell.settings import Settings
from listenwell.storage import DocumentMissing, connect
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.split_documents import SplitDocuments

NAMES = ("apart", "archive.csv", "archive/1", "archive/b/2", "archives/3", "summaries/4")


class Stores:
    def __init__(self, root: Path) -> None:
        self.apart, self.rest = FileDocuments(root / "apart"), FileDocuments(root / "rest")
        self.both = SplitDocuments("archive/", self.apart, self.rest)
        for name in NAMES:
            self.both.put(name, name.encode())


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(tmp_path)


def test_what_lies_below_the_folder_is_in_its_own_store_and_all_else_in_the_other(stores: Stores) -> None:
    assert list(stores.apart.names()) == ["archive/1", "archive/b/2"]
    assert list(stores.rest.names()) == ["apart", "archive.csv", "archives/3", "summaries/4"]
    assert [stores.both.get(name) for name in NAMES] == [name.encode() for name in NAMES]


@pytest.mark.parametrize("prefix", ["", "a", "archive", "archive/", "archive/b", "archives", "s", "x"])
def test_names_are_those_of_both_in_one_order(stores: Stores, prefix: str) -> None:
    assert list(stores.both.names(prefix)) == [name for name in NAMES if name.startswith(prefix)]


def test_what_stands_in_the_wrong_store_is_not_listed(stores: Stores) -> None:
    stores.rest.put("archive/old", b"from before the archive had a bucket")
    assert list(stores.both.names()) == list(NAMES)


def test_writing_once_deleting_erasing_and_links_go_to_the_store_of_the_name(stores: Stores) -> None:
    assert stores.both.put_new("archive/1", b"again") is False
    assert stores.both.put_new("archive/5", b"new") is True
    assert stores.apart.get("archive/5") == b"new"
    stores.both.delete("summaries/4")
    stores.both.erase("archive/1")
    with pytest.raises(DocumentMissing):
        stores.both.get("archive/1")
    assert "summaries/4" not in set(stores.rest.names())
    assert stores.both.link("archive/5", timedelta(minutes=1), type="text/plain", disposition="inline") == ""


def test_on_aws_the_archive_has_the_bucket_that_the_settings_name() -> None:
    given = Settings(storage="aws", table="t", bucket="b", archive="a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        patch.setenv("AWS_CONFIG_FILE", "none")
        one, other = (
            connect(given).documents,
            connect(Settings(storage="aws", table="t", bucket="b")).documents,
        )
    buckets = {name: one._of(name)._place(name)["Bucket"] for name in ("archive/1", "summaries/1")}
    assert buckets == {"archive/1": "a", "summaries/1": "b"}
    assert other._place("archive/1")["Bucket"] == "b"
