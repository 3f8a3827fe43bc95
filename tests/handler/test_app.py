"""handler/app.py on its own: set-ups at fault, the nightly schedule, what the Lambdas' roles must allow."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.test import Client

from listenwell.storage.stored_form import contact_key
from listenwell.summary.period import quarter_of
from listenwell.web import Source

from .doors import HANDLER, Door, chalice_client, environment, gateway_on_aws, load_app, through
from .test_doors import PULSE, page_fields

SHIPPED_SURVEYS = {"expectations", "pulse", "service-rating", "telephone-interview", "your-own-words"}


def nightly(door: Door) -> None:
    """The event of the schedule."""
    event = Client(door.app.app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    door.app.compile_summaries(event, None)


def summaries(door: Door) -> set[str]:
    return set(door.documents.names("summaries/"))


def test_the_schedule_compiles_every_survey_in_every_format(tmp_path: Path, shipped_release: Path) -> None:
    with chalice_client(tmp_path, shipped_release) as door:
        door.form(PULSE, page_fields(door, recommend="9"))
        nightly(door)
        quarter = quarter_of(datetime.now(UTC).date()).label
        made = {name.split("/")[1] for name in summaries(door)}
        assert made == SHIPPED_SURVEYS | {"all_surveys"}
        for kind in ("html", "csv", "json"):
            assert f"summaries/pulse/{quarter}/0001/summary.{kind}" in summaries(door)
        summary = json.loads(door.documents.get(f"summaries/pulse/{quarter}/0001/summary.json"))
        assert summary["responses"] == 1


def test_the_schedule_needs_no_key_for_receipts(
    tmp_path: Path, shipped_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chalice_client(tmp_path, shipped_release) as door:
        monkeypatch.delenv("LISTENWELL_SECRET")
        nightly(door)
        assert summaries(door)


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (
            "LISTENWELL_SECRET",
            "short",
            "LISTENWELL_SECRET has 5 characters; it needs at least 32 characters.",
        ),
        ("LISTENWELL_STORAGE", "paper", 'LISTENWELL_STORAGE is "paper"; it must be "embedded" or "aws".'),
    ],
)
def test_a_set_up_at_fault_is_told_in_the_log_and_gives_customers_their_answers_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, setting: str, value: str, said: str
) -> None:
    with environment(LISTENWELL_DATA=str(tmp_path), **{setting: value}):
        send = through(Client(load_app().app, project_dir=str(tmp_path)))
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = send("POST", PULSE, form, b"recommend=9&why=%3Cb%3EKept%21")
    assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    assert f'<form method="post" action="{PULSE}">' in answer.text
    assert '<textarea hidden name="why">\n&lt;b&gt;Kept!</textarea>' in answer.text
    assert said in caplog.text
    assert "Kept" not in caplog.text


def test_importing_the_app_reads_no_settings_and_opens_nothing(tmp_path: Path) -> None:
    with environment(LISTENWELL_STORAGE="paper", LISTENWELL_DATA=str(tmp_path / "data")):
        app = load_app()
    assert (app.stores.cache_info().currsize, (tmp_path / "data").exists()) == (0, False)


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "192.0.2.7"),
        ({"x-forwarded-for": "198.51.100.9, 203.0.113.1"}, "192.0.2.7"),
        ({"x-forwarded-for": "203.0.113.1", "x-amz-cf-id": "x"}, "192.0.2.7"),
        ({"x-forwarded-for": "made up, 198.51.100.9, 203.0.113.1", "x-amz-cf-id": "x"}, "198.51.100.9"),
    ],
)
def test_where_a_request_comes_from_is_what_api_gateway_sees_or_what_cloudfront_saw(
    headers: dict[str, str], address: str
) -> None:
    context = {"identity": {"sourceIp": "192.0.2.7"}}
    asked = SimpleNamespace(context=context, headers={**headers, "user-agent": "a browser"})
    assert load_app().source(asked) == Source(address, "a browser")


# Rights


@contextmanager
def calls_to_aws(*stores: Any) -> Iterator[set[str]]:
    """Every call to AWS while it lasts, as IAM spells it. Queries find nothing: a year has 6,000 of them."""
    made: set[str] = set()

    def note(model: Any, **_: Any) -> tuple[Any, dict[str, Any]] | None:
        made.add(f"{model.service_model.service_name}:{model.name}")
        return (SimpleNamespace(status_code=200), {"Items": []}) if model.name == "Query" else None

    clients = [store._client for store in stores]
    for client in clients:
        client.meta.events.register("before-call", note)
    yield made
    for client in clients:
        client.meta.events.unregister("before-call", note)


def granted(function: str) -> set[str]:
    """The actions of a function's policy, those for its log left out."""
    policy = json.loads((HANDLER / ".chalice" / f"policy-{function}.json").read_text())
    allowed = [s["Action"] for s in policy["Statement"] if s["Effect"] == "Allow"]
    actions = [action if isinstance(action, list) else [action] for action in allowed]
    return {action for each in actions for action in each if not action.startswith("logs:")}


