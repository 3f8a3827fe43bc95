"""What AWS and the network do wrong; each is handed what would send the call, and answers."""

import json
from collections.abc import Callable

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from moto.core.botocore_stubber import MockRawResponse

Send = Callable[[], AWSResponse]
Fault = Callable[[Send], AWSResponse]

URL = "https://aws.invalid/"


def dynamodb_says(status: int, code: str) -> Fault:
    """DynamoDB's own error; nothing was done."""
    return lambda _: _answer(status, json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}"}))


def s3_says(status: int, code: str) -> Fault:
    """S3's own error; nothing was done."""
    return lambda _: _answer(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>")


def unreachable(_: Send) -> AWSResponse:
    """Nobody listens."""
    raise EndpointConnectionError(endpoint_url=URL)


def cut_before(_: Send) -> AWSResponse:
    """The connection breaks before the call is heard."""
    raise ConnectionClosedError(endpoint_url=URL)


def lost_answer(send: Send) -> AWSResponse:
    """The call is carried out; its answer never comes."""
    send()
    raise ReadTimeoutError(endpoint_url=URL)


def done_then(fault: Fault) -> Fault:
    """The call is carried out, and yet this is the answer."""

    def answer(send: Send) -> AWSResponse:
        send()
        return fault(send)

    return answer


def half_answer(send: Send) -> AWSResponse:
    """The answer breaks off in the middle of its body."""
    answer = send()
    body = answer.raw.read()
    answer.headers["content-length"] = str(len(body))
    return AWSResponse(
        answer.url, answer.status_code, answer.headers, MockRawResponse(body[: len(body) // 2])
    )


def _answer(status: int, body: str) -> AWSResponse:
    return AWSResponse(URL, status, {}, MockRawResponse(body))
