"""What is kept of one customer: these fields and no others."""

from datetime import date, datetime, timedelta, timezone

import msgspec
import pytest
from conftest import NOON

from listenwell.survey.response import Response, canonical_json, is_response_id

ID = "00000000-0000-4000-8000-000000000001"
USUAL = {
    "id": ID,
    "survey": "pulse",
    "version": "0123456789ab",
    "segment": "home",
    "channel": "web",
    "language": "en",
    "received_at": NOON,
    "answers": {"why": "x", "recommend": 9},
}


def test_the_fields_are_those_of_the_design_and_no_others():
    assert Response.__struct_fields__ == (
        "id", "survey", "version", "segment", "channel", "language", "received_at", "answers",
        "invitation", "entered_by", "supersedes", "marks",
    )  # fmt: skip


@pytest.mark.parametrize("field", ["address", "user_agent", "fingerprint", "email"])
def test_a_field_more_is_refused_when_it_is_read(field):
    data = msgspec.json.encode({**msgspec.to_builtins(Response(**USUAL)), field: "x"})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(data, type=Response)


def test_equal_responses_give_equal_bytes_whatever_the_order_of_answers():
    turned = Response(**{**USUAL, "answers": {"recommend": 9, "why": "x"}})
    assert (
        canonical_json(turned)
        == canonical_json(Response(**USUAL))
        == (
            b'{"answers":{"recommend":9,"why":"x"},"channel":"web","id":"00000000-0000-4000-8000-000000000001",'
            b'"language":"en","received_at":"2026-03-14T12:00:00Z","segment":"home","survey":"pulse",'
            b'"version":"0123456789ab"}'
        )
    )


def test_the_day_is_that_of_utc():
    late = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert Response(**{**USUAL, "received_at": late}).day == date(2025, 12, 31)


@pytest.mark.parametrize(
    "changes",
    [{"id": "x"}, {"id": ID.replace("0", "A")}, {"id": ID + "\n"}, {"received_at": datetime(2026, 1, 1)}],
)  # fmt: skip
def test_an_id_that_is_no_uuid_and_a_time_without_zone_are_refused(changes):
    with pytest.raises(ValueError, match=r"a response id|received_at"):
        Response(**{**USUAL, **changes})


@pytest.mark.parametrize(
    ("text", "good"),
    [(ID, True), (ID.replace("0", "a"), True), (ID.replace("-", ""), False), ("{" + ID + "}", False),
     (ID[:-1], False), ("", False), (ID[:-1] + "A", False), (ID[:-1] + "١", False)],
)  # fmt: skip
def test_an_id_is_a_uuid_in_the_one_spelling(text, good):
    assert is_response_id(text) == good
