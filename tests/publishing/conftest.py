"""Two places for builds, one on the disk and one on AWS: what is claimed of publishing is tried in both."""

import base64
import re
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from conftest import documents_in, make_folder, only_in
from moto import mock_aws
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

from listenwell.pages.building import build
from listenwell.publishing.on_aws import OnAws, function_code
from listenwell.publishing.on_disk import OnDisk
from listenwell.publishing.place import Place
from listenwell.storage.aws import S3Documents
from listenwell.storage.aws_client import open_client
from listenwell.storage.aws_site import Function, SiteBucket

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
ACCESS = {"region_name": "us-east-1", "aws_access_key_id": "none", "aws_secret_access_key": "none"}
SITE, DOCUMENTS, FUNCTION = "site", "documents", "choose-build"

Send = Callable[[], AWSResponse]
Answer = Callable[[Send], AWSResponse]


@pytest.fixture(scope="session")
def dists(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of the small firm; the second rewords a question and asks another segment."""
    root = tmp_path_factory.mktemp("builds")
    folder = make_folder(root / "survey_templates")
    build(root / "dist", folder.root, None)
    shutil.copytree(root / "dist", root / "one")
    folder.replace("surveys/visit.yaml", "What should be better?", "What should have been better?")
    folder.replace("segments/home.yaml", "[visit, pulse]", "[visit]")
    folder.replace("segments/trade.yaml", "[visit]", "[visit, pulse]")
    build(root / "dist", folder.root, None)
    return [root / "one", root / "dist"]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of as little as shows everything: files that changed, are gone, are new, are the same."""
    root = tmp_path_factory.mktemp("small")
    folder = make_folder(root / "survey_templates")
    only_in(folder.root, "en")
    folder.replace("segments/home.yaml", "[visit, pulse]", "[pulse]").remove("segments/trade.yaml")
    folder.remove("surveys/visit.yaml")
    for number, (old, new) in enumerate((("Why?", "Why?"), ("Why?", "Why so?"))):
        folder.replace("surveys/pulse.yaml", f"text: {old}", f"text: {new}")
        build(root / "dist", folder.root, None)
        shutil.copytree(root / "dist", root / str(number))
        for name in ("same.css", f"{number}.css"):
            (root / str(number) / "public" / name).write_text(name)
    return [root / "0", root / "1"]


@pytest.fixture
def many(dists: list[Path], tmp_path: Path) -> Callable[[int], Path]:
    """Builds by number, each with a page of its own."""

    def numbered(number: int) -> Path:
        dist = tmp_path / f"dist-{number}"
        if not dist.exists():
            shutil.copytree(dists[0], dist)
            (dist / "public" / "number.html").write_text(str(number))
        return dist

    return numbered


class Disk:
    """A place in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self) -> Place:
        return OnDisk(self.root, self.root / "release")

    def site(self) -> dict[str, bytes]:
        """What customers get."""
        return documents_in(self.root / "current") if (self.root / "current").exists() else {}

    def release(self) -> dict[str, bytes]:
        return documents_in(self.root / "release") if (self.root / "release").exists() else {}

    def builds(self) -> set[str]:
        return {path.name for path in (self.root / "builds").iterdir()}

    def lose(self, build: str, name: str) -> None:
        (self.root / "builds" / build / name).unlink()


class Cloud:
    """A place on AWS, which moto answers in this process; the clock stands still unless somebody waits."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.faults: deque[Answer | None] = deque()
        self.now = NOW
        self.waited: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self._turn = threading.RLock()
        self._edge = {"DEVELOPMENT": function_code("none"), "LIVE": function_code("none")}
        self._version = 1
        self.s3, self.cloudfront = self._client("s3"), self._client("cloudfront")
        for bucket in (SITE, DOCUMENTS):
            self.s3.create_bucket(Bucket=bucket)
        self.calls.clear()

    def open(self, switch: bool = True) -> Place:
        return OnAws(
            SiteBucket(self.s3, SITE),
            S3Documents(self.s3, DOCUMENTS, "release/", pause=self._wait),
            Function(self.cloudfront, FUNCTION) if switch else None,
            f"s3://{SITE}",
            now=lambda: self.now,
            pause=self._wait,
        )

    def open_patiently(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Place]:
        """Places whose SDK tries a call three times, without its pauses."""
        monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
        self.s3, self.cloudfront = self._client("s3", 3), self._client("cloudfront", 3)
        return self.open

    def site(self) -> dict[str, bytes]:
        build = self._edge["LIVE"].split('"')[1]
        return self.below(SITE, f"builds/{build}/")

    def release(self) -> dict[str, bytes]:
        return self.below(DOCUMENTS, "release/")

    def builds(self) -> set[str]:
        return {key.split("/")[0] for key in self.below(SITE, "builds/")}

    def lose(self, build: str, name: str) -> None:
        self.s3.delete_object(Bucket=SITE, Key=f"builds/{build}/{name}")

    def below(self, bucket: str, prefix: str) -> dict[str, bytes]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", ())]
        return {k.removeprefix(prefix): self.s3.get_object(Bucket=bucket, Key=k)["Body"].read() for k in keys}

    def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.meanwhile()

    def _client(self, service: str, attempts: int = 1) -> BaseClient:
        client = open_client(service, attempts, **ACCESS)

        def answer(event_name: str, request: object, **_: object) -> AWSResponse:
            operation = event_name.rpartition(".")[2]

            def send() -> AWSResponse:
                if service == "cloudfront":
                    return self._at_the_edge(operation, request)
                return botocore_stubber(event_name, request)

            with self._turn:
                self.calls.append(operation)
                fault = self.faults.popleft() if self.faults else None
                return fault(send) if fault else send()

        client.meta.events.unregister("before-send", botocore_stubber)
        client.meta.events.register("before-send", answer)
        return client

    def _at_the_edge(self, operation: str, request: object) -> AWSResponse:
        """As much of CloudFront as we use: moto knows no UpdateFunction and no PublishFunction."""
        stage = "LIVE" if "Stage=LIVE" in request.url else "DEVELOPMENT"
        if operation == "GetFunction":
            return answered(200, self._edge[stage].encode(), self._version)
        if operation in ("UpdateFunction", "PublishFunction"):
            if request.headers["If-Match"] not in (str(self._version), str(self._version).encode()):
                return answered(
                    412, b"<ErrorResponse><Error><Code>PreconditionFailed</Code></Error></ErrorResponse>"
                )
            self._version += 1
            if operation == "PublishFunction":
                self._edge["LIVE"] = self._edge["DEVELOPMENT"]
            else:
                self._edge["DEVELOPMENT"] = code_sent(request.body)
        return answered(200, SUMMARY, self._version)


SUMMARY = f"""<FunctionSummary xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>{FUNCTION}</Name>
<FunctionConfig><Comment>c</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig>
<FunctionMetadata><FunctionARN>a</FunctionARN><LastModifiedTime>2026-03-14T12:00:00Z</LastModifiedTime>
</FunctionMetadata></FunctionSummary>""".encode()


def code_sent(body: bytes) -> str:
    return base64.b64decode(re.search(rb"<FunctionCode>(.+?)</FunctionCode>", body)[1]).decode()


def answered(status: int, body: bytes, version: int = 0) -> AWSResponse:
    # CloudFront misspells the header in its answer to UpdateFunction, and the SDK expects that.
    headers = {"ETag": str(version), "ETtag": str(version)}
    return AWSResponse("https://aws.invalid/", status, headers, MockRawResponse(body))


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with mock_aws(config={"core": {"mock_credentials": False}}):
        yield Cloud()


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "published")


@pytest.fixture(params=["disk", "cloud"])
def where(request: pytest.FixtureRequest) -> Disk | Cloud:
    return request.getfixturevalue(request.param)
