"""`listenwell deploy --destroy`: says what data lie there, removes them only when told twice, "
"never a lock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from listenwell.storage.aws_account import client_in
from listenwell.storage.aws_held import Bucket

from .conftest import ACCOUNT, BUCKET, REGION, Desk
from .played import physical_name

TABLE = physical_name("listenwell-dev", "Responses")
ARCHIVE = physical_name("listenwell-dev", "Archive")
KEPT: dict[str, Any] = {"Type": "AWS::S3::Bucket", "DeletionPolicy": "RetainExceptOnCreate", "Properties": {}}
STAGE = f"To be removed: dev (stack listenwell-dev) in account {ACCOUNT}, {REGION}\n"


@pytest.fixture
def data(desk: Desk) -> Desk:
    """A stage with a protected table and a locked archive, as AWS would have made them."""
    s3, table = client_in(REGION, "s3"), client_in(REGION, "dynamodb")
    if TABLE in tables():  # of the test before
        table.update_table(TableName=TABLE, DeletionProtectionEnabled=False)
        table.delete_table(TableName=TABLE)
    table.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    if ARCHIVE not in buckets():
        where = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket=ARCHIVE, CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True)
    desk.deployed("one", Archive=KEPT)
    return desk


def add_answers(number: int) -> None:
    table = client_in(REGION, "dynamodb")
    for i in range(number):
        table.put_item(TableName=TABLE, Item={"id": {"S": f"{i}"}, "day_shard": {"S": "2026-01-01#01"}})
    table.put_item(TableName=TABLE, Item={"id": {"S": "contact#0"}})


def tables() -> list[str]:
    return client_in(REGION, "dynamodb").list_tables()["TableNames"]


def buckets() -> set[str]:
    return {each["Name"] for each in client_in(REGION, "s3").list_buckets()["Buckets"]}


def test_a_stage_without_data_is_removed_when_told_once(data: Desk) -> None:
    assert data.run("--destroy", "--yes") == (
        0,
        f"{STAGE}  bucket Archive ({ARCHIVE}): empty\n  table Responses ({TABLE}): empty\ndev is removed.\n",
        "",
    )
    assert (tables(), buckets(), "listenwell-dev" in data.cloud.stacks) == ([], {BUCKET}, False)
    assert (data.folder / "stages.json").read_text() == "{}\n"
    s3 = client_in(REGION, "s3")
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET, Prefix="dev/")
    assert data.run("--destroy", "--yes")[2] == (
        f"Error: There is nothing of dev in account {ACCOUNT}, {REGION}.\n"
    )


@pytest.mark.parametrize("really", [(), ("--really", "listenwell-prod")], ids=["once", "another stack"])
def test_with_data_it_is_refused_unless_told_twice_and_nothing_is_changed(
    data: Desk, really: tuple[str, ...]
) -> None:
    add_answers(3)
    assert data.run("--destroy", "--yes", *really) == (
        1,
        f"{STAGE}  bucket Archive ({ARCHIVE}): empty\n"
        f"  table Responses ({TABLE}): 3 responses, 1 other entries\n",
        "Error: These data would be lost for good, and with the stack the key for receipt codes. Nothing was "
        "changed. Copy what must be kept (the handbook says how). If it is meant: "
        "listenwell deploy --stage dev --destroy --really listenwell-dev\n",
    )
    protected = client_in(REGION, "dynamodb").describe_table(TableName=TABLE)["Table"]
    assert protected["DeletionProtectionEnabled"] is True
    assert data.stack["StackStatus"] == "CREATE_COMPLETE"


def test_told_twice_all_is_removed_but_what_a_lock_holds_and_that_later(data: Desk) -> None:
    add_answers(2)
    s3, until = client_in(REGION, "s3"), datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    s3.put_object(Bucket=ARCHIVE, Key="free", Body=b"1")
    lock: dict[str, Any] = {"ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": until}
    version = s3.put_object(Bucket=ARCHIVE, Key="locked", Body=b"2", **lock)["VersionId"]
    code, said, _ = data.run("--destroy", "--really", "listenwell-dev", "--yes")
    assert (code, said) == (
        0,
        f"{STAGE}  bucket Archive ({ARCHIVE}): 2 files; the newest is locked until {until:%Y-%m-%d}\n"
        f"  table Responses ({TABLE}): 2 responses, 1 other entries\n"
        f"bucket Archive ({ARCHIVE}) stays: 1 of its files are locked until {until:%Y-%m-%d}. "
        "The same command, given after that, removes them.\n"
        "dev is removed, but for that.\n"
        "AWS itself keeps a backup of the table for 35 days (DynamoDB, Backups).\n",
    )
    assert (tables(), buckets()) == ([], {BUCKET, ARCHIVE})
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=ARCHIVE)["Contents"]] == ["locked"]
    # The lock is over.
    s3.delete_object(Bucket=ARCHIVE, Key="locked", VersionId=version, BypassGovernanceRetention=True)
    assert data.run("--destroy", "--really", "listenwell-dev", "--yes")[:2] == (
        0,
        f"{STAGE}  bucket Archive ({ARCHIVE}): empty\ndev is removed.\n",
    )
    assert buckets() == {BUCKET}


def test_what_was_cut_off_is_gone_on_with(data: Desk) -> None:
    data.cloud.stuck = {"PublishRole": "it has other policies"}
    assert data.run("--destroy", "--yes")[::2] == (
        1,
        "Error: Destroying the stage dev stopped on the way. The cause: PublishRole: it has other policies "
        "Mend that, then run `listenwell deploy --stage dev --destroy` again, as before.\n",
    )
    assert tables() == [TABLE]
    data.cloud.stuck = {}
    assert data.run("--destroy", "--yes")[0] == 0
    assert (tables(), buckets()) == ([], {BUCKET})


def test_an_answer_of_the_last_moment_stays_unless_told_twice(data: Desk) -> None:
    delete = data.cloud._DeleteStack
    data.cloud._DeleteStack = lambda **sent: add_answers(1) or delete(**sent)
    code, said, _ = data.run("--destroy", "--yes")
    assert (code, said.splitlines()[-2:]) == (
        0,
        [
            f"table Responses ({TABLE}): 1 responses, 1 other entries: this came in the last moment, and "
            "stays",
            "dev is removed, but for that.",
        ],
    )
    assert tables() == [TABLE]
    assert data.run("--destroy", "--yes", "--really", "listenwell-dev")[0] == 0
    assert tables() == []


def test_a_first_deployment_that_failed_is_removed_and_begun_again(desk: Desk) -> None:
    desk.cloud.fails = {"Responses": "too many tables"}
    folder, _ = desk.package("one")
    desk.run("--package", folder, "--yes")
    desk.stack["_template"] = {}
    desk.cloud.fails = {}
    assert desk.run("--destroy", "--yes")[1] == f"{STAGE}  it holds no data\ndev is removed.\n"
    assert desk.run("--package", folder, "--yes")[0] == 0


@pytest.mark.parametrize(
    "words", [("--destroy", "--dry-run"), ("--destroy",)], ids=["dry run", "nobody to ask"]
)
def test_without_consent_nothing_is_removed(data: Desk, words: tuple[str, ...]) -> None:
    data.run(*words)
    assert (data.stack["StackStatus"], tables(), ARCHIVE in buckets()) == ("CREATE_COMPLETE", [TABLE], True)


def test_while_somebody_deploys_nothing_is_removed(data: Desk) -> None:
    data.cloud.to(data.stack, "UPDATE_IN_PROGRESS")
    assert "Somebody else, or an earlier command" in data.run("--destroy", "--yes")[2]


def test_what_is_no_bucket_any_more_is_not_counted(desk: Desk) -> None:
    assert Bucket(client_in(REGION, "s3"), "nowhere-at-all").look() is None
