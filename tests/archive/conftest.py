"""An archive in stores of memory, and on every backend where the store matters."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from listenwell.archive import Closing, Finding, close_days, erase, retain, verify
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.storage.aws import S3Documents
from listenwell.storage.aws_responses import DynamoResponses
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.embedded_responses import SqliteResponses
from tests.storage.conftest import BUCKET, TABLE, cloud, make_bucket, make_table, mocked_client

from .samples import DAY, NIGHT, SECRET, released
from .stores import MemoryDocuments, MemoryResponses, contents

__all__ = ["cloud"]


class House:
    """The two stores, a clock that the test sets, and the archive's functions over them."""

    def __init__(self, responses: ResponseStore, documents: DocumentStore) -> None:
        self.responses, self.documents = responses, documents
        self.now = NIGHT
        self.first = DAY

    def clock(self) -> datetime:
        return self.now

    def add(self, *responses: Any) -> None:
        for response in responses:
            assert self.responses.add(response).new

    def with_stores(self, **stores: Any) -> dict[str, Any]:
        usual = {"responses": self.responses, "documents": self.documents, "questionnaire": released}
        return {**usual, "now": self.clock, **stores}

    def close(self, until: date | None = None, **more: Any) -> Closing:
        return close_days(until, **self.with_stores(**{"since": self.first, **more}))

    def erase(self, response_id: str, request: str = "Letter 17", **more: Any) -> Any:
        return erase(response_id, request, secret=SECRET, **self.with_stores(**more))

    def retain(self, years: int = 3, **more: Any) -> Any:
        return retain(lambda survey: years, **self.with_stores(**{"sure_of_clock": True, **more}))

    def verify(self, secret: str = SECRET, **more: Any) -> list[Finding]:
        return list(verify(secret=secret, **self.with_stores(**{"since": self.first, **more})))

    def codes(self, **more: Any) -> list[str]:
        return [finding.code for finding in self.verify(**more)]

    @property
    def contents(self) -> dict[str, bytes]:
        return contents(self.documents)


@pytest.fixture
def house() -> House:
    """In memory."""
    return House(MemoryResponses(), MemoryDocuments())


@pytest.fixture(params=["embedded", "aws"])
def real_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """On each backend."""
    if request.param == "embedded":
        responses = SqliteResponses(tmp_path / "responses.sqlite3", patience=30)
        yield House(responses, FileDocuments(tmp_path / "documents"))
        responses.close()
        return
    request.getfixturevalue("cloud")
    make_table(mocked_client("dynamodb"))
    make_bucket(mocked_client("s3"))
    yield House(
        DynamoResponses(mocked_client("dynamodb"), TABLE),
        S3Documents(mocked_client("s3"), BUCKET, "documents/"),
    )
