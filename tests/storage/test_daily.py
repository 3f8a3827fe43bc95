"""What every DailyStore promises of its counters; each claim runs on every backend."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from listenwell.storage import DailyStore
from listenwell.storage.aws_daily import DynamoDaily
from listenwell.storage.embedded_daily import SqliteDaily

from .conftest import BACKENDS, TABLE, make_table, mocked_client
from .samples import DAY

NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture(params=BACKENDS)
def daily(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DailyStore]:
    if request.param == "embedded":
        store = SqliteDaily(tmp_path / "responses.sqlite3", patience=30)
        yield store
        store.close()
        return
    request.getfixturevalue("cloud")
    client = mocked_client("dynamodb")
    make_table(client)
    yield DynamoDaily(client, TABLE)


def test_counting_begins_at_one_for_each_name_and_day(daily: DailyStore) -> None:
    key = daily.key(DAY)
    assert [daily.count(DAY, "a").today for _ in range(3)] == [1, 2, 3]
    assert [daily.count(*each).today for each in ((DAY, "b"), (NEXT_DAY, "a"), (DAY, "key"))] == [1, 1, 1]
    assert daily.key(DAY) == key, "no counter is in its way"


def test_no_two_calls_at_once_get_the_same_number(daily: DailyStore) -> None:
    got: list[int] = []
    threads = [
        threading.Thread(target=lambda: got.extend(daily.count(DAY, "a").today for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 21))


def test_counters_are_gone_after_the_day(daily: DailyStore) -> None:
    daily.count(DAY, "a")
    if isinstance(daily, SqliteDaily):
        assert daily.sweep(DAY + timedelta(days=2)) == 1
        assert daily.count(DAY, "a").today == 1
    else:
        item = mocked_client("dynamodb").scan(TableName=TABLE)["Items"][0]
        assert set(item) == {"id", "number", "expires"}, "the table deletes it by itself; no sweep meets it"
        assert item["id"]["S"] == f"day#{DAY}#count#a"
