"""Counting what a source does: told apart by its network alone, under names that say nothing."""

from datetime import timedelta

import pytest

from listenwell.intake.counting import times, times_in_all
from listenwell.web import NOWHERE, Source


def test_a_source_is_its_network_whatever_the_browser_calls_itself(house) -> None:
    asked = [Source("192.0.2.7", "one"), Source("192.0.2.7", "two"), Source("::ffff:192.0.2.7", "three")]
    assert [times(source, "look", house.services) for source in asked] == [1, 2, 3]
    assert times(Source("192.0.2.8", "one"), "look", house.services) == 1


def test_addresses_of_one_household_in_ipv6_count_together(house) -> None:
    home = [Source("2001:db8:1:2::1", ""), Source("2001:db8:1:2:ffff:ffff:ffff:ffff", "")]
    assert [times(source, "look", house.services) for source in home] == [1, 2]
    assert times(Source("2001:db8:1:3::1", ""), "look", house.services) == 1


@pytest.mark.parametrize("source", [NOWHERE, Source("", ""), Source("unix:", "x")])
def test_a_request_without_an_address_is_counted_too(house, source) -> None:
    assert [times(source, "look", house.services) for _ in range(2)] == [1, 2]


def test_each_thing_is_counted_by_itself_and_each_day_afresh(house) -> None:
    ann = Source("192.0.2.7", "")
    assert [times(ann, what, house.services) for what in ("look", "send", "look")] == [1, 1, 2]
    assert [times_in_all("look", house.services) for _ in range(2)] == [1, 2], "not that of a source"
    house.now += timedelta(days=1)
    assert times(ann, "look", house.services) == 1


def test_the_name_of_a_counter_says_nothing_and_changes_with_the_day(house) -> None:
    ann = Source("192.0.2.7", "a browser")
    times(ann, "look", house.services)
    house.now += timedelta(days=1)
    times(ann, "look", house.services)
    first, second = (each[1] for each in house.daily.counted if len(each) == 2)
    assert first != second
    assert "192" not in first and len(first) == len("look#") + 32
