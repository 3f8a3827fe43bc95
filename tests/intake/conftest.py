"""The small firm's intake over each real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import House
from moto import mock_aws
from storage.conftest import TABLE, make_table, mocked_client

from listenwell.storage.aws_contacts import DynamoContacts
from listenwell.storage.aws_daily import DynamoDaily
from listenwell.storage.aws_responses import DynamoResponses
from listenwell.storage.embedded_contacts import SqliteContacts
from listenwell.storage.embedded_daily import SqliteDaily
from listenwell.storage.embedded_responses import SqliteResponses


@pytest.fixture(params=["embedded", "aws"])
def office(request: pytest.FixtureRequest, tmp_path: Path, released: dict[str, bytes]) -> Iterator[House]:
    """The small firm's intake over a real store."""
    house = House(released)
    if request.param == "embedded":
        file = tmp_path / "responses.sqlite3"
        put_over(house, SqliteResponses(file), SqliteContacts(file), SqliteDaily(file))
        yield house
        return
    with mock_aws(config={"core": {"mock_credentials": False}}):
        client = mocked_client("dynamodb")
        make_table(client)
        put_over(
            house, DynamoResponses(client, TABLE), DynamoContacts(client, TABLE), DynamoDaily(client, TABLE)
        )
        yield house


def put_over(house: House, responses: object, contacts: object, daily: object) -> None:
    house.responses = house.services.responses = responses
    house.contacts = house.services.contacts = contacts
    house.daily = house.services.daily = daily
