"""What each role may do on AWS, against what the code calls: no less and no more, down to the resource."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.handlers import BUILTIN_HANDLERS

from listenwell import settings
from listenwell.archive import close_days, erase
from listenwell.mailing.nightly import tell_subscribers
from listenwell.pages.release import Release
from listenwell.storage.stored_form import contact_key
from listenwell.summary.nightly import run_night

from .doors import HANDLER, KEY, gateway_on_aws, receipt_in
from .test_doors import PULSE, page_fields

Right = tuple[str, str]
"""An action and what it is done to, such as ("s3:GetObject", "Documents/release/index.json")."""

NAMES = {"responses": "Responses", "documents": "Documents", "archive": "Archive"}
"""Names of the tests' table and buckets -> those of the template."""

ACTIONS = {
    "HeadObject": "GetObject",
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
}
"""Where IAM's word is not that of the call."""


def rights_for(service: str, call: str, sent: dict[str, Any]) -> set[Right]:
    """What AWS asks of a role for this call."""
    if service == "dynamodb":
        if call == "TransactWriteItems":
            each = [next(iter(item.items())) for item in sent["TransactItems"]]
            actions = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
            return {
                (f"dynamodb:{actions.get(k, 'ConditionCheckItem')}", NAMES[v["TableName"]]) for k, v in each
            }
        index = f"/index/{sent['IndexName']}" if "IndexName" in sent else ""
        return {(f"dynamodb:{call}", NAMES[sent["TableName"]] + index)}
    action = ACTIONS.get(call, call)
    place = NAMES[sent["Bucket"]] + (f"/{sent['Key']}" if "Key" in sent else "")
    if "VersionId" in sent:
        action += "Version"
    rights = {(f"s3:{action}", place)}
    if sent.get("BypassGovernanceRetention"):
        rights.add(("s3:BypassGovernanceRetention", place))
    return rights


@contextmanager
def rights_needed() -> Iterator[set[Right]]:
    """What the calls need that clients make which are opened meanwhile. Queries for other days than today
    find nothing and are not asked: the schedule sweeps a year in 6,000 of them."""
    needed: set[Right] = set()

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        needed.update(rights_for(model.service_model.service_name, model.name, params))

    today = datetime.now(UTC).date().isoformat().encode()

    def empty(model: Any, params: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any]] | None:
        unasked = model.name == "Query" and today not in params["body"]
        return (SimpleNamespace(status_code=200), {"Items": [], "Count": 0}) if unasked else None

    handlers = [("provide-client-params", note), ("before-call", empty)]
    BUILTIN_HANDLERS.extend(handlers)
    try:
        yield needed
    finally:
        for each in handlers:
            BUILTIN_HANDLERS.remove(each)


def statements(role: str) -> list[dict[str, Any]]:
    """The statements of a function's policy file or of a role in the template."""
    file = HANDLER / ".chalice" / f"policy-{role}.json"
    if file.exists():
        return json.loads(file.read_text())["Statement"]
    roles = json.loads((HANDLER / "resources" / "roles.json").read_text())["Resources"]
    (policy,) = roles[role]["Properties"]["Policies"]
    return policy["PolicyDocument"]["Statement"]


# What services do in a function's name, not the code.
BESIDE = {"logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"}