# S3 answers "forbidden" for an object that is missing to whoever may not list the bucket; nothing is listed.
NEVER_CALLED = {"s3:ListBucket"}

# Only when a correction came, an erasure was cut short, roll-ups were replaced, a day grew too old or
# somebody subscribed.
NOT_EVERY_NIGHT = {
    *("dynamodb:GetItem", "dynamodb:DeleteItem"),
    *("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions", "ses:SendEmail"),
}


@pytest.fixture
def release_of_pulse(tmp_path: Path, shipped_release: Path) -> Path:
    """The shipped release with one survey alone: the schedule sweeps a year for each."""
    root = tmp_path / "release"
    shutil.copytree(shipped_release, root)
    index = json.loads((root / "index.json").read_bytes())
    index["published"] = [page for page in index["published"] if page["survey"] == "pulse"]
    (root / "index.json").write_text(json.dumps(index))
    return root


def test_the_intake_may_do_what_it_calls_and_no_more(tmp_path: Path, release_of_pulse: Path) -> None:
    with gateway_on_aws(tmp_path, release_of_pulse) as door:
        at = door.app.stores()
        with calls_to_aws(at.responses, at.daily, at.documents, at.release) as made:
            sent = page_fields(door, recommend="9")
            for _ in range(2):
                location = door.form(PULSE, sent).headers["location"]
            del sent["_id"]
            door.form(PULSE, sent)
            assert door.get(location).status == 200
            door.program(PULSE, {"version": "0123456789ab", "answers": {"recommend": 9}})
    assert made | NEVER_CALLED == granted("api-handler")


def test_the_schedule_may_do_what_it_calls_and_no_more(tmp_path: Path, release_of_pulse: Path) -> None:
    with gateway_on_aws(tmp_path, release_of_pulse) as door:
        at = door.app.stores()
        with calls_to_aws(at.responses, at.documents, at.release) as made:
            nightly(door)
    listed = {"s3:ListBucket" if call == "s3:ListObjectsV2" else call for call in made}
    assert listed | NOT_EVERY_NIGHT == granted("compile-summaries")


@pytest.mark.parametrize("function", ["api-handler", "compile-summaries"])
def test_no_function_may_read_contact_details(function: str) -> None:
    policy = json.loads((HANDLER / ".chalice" / f"policy-{function}.json").read_text())
    (denied,) = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    key = contact_key("00000000-0000-4000-8000-000000000001")
    (pattern,) = denied["Condition"]["ForAnyValue:StringLike"]["dynamodb:LeadingKeys"]
    assert (denied["Action"], fnmatchcase(key, pattern)) == ("dynamodb:GetItem", True)
    # What reads many items at once is granted on the index alone, where no contact stands.
    reading = {"dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect"}
    for statement in policy["Statement"]:
        if reading & set(
            statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        ):
            assert statement["Resource"] == {"Fn::Sub": "${Responses.Arn}/index/by-day"}


def test_the_table_deletes_contact_details_by_itself() -> None:
    declared = json.loads((HANDLER / "resources.json").read_text())["Resources"]["Responses"]["Properties"]
    assert declared["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
