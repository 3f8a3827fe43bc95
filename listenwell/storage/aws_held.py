"""What data lie in a table or a bucket, and how are they removed for good?

Only `listenwell deploy --destroy` comes here, with what it was told twice.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

import msgspec
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from listenwell.storage.aws_account import telling
from listenwell.storage.aws_client import code_of

MOST = 100_000
"""So many are counted; beyond, it is told that there are more."""
_BATCH = 1000
_PAUSE = 2.0  # seconds
_MISSING = ("NoSuchBucket", "ResourceNotFoundException")


class Data(msgspec.Struct, frozen=True):
    """What lies there. `items` counts everything, `told` what people know: responses, or files."""

    items: int
    told: int
    locked_until: datetime | None = None
    """Of the newest file (UTC)."""


class Holder(Protocol):
    """A table or a bucket. Every method may raise CloudRefused."""

    def look(self) -> Data | None:
        """What lies there, counted up to MOST; None when the table or bucket is not there."""

    def remove(self) -> int:
        """Remove it with all that lies there; how many files stay because they are locked."""


class Table:
    """A DynamoDB table with responses, contacts and counters."""

    def __init__(self, client: BaseClient, name: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._client, self._name, self._pause = client, name, pause

    @telling()
    def look(self) -> Data | None:
        """Read through it: AWS's own count is hours old."""
        items = responses = 0
        try:
            pages = self._client.get_paginator("scan").paginate(
                TableName=self._name,
                ProjectionExpression="#id, day_shard",
                ExpressionAttributeNames={"#id": "id"},
            )
            for page in pages:
                items += len(page["Items"])
                responses += sum("day_shard" in item for item in page["Items"])
                if items >= MOST:
                    break
        except ClientError as error:
            if code_of(error) in _MISSING:
                return None
            raise
        return Data(items, responses)

    @telling()
    def remove(self) -> int:
        """Take its deletion protection off, then delete it."""
        self._client.update_table(TableName=self._name, DeletionProtectionEnabled=False)
        while self._client.describe_table(TableName=self._name)["Table"]["TableStatus"] != "ACTIVE":
            self._pause(_PAUSE)
        self._client.delete_table(TableName=self._name)
        return 0


class Bucket:
    """An S3 bucket with versions, and perhaps with object lock."""

    def __init__(self, client: BaseClient, name: str) -> None:
        self._client, self._name = client, name

    @telling()
    def look(self) -> Data | None:
        """Files, old versions of them included in `items`."""
        items, files, newest = 0, 0, None
        try:
            for each in islice(self._versions(), MOST):
                items += 1
                if each.get("IsLatest") and "Size" in each:
                    files += 1
                if "Size" in each and (newest is None or each["LastModified"] >= newest["LastModified"]):
                    newest = each
        except ClientError as error:
            if code_of(error) in _MISSING:
                return None
            raise
        return Data(items, files, self._lock_of(newest) if newest else None)

    def _lock_of(self, version: dict[str, Any]) -> datetime | None:
        named = {"Key": version["Key"], "VersionId": version["VersionId"]}
        return self._client.head_object(Bucket=self._name, **named).get("ObjectLockRetainUntilDate")

    @telling()
    def remove(self) -> int:
        """Every version that no lock holds; then the bucket, when nothing is left."""
        left = 0
        versions = self._versions()
        while some := list(islice(versions, _BATCH)):
            named = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in some]
            told = self._client.delete_objects(
                Bucket=self._name, Delete={"Objects": named, "Quiet": True}
            ).get("Errors", ())
            for error in told:
                if error["Code"] != "AccessDenied":
                    raise ClientError({"Error": error}, "DeleteObjects")
            left += len(told)
        if not left:
            self._client.delete_bucket(Bucket=self._name)
        return left

    def _versions(self) -> Iterator[dict[str, Any]]:
        """Every version, and every mark of a deletion, which has no Size."""
        for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self._name):
            yield from page.get("Versions", ())
            yield from page.get("DeleteMarkers", ())
