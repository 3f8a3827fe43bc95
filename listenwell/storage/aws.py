"""Responses in DynamoDB and documents in S3. Only this module and its neighbours import the AWS SDK.

The table and the buckets are declared in handler/resources. What the code calls, and so what its role
must be granted: dynamodb PutItem and GetItem on the table and Query on its index; s3 PutObject, GetObject
and DeleteObject in the bucket, and ListBucket on it (without which S3 says "forbidden" instead of
"missing"). Only who erases needs dynamodb DeleteItem on the table, s3 ListBucketVersions on the bucket and
DeleteObjectVersion in it, and BypassGovernanceRetention where the bucket locks its objects.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody

from listenwell.storage.aws_client import ClientOnFirstUse, code_of, failing_plainly
from listenwell.storage.content_type import content_type
from listenwell.storage.contract import DocumentLocked, DocumentMissing
from listenwell.storage.names import checked, is_part, may_begin_a_name

_PAUSES = (0.1, 0.2, 0.4)  # seconds between attempts that the SDK does not make itself


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
