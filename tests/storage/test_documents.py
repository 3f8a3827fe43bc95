"""What every DocumentStore promises; each claim runs on every backend."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from listenwell.storage import DocumentMissing, DocumentNameRefused, DocumentStore

NAME = "summaries/pulse/2026-Q3/summary.html"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"\r\n", "Größe 👍".encode(), bytes(range(256)) * 20_480],
    ids=["empty", "nul", "line end", "text", "5 MB"],
)
def test_a_document_comes_back_byte_for_byte(documents: DocumentStore, data: bytes) -> None:
    documents.put(NAME, data)
    assert documents.get(NAME) == data
    assert documents.put_new("new/" + NAME, data) is True
    assert documents.get("new/" + NAME) == data


def test_put_replaces(documents: DocumentStore) -> None:
    documents.put(NAME, b"a longer first text")
    documents.put(NAME, b"second")
    assert documents.get(NAME) == b"second"
    assert list(documents.names()) == [NAME]


def test_put_new_writes_once(documents: DocumentStore) -> None:
    assert documents.put_new(NAME, b"first") is True
    assert documents.put_new(NAME, b"second") is False
    assert documents.put_new(NAME, b"first") is False
    assert documents.get(NAME) == b"first"
    assert list(documents.names()) == [NAME]


def test_put_new_does_not_replace_what_put_wrote(documents: DocumentStore) -> None:
    documents.put(NAME, b"")
    assert documents.put_new(NAME, b"second") is False
    assert documents.get(NAME) == b""


def test_put_new_may_write_again_after_delete(documents: DocumentStore) -> None:
    documents.put_new(NAME, b"first")
    documents.delete(NAME)
    assert documents.put_new(NAME, b"second") is True
    assert documents.get(NAME) == b"second"


def test_of_threads_putting_one_new_name_exactly_one_wins(documents: DocumentStore) -> None:
    threads, rounds = 4, 5
    start = Barrier(threads)

    def put_all(thread: int) -> list[bool]:
        won = []
        for number in range(rounds):
            start.wait()
            won.append(documents.put_new(f"archive/{number}", b"%d" % thread))
        return won

    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(put_all, range(threads)))
    for number, won in enumerate(zip(*results, strict=True)):
        assert won.count(True) == 1
        assert documents.get(f"archive/{number}") == b"%d" % won.index(True)


@pytest.mark.parametrize("missing", ["none", "summaries", "summaries/pulse", NAME + ".bak", NAME + "/below"])
def test_a_missing_document_raises(documents: DocumentStore, missing: str) -> None:
    documents.put(NAME, b"here")
    with pytest.raises(DocumentMissing) as raised:
        documents.get(missing)
    assert raised.value.args == (missing,)


def test_an_empty_store_has_no_names(documents: DocumentStore) -> None:
    assert list(documents.names()) == []
    assert list(documents.names("summaries/")) == []
    with pytest.raises(DocumentMissing):
        documents.get(NAME)


def test_names_are_sorted_by_their_characters_not_by_folder(documents: DocumentStore) -> None:
    wanted = ["A/z", "a-b/c", "a-c", "a.b", "a.b.c/d", "a/b", "a/b-c", "a/b.c", "a0/x", "a_b", "aa", "b"]
    assert wanted == sorted(wanted)
    for name in sorted(wanted, key=len):
        documents.put(name, b"")
    assert list(documents.names()) == wanted


def test_a_prefix_is_a_plain_string(documents: DocumentStore) -> None:
    names = ["pulse-2/a", "pulse/2025/a", "pulse/2026-Q1/a", "pulse/2026-Q2/a", "pulses", "rating/pulse/a"]
    for name in names:
        documents.put(name, b"")
    for prefix in ("", "p", "pulse", "pulse/", "pulse/202", "pulse/2026-", "pulse/2026-Q1/a", "pulses", "r"):
        assert list(documents.names(prefix)) == [name for name in names if name.startswith(prefix)], prefix
    for nothing in ("x", "pulse/2026-Q1/a/", "/", "/pulse", "..", "../", "pulse//", "ä", "\x00", "p" * 2_000):
        assert list(documents.names(nothing)) == [], nothing


def test_more_than_a_thousand_names_are_all_listed(documents: DocumentStore) -> None:
    wanted = [f"archive/day-{number:04}" for number in range(1_050)]
    for name in wanted:
        documents.put(name, b"")
    assert list(documents.names("archive/")) == wanted


def test_deleting_twice_is_no_error(documents: DocumentStore) -> None:
    documents.put(NAME, b"here")
    documents.put("summaries/other", b"stays")
    documents.delete(NAME)
    documents.delete(NAME)
    documents.delete("never/there")
    with pytest.raises(DocumentMissing):
        documents.get(NAME)
    assert list(documents.names()) == ["summaries/other"]


def test_an_erased_document_is_gone_and_its_neighbours_stay(documents: DocumentStore) -> None:
    for text in (b"first", b"second", b"third"):
        documents.put(NAME, text)
        documents.put(NAME + ".bak", text)
    documents.erase(NAME)
    documents.erase(NAME)
    documents.erase("never/there")
    with pytest.raises(DocumentMissing):
        documents.get(NAME)
    assert list(documents.names()) == [NAME + ".bak"]
    assert documents.get(NAME + ".bak") == b"third"


def test_put_new_may_write_again_after_erase(documents: DocumentStore) -> None:
    documents.put_new(NAME, b"first")
    documents.erase(NAME)
    assert documents.put_new(NAME, b"second") is True
    assert documents.get(NAME) == b"second"


BAD_NAMES = {
    "empty": "",
    "absolute": "/etc/passwd",
    "parent": "..",
    "parent within": "a/../../b",
    "parent at the end": "a/..",
    "self": "./a",
    "empty part": "a//b",
    "folder": "a/",
    "backslash": "a\\b",
    "nul": "a\x00b",
    "line end": "a\n",
    "space": "a b",
    "temporary": "~a",
    "colon": "c:a",
    "letters beyond ASCII": "größe",
    "half a character": "a\ud800",
    "long part": "a" * 201,
    "long name": "/".join(["a" * 99] * 10),
}


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_bad_name_is_refused_by_every_method(documents: DocumentStore, name: str) -> None:
    for use in (
        lambda: documents.put(name, b""),
        lambda: documents.put_new(name, b""),
        lambda: documents.get(name),
        lambda: documents.delete(name),
        lambda: documents.erase(name),
    ):
        with pytest.raises(DocumentNameRefused, match="cannot name a document"):
            use()
    assert list(documents.names()) == []


@pytest.mark.parametrize(
    "name",
    ["a", "...", ".hidden", "-", "a" * 200, "/".join(["a" * 99] * 9), "NUL", "a.b_c-d/0"],
)
def test_a_name_within_the_rules_is_taken(documents: DocumentStore, name: str) -> None:
    documents.put(name, b"data")
    assert documents.get(name) == b"data"
    assert list(documents.names()) == [name]
