"""A response and its contact: both or neither, whichever step of which store goes wrong."""

import sqlite3
from collections import deque
from functools import partial
from pathlib import Path

import pytest

from listenwell.storage import Added, ContactStore, ResponseStore, StorageUnavailable
from listenwell.storage.aws_contacts import DynamoContacts
from listenwell.storage.aws_responses import DynamoResponses
from listenwell.storage.embedded_contacts import SqliteContacts
from listenwell.storage.embedded_responses import SqliteResponses

from .conftest import TABLE, make_table, mocked_client
from .faults import Fault, dynamodb_says
from .samples import DAY, a_response
from .test_contacts import contacts, details  # noqa: F401 - the fixture beside `responses`
from .test_dynamodb import PASSING


def test_both_are_there_when_it_returns(responses: ResponseStore, contacts: ContactStore) -> None:  # noqa: F811
    response = a_response()
    assert responses.add(response, details(id=response.id)) == Added(response, new=True)
    assert responses.get(response.id) == response
    assert contacts.get(response.id, DAY) == details(id=response.id)


def test_sent_again_neither_changes(responses: ResponseStore, contacts: ContactStore) -> None:  # noqa: F811
    response = a_response()
    responses.add(response, details(id=response.id))
    other = details(id=response.id, email="other@example.com")
    assert responses.add(a_response(id=response.id, answers={}), other) == Added(response, new=False)
    assert responses.add(response) == Added(response, new=False)
    assert contacts.get(response.id, DAY) == details(id=response.id)


def test_a_response_that_is_there_without_a_contact_gets_none_later(
    responses: ResponseStore,
    contacts: ContactStore,  # noqa: F811
) -> None:
    response = a_response()
    responses.add(response)
    assert responses.add(response, details(id=response.id)) == Added(response, new=False)
    assert contacts.get(response.id, DAY) is None


# SQLite, step by step

FAILURES = {
    "locked": sqlite3.OperationalError("database is locked"),
    "disk full": sqlite3.OperationalError("database or disk is full"),
    "broken": sqlite3.OperationalError("disk I/O error"),
    "killed": KeyboardInterrupt(),
}


class Scripted(sqlite3.Connection):
    """Raises at the step that the test names, before it is carried out or after."""

    step, late, failure = -1, False, None
    taken = 0

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        number, Scripted.taken = Scripted.taken, Scripted.taken + 1
        if number != Scripted.step:
            return super().execute(statement, *values)
        if Scripted.late:
            super().execute(statement, *values)
        raise Scripted.failure


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("step", range(5))
def test_no_step_of_sqlite_that_fails_leaves_half(
    tmp_path: Path, step: int, failure: Exception, late: bool
) -> None:
    path = tmp_path / "responses.sqlite3"
    store = SqliteResponses(path, connect=partial(sqlite3.connect, factory=Scripted))
    response = a_response()
    Scripted.step, Scripted.late, Scripted.failure, Scripted.taken = step, late, failure, 0
    try:
        store.add(response, details(id=response.id))
        failed = False
    except (StorageUnavailable, KeyboardInterrupt):
        failed = True
    Scripted.step = -1
    assert failed == (step < 4), "four steps: begin, the response, the contact, commit"
    again, contacts = SqliteResponses(path), SqliteContacts(path)  # noqa: F811
    whole = again.get(response.id), contacts.get(response.id, DAY)
    done = (response, details(id=response.id))
    assert whole == (done if not failed or (step == 3 and late) else (None, None))
    assert store.add(response, details(id=response.id)).response == response
    assert (again.get(response.id), contacts.get(response.id, DAY)) == done
    assert again.count(DAY, DAY) == 1


# DynamoDB, by each fault


@pytest.fixture
def table(cloud: None) -> tuple[DynamoResponses, DynamoContacts]:
    make_table(mocked_client("dynamodb"))
    client = mocked_client("dynamodb", 1)
    return DynamoResponses(client, TABLE), DynamoContacts(client, TABLE)


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_no_fault_of_a_transaction_leaves_half_and_the_same_call_later_finds_both(
    table: tuple[DynamoResponses, DynamoContacts], faults: deque[Fault], fault: Fault
) -> None:
    responses, contacts = table  # noqa: F811
    response = a_response()
    faults.append(fault)
    with pytest.raises(StorageUnavailable) as raised:
        responses.add(response, details(id=response.id))
    assert raised.value.passing
    assert (responses.get(response.id) is None) == (contacts.get(response.id, DAY) is None)
    assert responses.add(response, details(id=response.id)).response == response
    assert contacts.get(response.id, DAY) == details(id=response.id)
    assert responses.count(DAY, DAY) == 1


def test_a_transaction_that_met_another_is_told_as_passing(
    table: tuple[DynamoResponses, DynamoContacts], faults: deque[Fault]
) -> None:
    faults.append(dynamodb_says(400, "TransactionCanceledException"))
    response = a_response()
    with pytest.raises(StorageUnavailable) as raised:
        table[0].add(response, details(id=response.id))
    assert raised.value.passing


def test_a_set_up_at_fault_is_told_as_lasting(
    table: tuple[DynamoResponses, DynamoContacts], faults: deque[Fault]
) -> None:
    faults.append(dynamodb_says(400, "AccessDeniedException"))
    with pytest.raises(StorageUnavailable) as raised:
        table[0].add(a_response())
    assert not raised.value.passing
