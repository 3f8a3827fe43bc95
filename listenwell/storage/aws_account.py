"""Whose AWS account do we speak to, and what do its refusals mean to whoever runs a command?

What the code calls: sts GetCallerIdentity, which everybody may.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import botocore.session
import msgspec
from botocore.client import BaseClient
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from listenwell.storage.aws_client import code_of, open_client
from listenwell.storage.cloud_refused import CloudRefused
from listenwell.storage.contract import StorageUnavailable

_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
_UNKNOWN = {
    "AuthFailure",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
_FORBIDDEN = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"}

NO_CREDENTIALS = (
    "There are no AWS credentials. Sign in (`aws sso login`) and name the profile with AWS_PROFILE, "
    "or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
)
NO_REGION = (
    "There is no AWS region. Say where it shall run, for example: export AWS_DEFAULT_REGION=eu-central-1"
)
EXPIRED = "The sign-in to AWS has run out. Sign in again (`aws sso login`), then run the same command again."
UNKNOWN = (
    "AWS does not know these credentials. Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, "
    "AWS_SESSION_TOKEN and AWS_PROFILE, or sign in again."
)


class Account(msgspec.Struct, frozen=True):
    """Where a command works."""

    id: str = msgspec.field(name="account")
    region: str


@contextmanager
def telling() -> Iterator[None]:
    """Turn what the SDK raises, also as StorageUnavailable, into CloudRefused with a remedy."""
    try:
        yield
    except StorageUnavailable as error:
        raise CloudRefused(_in_words(error.__cause__ or error)) from error
    except (BotoCoreError, ClientError) as error:
        raise CloudRefused(_in_words(error)) from error


def _in_words(error: BaseException) -> str:
    match error:
        case NoCredentialsError() | PartialCredentialsError():
            return NO_CREDENTIALS
        case NoRegionError():
            return NO_REGION
        case ProfileNotFound():
            return f"{error}. `aws configure list-profiles` shows those that are here; AWS_PROFILE names one."
        case SSOError() | TokenRetrievalError():
            return EXPIRED
        case ClientError():
            return _refusal(error)
    return f"AWS gave no answer ({error}). The same command again goes on from where this one stopped."


def _refusal(error: ClientError) -> str:
    code, message = code_of(error), error.response["Error"].get("Message", "")
    if code in _EXPIRED:
        return EXPIRED
    if code in _UNKNOWN:
        return UNKNOWN
    if code in _FORBIDDEN:
        remedy = "The handbook says which rights deploying needs (Run it, On AWS)."
        return f"These credentials may not do that ({error.operation_name}): {message or code} {remedy}"
    return f"AWS refused {error.operation_name}: {message or code}"


def region_of_environment() -> str:
    """The region that the environment or the profile names; "" when none does. Raises CloudRefused."""
    with telling():
        return botocore.session.Session().get_config_variable("region") or ""


def account_in(region: str) -> Account:
    """The account of the credentials in force. Raises CloudRefused."""
    with telling():
        return Account(client_in(region, "sts").get_caller_identity()["Account"], region)


@cache
def client_in(region: str, service: str) -> BaseClient:
    """A client with our time limits, opened once."""
    return open_client(service, region_name=region)
