"""`listenwell deploy` in a folder of its own, before a played CloudFormation and moto's S3 and STS."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from moto import mock_aws

from listenwell.cli import main
from listenwell.deploying.packages import Package, package_of
from listenwell.deploying.packaging import TEMPLATE, ZIP
from listenwell.storage.aws_account import client_in

from .played import Played, Stand, answering, physical_name

REGION = "eu-central-1"
ACCOUNT = "123456789012"
BUCKET = physical_name("listenwell-packages", "Packages")

SMALL: dict[str, Any] = {
    "Parameters": {
        "Secret": {"Type": "String", "NoEcho": True},
        "CodeBucket": {"Type": "String"},
        "CodeKey": {"Type": "String"},
        "AlarmEmail": {"Type": "String", "Default": ""},
    },
    "Resources": {
        "Responses": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "RetainExceptOnCreate",
            "UpdateReplacePolicy": "Retain",
            "Properties": {"BillingMode": "PAY_PER_REQUEST"},
        },
        "APIHandler": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"Ref": "CodeKey"}}},
        "ChooseBuild": {"Type": "AWS::CloudFront::Function", "Properties": {"FunctionCode": "1"}},
    },
    "Outputs": {"Table": {"Description": "LISTENWELL_TABLE", "Value": {"Ref": "Responses"}}},
}
"""A template with one of each kind that matters here."""


class Desk(NamedTuple):
    """Where somebody deploys."""

    cloud: Played
    folder: Path
    said: Callable[[], tuple[str, str]]

    def package(self, name: str, **resources: Any) -> tuple[Path, Package]:
        """A package of the small template; `resources` are added, changed, or left out when None."""
        template = json.loads(json.dumps(SMALL))
        for each, value in resources.items():
            template["Resources"][each] = value
        template["Resources"] = {key: value for key, value in template["Resources"].items() if value}
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / ZIP).write_bytes(name.encode())
        (folder / TEMPLATE).write_text(json.dumps(template))
        return folder, package_of(name.encode(), template)

    def run(self, *words: object) -> tuple[int, str, str]:
        """Exit code, stdout, stderr of `listenwell deploy --stage dev ...`."""
        self.said()
        code = main(["deploy", "--stage", "dev", *map(str, words)])
        return code, *self.said()

    def deployed(self, name: str, *words: object, **resources: Any) -> Package:
        folder, package = self.package(name, **resources)
        code, _, told = self.run("--package", folder, "--yes", *words)
        assert code == 0, told
        return package

    @property
    def stack(self) -> dict[str, Any]:
        return self.cloud.stacks["listenwell-dev"]

    def parameter(self, name: str) -> str:
        return next(
            each["ParameterValue"] for each in self.stack["Parameters"] if each["ParameterKey"] == name
        )


ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": "none",
    "AWS_SHARED_CREDENTIALS_FILE": "none",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    """Clients are opened once for a module: that takes longer than all that they do."""
    client_in.cache_clear()
    with pytest.MonkeyPatch.context() as patched, mock_aws(), answering() as stand:
        for name, value in ENVIRONMENT.items():
            patched.setenv(name, value)
        patched.delenv("AWS_PROFILE", raising=False)
        yield stand
    client_in.cache_clear()


@pytest.fixture
def desk(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.chdir(tmp_path)
    s3 = client_in(REGION, "s3")
    with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for each in s3.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        s3.delete_object(Bucket=BUCKET, Key=each["Key"])

    def fetch(path: str) -> str:
        bucket, _, key = path.partition("/")
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()

    stand.played = Played(fetch)
    return Desk(stand.played, tmp_path, lambda: tuple(capsys.readouterr()))
