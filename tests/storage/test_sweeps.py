"""What every ResponseStore promises about a sweep over days; each claim runs on every backend."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice

import pytest

from listenwell.storage import ResponseStore
from listenwell.survey.response import Response, canonical_json

from .samples import DAY, NOON, a_response, a_response_of

NEXT_DAY = DAY + timedelta(days=1)


def test_an_empty_store_gives_nothing(responses: ResponseStore) -> None:
    assert list(responses.received(DAY, DAY)) == []
    assert responses.count(DAY, DAY) == 0


def test_last_before_first_gives_nothing(responses: ResponseStore) -> None:
    responses.add(a_response())
    assert list(responses.received(NEXT_DAY, DAY)) == []
    assert responses.count(NEXT_DAY, DAY) == 0


def test_responses_come_by_time(responses: ResponseStore) -> None:
    inexact = [0, 1, 999_999, 1_000_000, 1_000_001, 59_000_000, 60_000_000, 3_600_000_000]
    wanted = [a_response(received_at=NOON + timedelta(microseconds=m)) for m in inexact]
    _add_in_another_order(responses, wanted)
    assert list(responses.received(DAY, DAY)) == wanted


def test_responses_of_one_moment_come_by_id(responses: ResponseStore) -> None:
    wanted = sorted((a_response() for _ in range(50)), key=lambda response: response.id)
    _add_in_another_order(responses, wanted)
    assert list(responses.received(DAY, DAY)) == wanted


def test_moments_are_compared_across_time_zones(responses: ResponseStore) -> None:
    zones = [timezone(timedelta(hours=h)) for h in (-11, 0, 14)]
    wanted = [
        a_response(received_at=(NOON + timedelta(seconds=n)).astimezone(z)) for n, z in enumerate(zones * 3)
    ]
    _add_in_another_order(responses, wanted)
    assert list(responses.received(DAY, DAY)) == wanted


@pytest.mark.parametrize(
    ("received_at", "day"),
    [
        (datetime(2026, 3, 14, tzinfo=UTC), date(2026, 3, 14)),
        (datetime(2026, 3, 14, 23, 59, 59, 999_999, tzinfo=UTC), date(2026, 3, 14)),
        (datetime(2026, 3, 15, 1, 59, tzinfo=timezone(timedelta(hours=2))), date(2026, 3, 14)),
        (datetime(2026, 3, 15, 2, 0, tzinfo=timezone(timedelta(hours=2))), date(2026, 3, 15)),
        (datetime(2025, 12, 31, 19, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 1, 1)),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_a_day_runs_from_midnight_to_midnight_utc(
    responses: ResponseStore, received_at: datetime, day: date
) -> None:
    response = a_response(received_at=received_at)
    responses.add(response)
    assert list(responses.received(day, day)) == [response]
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert list(responses.received(other, other)) == []
        assert responses.count(other, other) == 0


def test_a_range_includes_both_its_days_and_no_others(responses: ResponseStore) -> None:
    wanted = [a_response(received_at=NOON + timedelta(days=d)) for d in range(-2, 3)]
    _add_in_another_order(responses, wanted)
    first, last = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert list(responses.received(first, last)) == wanted[1:4]
    assert responses.count(first, last) == 3


def test_the_last_day_of_the_calendar_can_be_asked_for(responses: ResponseStore) -> None:
    response = a_response(received_at=datetime(9999, 12, 31, 12, tzinfo=UTC))
    responses.add(response)
    assert list(responses.received(date.max, date.max)) == [response]


def test_a_day_of_many_megabytes_comes_whole(responses: ResponseStore) -> None:
    wanted = [a_response_of(100_000, received_at=NOON + timedelta(seconds=n)) for n in range(40)]
    _add_in_another_order(responses, wanted)
    assert list(responses.received(DAY, DAY)) == wanted
    assert responses.count(DAY, DAY) == len(wanted)


def test_the_largest_responses_come_whole(responses: ResponseStore) -> None:
    wanted = [a_response_of(390_000, received_at=NOON + timedelta(seconds=n)) for n in range(8)]
    _add_in_another_order(responses, wanted)
    assert list(responses.received(DAY, DAY)) == wanted


def test_the_count_is_what_received_gives(responses: ResponseStore) -> None:
    for hours in range(-40, 41):
        responses.add(a_response(received_at=NOON + timedelta(hours=hours)))
    for first in (DAY - timedelta(days=1), DAY):
        for last in (DAY, DAY + timedelta(days=1)):
            swept = list(responses.received(first, last))
            assert responses.count(first, last) == len(swept) > 0


def test_adding_during_a_sweep_breaks_nothing(responses: ResponseStore) -> None:
    wanted = [a_response_of(300_000, received_at=NOON + timedelta(seconds=n)) for n in range(8)]
    _add_in_another_order(responses, wanted)
    sweep = responses.received(DAY, DAY)
    swept = list(islice(sweep, 2))
    early, late = (a_response(received_at=NOON + timedelta(hours=h)) for h in (-1, 1))
    assert responses.add(early).new
    assert responses.add(late).new
    swept += sweep
    assert [response for response in swept if response.id not in (early.id, late.id)] == wanted
    assert list(responses.received(DAY, DAY)) == [early, *wanted, late]


def test_a_sweep_left_half_way_holds_nobody_up(responses: ResponseStore) -> None:
    _add_in_another_order(responses, [a_response() for _ in range(5)])
    sweep = responses.received(DAY, DAY)
    next(sweep)
    assert responses.add(a_response()).new
    assert responses.count(DAY, DAY) == 6


def _add_in_another_order(responses: ResponseStore, wanted: list[Response]) -> None:
    for response in sorted(wanted, key=canonical_json, reverse=True):
        assert responses.add(response).new
