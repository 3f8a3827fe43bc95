"""What S3Documents promises beyond the contract: no fault of the network hides a document or who wrote it."""

from collections import deque
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.client import BaseClient

from listenwell.storage import DocumentLocked, DocumentMissing, DocumentNameRefused, StorageUnavailable
from listenwell.storage.aws import S3Documents

from .conftest import BUCKET, make_bucket, mocked_client
from .faults import Fault, cut_before, done_then, half_answer, lost_answer, s3_says, unreachable

PASSING = {
    "slow down": s3_says(503, "SlowDown"),
    "broken": s3_says(500, "InternalError"),
    "cut": cut_before,
    "unreachable": unreachable,
    "answer lost": lost_answer,
    "done but broken": done_then(s3_says(500, "InternalError")),
}
CONFLICT = s3_says(409, "ConditionalRequestConflict")

pytestmark = pytest.mark.usefixtures("cloud")


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def patient(pauses: list[float]) -> S3Documents:
    """Its SDK tries a call twice."""
    return _store(2, pauses)


@pytest.fixture
def hasty(pauses: list[float]) -> S3Documents:
    """Its SDK tries a call once."""
    return _store(1, pauses)


@pytest.fixture
def s3_client() -> BaseClient:
    return mocked_client("s3")


def _store(attempts: int, pauses: list[float]) -> S3Documents:
    make_bucket(mocked_client("s3"))
    return S3Documents(mocked_client("s3", attempts), BUCKET, "release/", pause=pauses.append)


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_passing_fault_is_tried_again(patient: S3Documents, faults: deque[Fault], fault: Fault) -> None:
    faults.append(fault)
    assert patient.put_new("a", b"data") is True
    assert not faults
    assert patient.put_new("a", b"data") is False
    assert patient.get("a") == b"data"


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_lasting_fault_is_unavailable(hasty: S3Documents, faults: deque[Fault], fault: Fault) -> None:
    for call in (
        lambda: hasty.put("a", b"private words"),
        lambda: hasty.put_new("a", b"private words"),
        lambda: hasty.get("a"),
        lambda: list(hasty.names()),
        lambda: hasty.delete("a"),
        lambda: hasty.erase("a"),
    ):
        faults.append(fault)
        with pytest.raises(StorageUnavailable) as raised:
            call()
        assert raised.value.__cause__ is not None
        assert "private words" not in str(raised.value)
        assert "set-up" not in str(raised.value)
    hasty.put("a", b"data")
    assert hasty.get("a") == b"data"


def test_put_new_meeting_another_put_comes_again(
    hasty: S3Documents, faults: deque[Fault], pauses: list[float]
) -> None:
    faults.extend([CONFLICT, CONFLICT])
    assert hasty.put_new("a", b"ours") is True
    assert hasty.get("a") == b"ours"
    assert pauses == [0.1, 0.2]


def test_put_new_meeting_another_put_that_wins_says_so(
    hasty: S3Documents, faults: deque[Fault], pauses: list[float]
) -> None:
    hasty.put("a", b"theirs")
    faults.append(CONFLICT)
    assert hasty.put_new("a", b"ours") is False
    assert hasty.get("a") == b"theirs"
    assert pauses == [0.1]


def test_put_new_meeting_others_for_ever_is_unavailable(
    hasty: S3Documents, faults: deque[Fault], pauses: list[float]
) -> None:
    faults.extend([CONFLICT] * 4)
    with pytest.raises(StorageUnavailable) as raised:
        hasty.put_new("a", b"ours")
    assert str(raised.value) == (
        "S3 PutObject: ConditionalRequestConflict, attempts: 1; the same call may succeed later"
    )
    assert pauses == [0.1, 0.2, 0.4]


def test_put_new_of_a_document_gone_again_was_not_ours(hasty: S3Documents, faults: deque[Fault]) -> None:
    faults.append(s3_says(412, "PreconditionFailed"))
    assert hasty.put_new("a", b"ours") is False


def test_an_answer_cut_in_the_middle_is_read_again(hasty: S3Documents, faults: deque[Fault]) -> None:
    hasty.put("a", b"data" * 1_000)
    faults.append(half_answer)
    assert hasty.get("a") == b"data" * 1_000
    faults.extend([half_answer, half_answer])
    with pytest.raises(StorageUnavailable):
        hasty.get("a")


@pytest.mark.parametrize(("status", "code"), [(403, "AccessDenied"), (404, "NoSuchBucket")])
def test_a_fault_of_the_set_up_is_told_apart_and_never_missing(
    patient: S3Documents, faults: deque[Fault], status: int, code: str
) -> None:
    faults.append(s3_says(status, code))
    with pytest.raises(StorageUnavailable) as raised:
        patient.get("a")
    assert str(raised.value) == f"S3 GetObject: {code}, attempts: 1; the set-up is at fault, not the moment"


