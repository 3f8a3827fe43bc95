"""handler/app.py on its own: set-ups at fault, the nightly schedule, where requests come from."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from chalice.test import Client

from listenwell.summary.period import quarter_of
from listenwell.web import Source

from .doors import Door, chalice_client, environment, load_app, through
from .test_doors import PULSE, page_fields

SHIPPED_SURVEYS = {"expectations", "pulse", "service-rating", "telephone-interview", "your-own-words"}


def nightly(door: Door) -> None:
    """The event of the schedule."""
    event = Client(door.app.app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 900_000)
    door.app.compile_summaries(event, context)


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
