"""The stores under test: each `responses` and `documents` claim runs on every backend."""

import json
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import RLock

import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from moto import mock_aws
from moto.core.models import botocore_stubber

from listenwell.storage import DocumentStore, ResponseStore
from listenwell.storage.aws import S3Documents
from listenwell.storage.aws_client import open_client
from listenwell.storage.aws_responses import DynamoResponses
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.embedded_responses import SqliteResponses

from .faults import Fault

BACKENDS = ("embedded", "aws")
TABLE = "responses"
BUCKET = "documents"
REGION = "eu-central-1"
ACCESS = {"region_name": REGION, "aws_access_key_id": "none", "aws_secret_access_key": "none"}
RESOURCES = Path(__file__).parents[2] / "handler" / "resources" / "answers.json"

_one_at_a_time = RLock()
_faults: deque[Fault] = deque()


@cache
def mocked_client(service: str, attempts: int | None = None) -> BaseClient:
    """A client of ours that moto answers in this process; one for all tests, for they take long to open.

    It answers one call at a time: of two equal conditional puts AWS lets one win, moto both.
    """
    client = open_client(service, attempts, **ACCESS)

    def answer(event_name: str, request: object, **_: object) -> AWSResponse:
        def send() -> AWSResponse:
            with _one_at_a_time:
                return botocore_stubber(event_name, request)

        return _faults.popleft()(send) if _faults else send()

    client.meta.events.unregister("before-send", botocore_stubber)
    client.meta.events.register("before-send", answer)
    return client


def make_table(client: BaseClient) -> None:
    """The table that the shipped template declares."""
    declared = json.loads(RESOURCES.read_text())["Resources"]["Responses"]["Properties"]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    client.create_table(TableName=TABLE, **{name: declared[name] for name in wanted})


def make_bucket(client: BaseClient) -> None:
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


@pytest.fixture
def cloud() -> Iterator[None]:
    """AWS in this process, empty; no call leaves it and no variable of the environment is set."""
    with mock_aws(config={"core": {"mock_credentials": False}}):
        yield


@pytest.fixture
def faults() -> Iterator[deque[Fault]]:
    """What goes wrong next: each is used up by one call, the SDK's retries counted."""
    yield _faults
    _faults.clear()


@pytest.fixture(params=BACKENDS)
def responses(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ResponseStore]:
    if request.param == "embedded":
        store = SqliteResponses(tmp_path / "responses.sqlite3", patience=30)
        yield store
        store.close()
        return
    request.getfixturevalue("cloud")
    client = mocked_client("dynamodb")
    make_table(client)
    yield DynamoResponses(client, TABLE)


@pytest.fixture(params=BACKENDS)
def documents(request: pytest.FixtureRequest, tmp_path: Path) -> DocumentStore:
    if request.param == "embedded":
        return FileDocuments(tmp_path / "documents")
    request.getfixturevalue("cloud")
    client = mocked_client("s3")
    make_bucket(client)
    return S3Documents(client, BUCKET, "documents/")
