"""Responses in DynamoDB and documents in S3. Only this module and its neighbours import the AWS SDK.

The table and the buckets are declared in handler/resources. What the code calls, and so what its role
must be granted: dynamodb PutItem and GetItem on the table and Query on its index; s3 PutObject, GetObject
and DeleteObject in the bucket, and ListBucket on it (without which S3 says "forbidden" instead of
"missing"). Only who erases needs dynamodb DeleteItem on the table, s3 ListBucketVersions on the bucket and
DeleteObjectVersion in it, and BypassGovernanceRetention where the bucket locks its objects.
"""

import heapq
import secrets
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody

from listenwell.storage.aws_client import ClientOnFirstUse, code_of, failing_plainly
from listenwell.storage.content_type import content_type
from listenwell.storage.contract import Added, DocumentLocked, DocumentMissing
from listenwell.storage.names import checked, is_part, may_begin_a_name
from listenwell.storage.stored_form import contact_key, moment_of, response_from, text_of
from listenwell.survey.response import Response, is_response_id

INDEX = "by-day"
SHARDS = 16  # one partition takes 1,000 writes a second: a day takes 16,000

_PAUSES = (0.1, 0.2, 0.4)  # seconds between attempts that the SDK does not make itself


class DynamoResponses:
    """A ResponseStore in one DynamoDB table, keyed by the response's id.

    `get` and a second `add` see every `add` that has returned. The index behind `received` and `count`
    follows the table within about a second. A sweep asks 16 queries for each day, one at least.
    """

    def __init__(self, client: BaseClient, table: str) -> None:
        self._client = client
        self._table = table

    @failing_plainly("DynamoDB")
    def add(self, response: Response) -> Added:
        """Store once by a conditional put; see the contract."""
        item = _item(response)
        try:
            self._client.put_item(
                TableName=self._table,
                Item=item,
                ConditionExpression="attribute_not_exists(#id)",
                ExpressionAttributeNames={"#id": "id"},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            stored = error.response.get("Item") or self._stored(response.id)
            if stored is None:
                raise
            return Added(response_from(stored["response"]["S"]), new=stored.get("token") == item["token"])
        return Added(response, new=True)

    @failing_plainly("DynamoDB")
    def get(self, response_id: str) -> Response | None:
        """The response with that id, or None, by a consistent read."""
        if not is_response_id(response_id):
            return None  # DynamoDB would refuse an empty or very long key
        stored = self._stored(response_id)
        return response_from(stored["response"]["S"]) if stored else None

    def received(self, first: date, last: date) -> Iterator[Response]:
        """Sweep the UTC days `first` to `last`, both included, by time and then id; see the contract."""
        for day in _days(first, last):
            for _, text in heapq.merge(*(self._shard(name) for name in _shards(day))):
                yield response_from(text)

    def count(self, first: date, last: date) -> int:
        """How many responses `received` would give; the reads cost as much as its own."""
        return sum(
            page["Count"]
            for day in _days(first, last)
            for name in _shards(day)
            for page in self._pages(name, Select="COUNT")
        )

    @failing_plainly("DynamoDB")
    def erase(self, response_id: str) -> bool:
        """Remove it and its contact; point-in-time recovery keeps them for its 35 days at the most."""
        if not is_response_id(response_id):
            return False
        # Asked first, for a delete that the SDK sent twice would find nothing the second time.
        there = self._stored(response_id) is not None
        for key in (contact_key(response_id), response_id):  # cut short, it is found and erased again
            self._client.delete_item(TableName=self._table, Key={"id": {"S": key}})
        return there

    def _stored(self, response_id: str) -> dict[str, dict[str, str]] | None:
        asked = {"TableName": self._table, "Key": {"id": {"S": response_id}}}
        return self._client.get_item(**asked, ConsistentRead=True).get("Item")

    def _shard(self, name: str) -> Iterator[tuple[str, str]]:
        """Key and text of a shard's responses in the order of the key, at most a megabyte in memory."""
        for page in self._pages(name):
            for item in page["Items"]:
                yield item["received_at_id"]["S"], item["response"]["S"]

    def _pages(self, shard: str, **more: str) -> Iterator[dict[str, Any]]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": INDEX,
            "KeyConditionExpression": "#shard = :shard",
            "ExpressionAttributeNames": {"#shard": "day_shard"},
            "ExpressionAttributeValues": {":shard": {"S": shard}},
            **more,
        }
        while True:
            with failing_plainly("DynamoDB"):
                page = self._client.query(**request)
            yield page
            if not page.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _item(response: Response) -> dict[str, dict[str, str]]:
    shard = zlib.crc32(response.id.encode()) % SHARDS
    item = {
        "id": response.id,
        "day_shard": f"{response.day.isoformat()}#{shard:02}",
        "received_at_id": f"{moment_of(response)}#{response.id}",
        "response": text_of(response),
        # Tells our own put from another's when the SDK sent it twice because the first answer got lost.
        "token": secrets.token_hex(8),
    }
    return {name: {"S": value} for name, value in item.items()}


def _shards(day: date) -> list[str]:
    return [f"{day.isoformat()}#{shard:02}" for shard in range(SHARDS)]


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


