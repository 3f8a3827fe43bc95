"""The published site on AWS: the bucket with its builds, and the CloudFront function that chooses one.

Only `listenwell publish` comes here, with the role of a person or of CI. What the code calls: s3 GetObject,
PutObject and DeleteObject in the site's bucket and ListBucket on it; cloudfront DescribeFunction,
GetFunction, UpdateFunction and PublishFunction on the one function. The handbook has the policy.
"""

import base64
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import ClientError

from listenwell.storage.aws_client import code_of, failing_plainly

_PAUSES = (0.1, 0.2, 0.4)
_TRIES = 3
_CHANGED = {"PreconditionFailed", "InvalidIfMatchVersion"}


class SiteBucket:
    """The keys of one bucket. Every method may raise StorageUnavailable."""

    def __init__(self, client: BaseClient, bucket: str, pause: Callable[[float], None] = time.sleep) -> None:
        """`pause` waits between attempts that the SDK does not make itself; in seconds."""
        self._client = client
        self._bucket = bucket
        self._pause = pause

    @failing_plainly("S3")
    def get(self, key: str) -> tuple[bytes, str] | None:
        """The object's bytes and its ETag, another one after every change; None when it is not there."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if code_of(error) != "NoSuchKey":
                raise
            return None
        return found["Body"].read(), found["ETag"]

    @failing_plainly("S3")
    def swap(self, key: str, data: bytes, before: str | None) -> str | None:
        """Write the object if it still has the ETag `before` (None: if it is not there). Its new ETag, or
        None when somebody else was quicker. `data` must be like nobody else's: by it we know our own write
        again when its answer got lost."""
        condition = {"IfNoneMatch": "*"} if before is None else {"IfMatch": before}
        pauses = iter(_PAUSES)
        while True:
            try:
                return self._client.put_object(
                    Bucket=self._bucket, Key=key, Body=data, ContentType="application/json", **condition
                )["ETag"]
            except ClientError as error:
                if code_of(error) in ("PreconditionFailed", "NoSuchKey"):
                    there = self.get(key)
                    return there[1] if there and there[0] == data else None
                pause = next(pauses, None) if code_of(error) == "ConditionalRequestConflict" else None
                if pause is None:
                    raise
            self._pause(pause)

    @failing_plainly("S3")
    def put(self, key: str, data: bytes, sha256: str, **headers: str) -> None:
        """Write the object; S3 refuses it when its bytes got hurt on the way. `sha256` in hex."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data, ChecksumSHA256=checksum, **headers)

    @failing_plainly("S3")
    def copy(self, source: str, key: str) -> bool:
        """Take an object over under another key, headers included; False when it is not there."""
        try:
            self._client.copy_object(
                Bucket=self._bucket,
                Key=key,
                CopySource={"Bucket": self._bucket, "Key": source},
                TaggingDirective="REPLACE",  # with none: copying tags would need one more permission
            )
        except ClientError as error:
            if code_of(error) != "NoSuchKey":
                raise
            return False
        return True

    def names(self, prefix: str) -> Iterator[str]:
        """What follows the prefix in every key that begins with it."""
        for page in self._pages(prefix):
            yield from (entry["Key"].removeprefix(prefix) for entry in page.get("Contents", ()))

    def folders(self, prefix: str) -> set[str]:
        """The next parts of the keys that go on after the prefix."""
        pages = self._pages(prefix, Delimiter="/")
        found = (entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", ()))
        return {each.removeprefix(prefix).rstrip("/") for each in found}

    def remove(self, keys: Iterable[str]) -> None:
        """Delete these objects, a thousand to a call."""
        waiting = iter(keys)
        while some := list(islice(waiting, 1000)):
            with failing_plainly("S3"):
                told = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": [{"Key": key} for key in some], "Quiet": True}
                )
                if told.get("Errors"):  # of single keys, in an answer that is otherwise good
                    answer = {"Error": told["Errors"][0], "ResponseMetadata": {"HTTPStatusCode": 200}}
                    raise ClientError(answer, "DeleteObjects")

    def _pages(self, prefix: str, **more: str) -> Iterator[dict[str, Any]]:
        request = {"Bucket": self._bucket, "Prefix": prefix, **more}
        while True:
            with failing_plainly("S3"):
                page = self._client.list_objects_v2(**request)
            yield page
            if not page["IsTruncated"]:
                return
            request["ContinuationToken"] = page["NextContinuationToken"]


class Function:
    """A CloudFront function: its code at the edge. Every method may raise StorageUnavailable."""

    def __init__(self, client: BaseClient, name: str) -> None:
        self._client = client
        self._name = name

    def live(self) -> str:
        """The code that answers customers; "" when none was published yet."""
        return self._code("LIVE")

    @failing_plainly("CloudFront")
    def replace(self, code: str) -> bool:
        """Publish this code; False when somebody else changed the function at the same time."""
        for _ in range(_TRIES):
            try:
                found = self._client.describe_function(Name=self._name)
                version = found["ETag"]
                if self._code("DEVELOPMENT") != code:
                    version = self._client.update_function(
                        Name=self._name,
                        IfMatch=version,
                        FunctionConfig=found["FunctionSummary"]["FunctionConfig"],
                        FunctionCode=code.encode(),
                    )["ETag"]
                self._client.publish_function(Name=self._name, IfMatch=version)
                return True
            except (
                ClientError
            ) as error:  # also our own change, when its answer got lost and the SDK sent it twice
                if code_of(error) not in _CHANGED:
                    raise
        return False

    @failing_plainly("CloudFront")
    def _code(self, stage: str) -> str:
        try:
            found = self._client.get_function(Name=self._name, Stage=stage)
        except ClientError as error:
            if code_of(error) != "NoSuchFunctionExists" or stage != "LIVE":
                raise
            return ""
        return found["FunctionCode"].read().decode()