def test_erase_leaves_no_earlier_version_and_no_marker(hasty: S3Documents, s3_client: BaseClient) -> None:
    for text in (b"first", b"second"):
        hasty.put("a", text)
        hasty.put("ab", text)
    hasty.delete("a")
    hasty.put("a", b"third")
    hasty.erase("a")
    assert _versions(s3_client) == ["release/ab", "release/ab"]
    hasty.delete("ab")
    hasty.erase("ab")
    assert _versions(s3_client) == []


def test_an_erasure_cut_short_leaves_the_name_listed(
    hasty: S3Documents, faults: deque[Fault], s3_client: BaseClient
) -> None:
    for text in (b"first", b"second"):
        hasty.put("a", text)
    faults.extend([lambda send: send(), lambda send: send(), cut_before])  # list, delete, delete
    with pytest.raises(StorageUnavailable):
        hasty.erase("a")
    assert list(hasty.names()) == ["a"]
    hasty.erase("a")
    assert _versions(s3_client) == []


def test_a_locked_version_is_erased_by_saying_that_it_is_meant(
    hasty: S3Documents, faults: deque[Fault], s3_client: BaseClient
) -> None:
    hasty.put("a", b"data")
    faults.extend([lambda send: send(), s3_says(403, "AccessDenied")])
    hasty.erase("a")
    assert _versions(s3_client) == []


def test_a_lock_that_the_role_may_not_break_is_told_and_the_name_stays_listed(
    hasty: S3Documents, faults: deque[Fault]
) -> None:
    hasty.put("a", b"data")
    denied = s3_says(403, "AccessDenied")
    faults.extend([lambda send: send(), denied, denied])
    with pytest.raises(DocumentLocked, match=r"\Aa\Z"):
        hasty.erase("a")
    assert list(hasty.names()) == ["a"]


def _versions(client: BaseClient) -> list[str]:
    page = client.list_object_versions(Bucket=BUCKET)
    return [entry["Key"] for entry in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))]


def test_stores_of_two_prefixes_do_not_meet(hasty: S3Documents, s3_client: BaseClient) -> None:
    documents = S3Documents(s3_client, BUCKET, "documents/")
    hasty.put("a", b"release")
    assert documents.put_new("a", b"document") is True
    documents.put("release/b", b"")
    assert list(hasty.names()) == ["a"]
    assert list(documents.names()) == ["a", "release/b"]
    hasty.delete("a")
    with pytest.raises(DocumentMissing):
        hasty.get("a")
    assert documents.get("a") == b"document"


def test_objects_that_are_no_documents_are_not_listed(hasty: S3Documents, s3_client: BaseClient) -> None:
    hasty.put("a/b", b"")
    for key in ("release/", "release/a/", "release/größe", "release/a//b", "released", "other/a"):
        s3_client.put_object(Bucket=BUCKET, Key=key, Body=b"")
    assert list(hasty.names()) == ["a/b"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("summary.html", "text/html"),
        ("summary.csv", "text/csv"),
        ("summary.json", "application/json"),
        ("summary.pdf", "application/pdf"),
        ("summary.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("chart.svg", "image/svg+xml"),
        ("2026-03-14.ndjson", "application/x-ndjson"),
        ("2026-03-14.ndjson.gz", "application/gzip"),
        ("unknown", "application/octet-stream"),
    ],
)
def test_the_content_type_follows_the_name(
    hasty: S3Documents, s3_client: BaseClient, name: str, kind: str
) -> None:
    hasty.put(f"put/{name}", b"data")
    hasty.put_new(f"new/{name}", b"data")
    for key in (f"release/put/{name}", f"release/new/{name}"):
        head = s3_client.head_object(Bucket=BUCKET, Key=key)
        assert (head["ContentType"], head.get("ContentEncoding")) == (kind, None)


def test_a_link_is_signed_for_one_document_its_headers_and_a_quarter_of_an_hour(
    hasty: S3Documents, faults: deque[Fault]
) -> None:
    faults.append(unreachable)  # nothing is sent
    headers = {"type": "text/csv; charset=utf-8", "disposition": 'attachment; filename="a.csv"'}
    name = "summaries/visit/2026-Q1/0001/summary.csv"
    first, other = (
        urlsplit(hasty.link(each, timedelta(minutes=15), **headers)) for each in (name, name + "x")
    )
    assert (first.scheme, first.netloc, first.path) == (
        "https",
        f"{BUCKET}.s3.eu-central-1.amazonaws.com",
        f"/release/{name}",
    )
    told = {key: value for key, (value,) in parse_qs(first.query).items()}
    assert told["X-Amz-Expires"] == "900"
    assert told["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert (told["response-content-type"], told["response-content-disposition"]) == tuple(headers.values())
    assert told["X-Amz-Signature"] != parse_qs(other.query)["X-Amz-Signature"][0]
    with pytest.raises(DocumentNameRefused):
        hasty.link("../x", timedelta(minutes=15), **headers)