class S3Documents:
    """A DocumentStore in one S3 bucket, under `prefix`; encryption is the bucket's own setting."""

    def __init__(
        self,
        client: BaseClient | ClientOnFirstUse,
        bucket: str,
        prefix: str = "",
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`pause` waits between attempts that the SDK does not make itself; in seconds."""
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self._pause = pause

    @failing_plainly("S3")
    def put(self, name: str, data: bytes) -> None:
        """Write the document whole, in place of an earlier one of that name."""
        self._client.put_object(**self._place(name), Body=data, ContentType=content_type(name))

    @failing_plainly("S3")
    def put_new(self, name: str, data: bytes) -> bool:
        """Write only when no document has that name; says whether it did."""
        # Tells our own put from another's when the SDK sent it twice because the first answer got lost.
        token = secrets.token_hex(8)
        document = {"Body": data, "ContentType": content_type(name), "Metadata": {"token": token}}
        pauses = iter(_PAUSES)
        while True:
            try:
                self._client.put_object(**self._place(name), **document, IfNoneMatch="*")
                return True
            except ClientError as error:
                if code_of(error) == "PreconditionFailed":
                    return self._token(name) == token
                # Another put of that name is under way; S3 asks us to come again.
                pause = next(pauses, None) if code_of(error) == "ConditionalRequestConflict" else None
                if pause is None:
                    raise
            self._pause(pause)

    @failing_plainly("S3")
    def get(self, name: str) -> bytes:
        """The document's bytes. Raises DocumentMissing."""
        body = self._opened(name)
        try:
            return body.read()
        except BotoCoreError:  # cut off on the way; the SDK tries only the call itself again
            return self._opened(name).read()

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, sorted; a thousand to a call."""
        request = {"Bucket": self._bucket, "Prefix": self._prefix + prefix}
        while may_begin_a_name(prefix):
            with failing_plainly("S3"):
                page = self._client.list_objects_v2(**request)
            keys = (entry["Key"].removeprefix(self._prefix) for entry in page.get("Contents", ()))
            # The console makes empty objects for folders, whose names end in "/".
            yield from (key for key in keys if all(map(is_part, key.split("/"))))
            if not page["IsTruncated"]:
                return
            request["ContinuationToken"] = page["NextContinuationToken"]

    @failing_plainly("S3")
    def link(self, name: str, life: timedelta, *, type: str, disposition: str) -> str:
        """Sign it here; nothing is sent. It also ends with the role's own credentials, after an hour or
        more."""
        asked = {**self._place(name), "ResponseContentType": type, "ResponseContentDisposition": disposition}
        seconds = int(life.total_seconds())
        return self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)

    @failing_plainly("S3")
    def delete(self, name: str) -> None:
        """Remove the document; a bucket with versions keeps the earlier ones by its own rules."""
        self._client.delete_object(**self._place(name))

    @failing_plainly("S3")
    def erase(self, name: str) -> None:
        """Remove every version of the document, the current one last, and its delete markers."""
        key = self._place(name)["Key"]
        versions = self._versions(key)
        # The current version keeps the name listed, so it goes last, and the markers above it before that.
        for version in sorted(versions, key=lambda found: found["IsLatest"]):
            self._delete_version(key, version["VersionId"])

    def _versions(self, key: str) -> list[dict[str, Any]]:
        """The versions and delete markers of exactly this key, newest first."""
        found: list[dict[str, Any]] = []
        request = {"Bucket": self._bucket, "Prefix": key}
        while True:
            page = self._client.list_object_versions(**request)
            found += [
                v for v in (*page.get("DeleteMarkers", ()), *page.get("Versions", ())) if v["Key"] == key
            ]
            if not page["IsTruncated"]:
                return found
            request["KeyMarker"] = page["NextKeyMarker"]
            if page.get("NextVersionIdMarker"):
                request["VersionIdMarker"] = page["NextVersionIdMarker"]

    def _delete_version(self, key: str, version: str) -> None:
        place = {"Bucket": self._bucket, "Key": key, "VersionId": version}
        try:
            self._client.delete_object(**place)
        except ClientError as error:
            if code_of(error) != "AccessDenied":
                raise
            # Locked in governance mode: the one role that may erase says that it means to.
            self._break_lock(place)

    def _break_lock(self, place: dict[str, str]) -> None:
        try:
            self._client.delete_object(**place, BypassGovernanceRetention=True)
        except ClientError as error:
            if code_of(error) != "AccessDenied":
                raise
            raise DocumentLocked(place["Key"].removeprefix(self._prefix)) from error

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + checked(name)}

    def _opened(self, name: str) -> StreamingBody:
        try:
            return self._client.get_object(**self._place(name))["Body"]
        except ClientError as error:
            if code_of(error) != "NoSuchKey":
                raise
            raise DocumentMissing(name) from error

    def _token(self, name: str) -> str | None:
        """The token of the put that wrote the document; None when it is gone again or has none."""
        try:
            return self._client.head_object(**self._place(name))["Metadata"].get("token")
        except ClientError as error:
            if code_of(error) != "404":
                raise
            return None
