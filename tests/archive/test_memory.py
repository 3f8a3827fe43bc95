"""Closing a day holds its packed bytes and little more, however many answers it has."""

import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta

from listenwell.survey.response import Response

from .conftest import House
from .samples import DAY, an_id, at, visit


class ManyResponses:
    """A store of so many answers that it makes them as it is swept."""

    def __init__(self, number: int) -> None:
        self._number = number

    def received(self, first: date, last: date) -> Iterator[Response]:
        for n in range(1, self._number + 1) if first <= DAY <= last else ():
            yield self._made(n)

    def get(self, response_id: str) -> Response | None:
        return self._made(int(response_id[-8:], 16))

    def _made(self, n: int) -> Response:
        return visit(
            n, received_at=at(DAY) + timedelta(milliseconds=n), supersedes=an_id(n - 1) if n % 50 == 0 else ""
        )


def peak(number: int, house: House) -> float:
    """Megabytes at the most."""
    tracemalloc.start()
    house.close(responses=ManyResponses(number))
    size = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return size


def test_ten_times_the_answers_take_little_more_memory(house: House) -> None:
    small = peak(600, House(house.responses, type(house.documents)()))
    large = peak(6_000, house)
    assert large - small < 3  # decoded they would take more than 12