def grants(role: str) -> set[Right]:
    """Every action with the pattern of what it may be done to."""
    return {
        (action, pattern)
        for statement in statements(role)
        if statement["Effect"] == "Allow"
        for action in _list(statement["Action"])
        for pattern in map(_pattern, _list(statement["Resource"]))
        if action not in BESIDE
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _pattern(resource: dict[str, Any]) -> str:
    if "Fn::GetAtt" in resource:
        return resource["Fn::GetAtt"][0]
    return re.sub(r"\$\{(\w+)\.Arn\}", r"\1", resource["Fn::Sub"])


def lacking(needed: set[Right], role: str) -> set[Right]:
    """What the code needs and the role may not."""
    granted = grants(role)
    return {
        (action, place)
        for action, place in needed
        if not any(action == a and fnmatchcase(place, pattern) for a, pattern in granted)
    }


def unneeded(needed: set[Right], role: str) -> set[Right]:
    """What the role may and no call needed."""
    return {
        (action, pattern)
        for action, pattern in grants(role)
        if not any(action == a and fnmatchcase(place, pattern) for a, place in needed)
    }


# S3 answers "forbidden" for an object that is missing to whoever may not list the bucket; nothing is listed.
NEVER_CALLED = {("s3:ListBucket", "Documents")}

# Only when a correction came, an erasure was cut short, roll-ups were replaced or a day grew too old.
NOT_EVERY_NIGHT = {
    ("dynamodb:GetItem", "Responses"),
    ("dynamodb:DeleteItem", "Responses"),
    ("s3:DeleteObject", "Documents/documents/rollups/*"),
    ("s3:DeleteObject", "Documents/documents/summaries/*"),
    ("s3:ListBucketVersions", "Archive"),
    ("ses:SendEmail", "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"),
    ("s3:GetObject", "Documents/documents/mailing/*"),
    ("s3:PutObject", "Documents/documents/mailing/*"),
    ("s3:DeleteObjectVersion", "Archive/documents/archive/*"),
}


def test_the_intake_may_do_what_it_calls_and_no_more(tmp_path: Path, release_of_pulse: Path) -> None:
    with rights_needed() as needed, gateway_on_aws(tmp_path, release_of_pulse) as door:
        needed.clear()
        sent = page_fields(door, recommend="9")
        for _ in range(2):
            location = door.form(PULSE, sent).headers["location"]
        del sent["_id"]
        door.form(PULSE, sent)
        assert door.get(location).status == 200
        door.program(PULSE, {"version": "0123456789ab", "answers": {"recommend": 9}})
        code = receipt_in(door.get(location).text)
        for do in ("see", "withdraw-now", "forget", "json"):
            assert door.form("/receipt", {"_code": code, "_do": do}).status == 200
        door.app.services().now = lambda: datetime.now(UTC) + timedelta(days=1)  # the day is over
        assert door.form("/receipt", {"_code": code, "_do": "erase-now"}).status == 200
        assert door.form("/receipt", {"_code": code}).status == 404
    assert lacking(needed, "api-handler") == set()
    assert unneeded(needed, "api-handler") == NEVER_CALLED


def test_the_schedule_may_do_what_it_calls_and_no_more(tmp_path: Path, release_of_pulse: Path) -> None:
    """Two days later, so that the day of the answer is closed, counted and compiled."""
    with rights_needed() as needed, gateway_on_aws(tmp_path, release_of_pulse) as door:
        door.form(PULSE, page_fields(door, recommend="8"))
        at = door.app.stores()
        sent = page_fields(door, recommend="7")
        code = receipt_in(door.get(door.form(PULSE, sent).headers["location"]).text)
        door.app.services().now = lambda: datetime.now(UTC) + timedelta(days=1)
        assert door.form("/receipt", {"_code": code, "_do": "erase-now"}).status == 200
        needed.clear()
        work = {"responses": at.responses, "contacts": at.contacts, "daily": at.daily}
        work |= {"documents": at.documents, "release": Release(at.release), "secret": KEY}
        later = datetime.now(UTC) + timedelta(days=2)
        assert list(run_night(later, **work))
        told = settings.from_environment()
        tell_subscribers(later, told, work["documents"], work["release"])
    assert lacking(needed, "compile-summaries") == set()
    assert unneeded(needed, "compile-summaries") <= NOT_EVERY_NIGHT


def test_who_erases_may_do_what_erasing_calls_and_no_more(tmp_path: Path, release_of_pulse: Path) -> None:
    """A closed day in a locked archive; erasing rewrites it and breaks the lock of the file before."""
    with rights_needed() as needed, gateway_on_aws(tmp_path, release_of_pulse) as door:
        lock_archive()
        for answer in ("8", "9"):
            door.form(PULSE, page_fields(door, recommend=answer))
        at = door.app.stores()
        later = datetime.now(UTC) + timedelta(days=2)
        over = {
            "responses": at.responses,
            "documents": at.documents,
            "questionnaire": Release(at.release).questionnaire,
            "now": lambda: later,
        }
        today = datetime.now(UTC).date()
        close_days(since=today, **over)
        doomed = next(at.responses.received(today - timedelta(days=1), today)).id
        needed.clear()
        erase(doomed, "letter 7", secret=KEY, **over)
    assert lacking(needed, "EraseRole") == set()
    # The release is read where a survey declares drivers: their sums are counted anew.
    assert unneeded(needed, "EraseRole") == {("s3:GetObject", "Documents/release/*")}


def lock_archive() -> None:
    """The lock of the template, and moto's S3 holds to it."""
    s3 = boto3.client("s3")
    s3.put_bucket_versioning(Bucket="archive", VersioningConfiguration={"Status": "Enabled"})
    declared = json.loads((HANDLER / "resources" / "documents.json").read_text())["Resources"]["Archive"]
    rule = declared["Properties"]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    retention = {"Mode": rule["Mode"], "Days": 300}
    s3.put_object_lock_configuration(
        Bucket="archive",
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}},
    )


@pytest.mark.parametrize("function", ["api-handler", "compile-summaries"])
def test_no_function_may_break_the_lock_of_the_archive(function: str) -> None:
    assert "s3:BypassGovernanceRetention" not in {action for action, _ in grants(function)}


@pytest.mark.parametrize("function", ["api-handler", "compile-summaries"])
def test_no_function_may_read_contact_details(function: str) -> None:
    (denied,) = [s for s in statements(function) if s["Effect"] == "Deny"]
    key = contact_key("00000000-0000-4000-8000-000000000001")
    (pattern,) = denied["Condition"]["ForAnyValue:StringLike"]["dynamodb:LeadingKeys"]
    assert (denied["Action"], fnmatchcase(key, pattern)) == ("dynamodb:GetItem", True)
    # What reads many items at once is granted on the index alone, where no contact stands.
    reading = {"dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect"}
    many = {place for action, place in grants(function) if action in reading}
    assert many <= {"Responses/index/by-day"}


def test_the_table_deletes_contact_details_by_itself() -> None:
    declared = json.loads((HANDLER / "resources" / "answers.json").read_text())["Resources"]["Responses"]
    ttl = declared["Properties"]["TimeToLiveSpecification"]
    assert ttl == {"AttributeName": "expires", "Enabled": True}


# What proves that the tests above can fail.


def test_a_right_that_lacks_and_one_too_many_are_told() -> None:
    assert lacking({("s3:PutObject", "Documents/release/x")}, "api-handler") == {
        ("s3:PutObject", "Documents/release/x")
    }
    assert ("s3:GetObject", "Documents/release/*") in unneeded(set(), "api-handler")
