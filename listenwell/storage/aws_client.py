"""How we speak to AWS: clients with our time limits, and their errors in our words."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# botocore is what boto3 is made of. Asked for directly it opens S3 in half the CPU time, because boto3
# loads its transfer manager first.
import botocore.session
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, IncompleteReadError
from botocore.exceptions import ConnectionError as NoConnectionError

from listenwell.storage.contract import StorageUnavailable

# Seconds to connect and to wait for an answer, and attempts, per call. With the SDK's pauses a call that
# gets no answer ends after 19 s at the most (DynamoDB) or 21 s (S3): API Gateway gives up at 29.
_BOUNDS = {
    "cloudformation": (2, 30, 5),
    "cloudfront": (2, 10, 4),
    "dynamodb": (1, 2, 4),
    "s3": (1, 5, 3),
    "sesv2": (2, 10, 1),
    "sts": (2, 10, 3),
}

# What AWS says when the same call may succeed later; so does every status from 500 up.
_PASSING = {
    "ConditionalCheckFailedException",  # met here only when the response in the way is gone again
    "ConditionalRequestConflict",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestTimeout",
    "SlowDown",
    "Throttling",
    "TransactionCanceledException",
    "TransactionInProgressException",
    "ThrottlingException",
}
_NO_ANSWER = (HTTPClientError, NoConnectionError, IncompleteReadError)


@contextmanager
def failing_plainly(service: str) -> Iterator[None]:
    """Turn the SDK's errors into StorageUnavailable: what failed and whose fault, never what was sent."""
    try:
        yield
    except ClientError as error:
        answer = error.response.get("ResponseMetadata", {})
        tries = answer.get("RetryAttempts", 0) + 1
        what = f"{service} {error.operation_name}: {code_of(error)}, attempts: {tries}"
        passing = code_of(error) in _PASSING or answer.get("HTTPStatusCode", 0) >= 500
        raise StorageUnavailable(f"{what}; {_advice(passing)}", passing=passing) from error
    except BotoCoreError as error:
        passing = isinstance(error, _NO_ANSWER)
        told = f"{service}: {type(error).__name__}; {_advice(passing)}"
        raise StorageUnavailable(told, passing=passing) from error


def _advice(passing: bool) -> str:
    return "the same call may succeed later" if passing else "the set-up is at fault, not the moment"


def code_of(error: ClientError) -> str:
    return error.response["Error"]["Code"]


def open_client(service: str, attempts: int | None = None, **access: str) -> BaseClient:
    """A client with our time limits; `access` are `create_client`'s own words, by default the environment's.

    Raises StorageUnavailable when the set-up lacks a region or the like.
    """
    connect, read, usual_attempts = _BOUNDS[service]
    config = Config(
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "total_max_attempts": attempts or usual_attempts},
        max_pool_connections=32,
        # Links are signed in today's way, for the bucket's own address in its region.
        signature_version="s3v4" if service == "s3" else None,
        s3={"addressing_style": "virtual"} if service == "s3" else None,
    )
    with failing_plainly(service):
        return botocore.session.Session().create_client(service, config=config, **access)


class ClientOnFirstUse:
    """Stands for a client and opens it when it is first used, once also among threads."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._client: BaseClient | None = None

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._client is None:
                self._client = open_client(self._service)
        return getattr(self._client, name)
