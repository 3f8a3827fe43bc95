"""What every ContactStore promises; each claim runs on every backend."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from listenwell.storage import ContactStore, ResponseStore
from listenwell.storage.aws_contacts import DynamoContacts
from listenwell.storage.embedded_contacts import SqliteContacts
from listenwell.survey.contact import ContactDetails

from .conftest import TABLE, mocked_client
from .samples import DAY, NASTY_TEXTS, NOON, a_response

LAST = DAY + timedelta(days=90)


def details(**changes: object) -> ContactDetails:
    usual = {
        "id": str(uuid4()),
        "email": "j.miller@example.com",
        "telephone": "01632 960 001",
        "agreed": "Use these details to answer me",
        "agreed_at": NOON,
        "until": LAST,
    }
    return ContactDetails(**{**usual, **changes})


@pytest.fixture
def contacts(responses: ResponseStore, tmp_path: Path) -> ContactStore:
    """The contacts beside `responses`, in the same file or table."""
    if hasattr(responses, "close"):
        return SqliteContacts(tmp_path / "responses.sqlite3", patience=30)
    return DynamoContacts(mocked_client("dynamodb"), TABLE)


def test_details_that_were_put_come_back_as_they_were(contacts: ContactStore) -> None:
    kept = details()
    contacts.put(kept)
    assert contacts.get(kept.id, DAY) == kept


@pytest.mark.parametrize("text", NASTY_TEXTS.values(), ids=NASTY_TEXTS)
def test_nasty_details_come_back_as_they_were(contacts: ContactStore, text: str) -> None:
    kept = details(email=text, telephone=text, agreed=text)
    contacts.put(kept)
    assert contacts.get(kept.id, DAY) == kept


def test_later_details_of_a_response_take_the_place_of_earlier_ones(contacts: ContactStore) -> None:
    first = details()
    later = details(id=first.id, email="", telephone="+44 1632 960 002")
    contacts.put(first)
    contacts.put(later)
    assert contacts.get(first.id, DAY) == later


@pytest.mark.parametrize("unknown", ["", "no-id", "x" * 3000, "'", "00000000-0000-4000-8000-000000000001"])
def test_of_an_unknown_response_there_are_none(contacts: ContactStore, unknown: str) -> None:
    kept = details()
    contacts.put(kept)
    assert contacts.get(unknown, DAY) is None
    assert contacts.erase(unknown) is False
    assert contacts.get(kept.id, DAY) == kept


def test_details_are_shown_on_their_last_day_and_never_after_it(contacts: ContactStore) -> None:
    kept = details()
    contacts.put(kept)
    assert contacts.get(kept.id, LAST) == kept
    assert contacts.get(kept.id, LAST + timedelta(days=1)) is None


def test_a_sweep_leaves_what_is_not_over(contacts: ContactStore) -> None:
    over, kept = details(until=DAY - timedelta(days=1)), details(until=DAY)
    for each in (over, kept):
        contacts.put(each)
    contacts.sweep(DAY)
    assert contacts.get(kept.id, DAY) == kept
    assert contacts.get(over.id, DAY) is None


def test_erased_details_are_gone_and_erasing_twice_is_no_error(contacts: ContactStore) -> None:
    kept, other = details(), details()
    for each in (kept, other):
        contacts.put(each)
    assert [contacts.erase(kept.id) for _ in range(3)] == [True, False, False]
    assert contacts.get(kept.id, DAY) is None
    assert contacts.get(other.id, DAY) == other


def test_erasing_a_response_erases_its_contact_and_no_other(
    contacts: ContactStore, responses: ResponseStore
) -> None:
    erased, kept = a_response(), a_response()
    for response in (erased, kept):
        responses.add(response)
        contacts.put(details(id=response.id))
    assert responses.erase(erased.id) is True
    assert contacts.get(erased.id, DAY) is None
    assert contacts.get(kept.id, DAY) == details(id=kept.id)


def test_a_contact_without_its_response_is_erased_with_its_id(
    contacts: ContactStore, responses: ResponseStore
) -> None:
    alone = details()
    contacts.put(alone)
    assert responses.erase(alone.id) is False
    assert contacts.get(alone.id, DAY) is None


def test_erasing_the_contact_leaves_the_response(contacts: ContactStore, responses: ResponseStore) -> None:
    response = a_response()
    responses.add(response)
    contacts.put(details(id=response.id))
    contacts.erase(response.id)
    assert responses.get(response.id) == response


def test_no_sweep_over_responses_meets_a_contact(contacts: ContactStore, responses: ResponseStore) -> None:
    response = a_response()
    responses.add(response)
    for _ in range(3):
        contacts.put(details())
    contacts.put(details(id=response.id))
    assert list(responses.received(DAY, DAY)) == [response]
    assert responses.count(DAY, DAY) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "x"}, "the id of a response is a UUID in lower case"),
        ({"agreed_at": datetime(2026, 3, 14)}, "agreed_at needs its time zone (UTC)"),
    ],
)
def test_details_without_a_response_or_a_time_zone_cannot_be_made(changes: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(").replace(")", r"\)")):
        details(**changes)


# Each backend's own


def test_a_sweep_overwrites_in_the_file_what_is_over(tmp_path: Path) -> None:
    store = SqliteContacts(tmp_path / "responses.sqlite3")
    over, kept = details(email="gone@example.com", until=DAY - timedelta(days=1)), details()
    for each in (over, kept):
        store.put(each)
    assert store.sweep(DAY) == 1
    assert store.sweep(DAY) == 0
    store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"gone@example.com" not in written
    assert b"j.miller@example.com" in written


def test_dynamodb_is_told_when_the_last_day_is_over(cloud: None, responses: ResponseStore) -> None:
    kept = details(until=date(2026, 6, 12))
    if hasattr(responses, "close"):
        pytest.skip("SQLite is swept")
    client = mocked_client("dynamodb")
    DynamoContacts(client, TABLE).put(kept)
    item = client.get_item(TableName=TABLE, Key={"id": {"S": f"contact#{kept.id}"}})["Item"]
    assert int(item["expires"]["N"]) == datetime(2026, 6, 13, tzinfo=UTC).timestamp()
    assert set(item) == {"id", "contact", "expires"}, "no key of an index"
