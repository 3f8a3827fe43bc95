"""A store that fails for the moment is asked again, as long as there is time to answer."""

import pytest
from conftest import House

from listenwell.intake.again import BUDGET, patiently
from listenwell.storage import StorageUnavailable


class Clock:
    """Time that passes by pauses, and by so much at each call of a failing store."""

    def __init__(self, house: House, fails: int, takes: float = 0.0, passing: bool = True) -> None:
        self.now, self.calls, self._fails, self._takes, self._passing = 0.0, 0, fails, takes, passing
        house.services.clock = lambda: self.now
        house.services.pause = self._pass

    def _pass(self, seconds: float) -> None:
        self.now += seconds

    def store(self) -> str:
        self.calls += 1
        self.now += self._takes
        if self.calls <= self._fails:
            raise StorageUnavailable(f"attempt {self.calls}", passing=self._passing)
        return "kept"


@pytest.mark.parametrize("fails", range(5))
def test_up_to_four_failures_are_got_over(house, fails):
    clock = Clock(house, fails)
    assert patiently(clock.store, house.services, 29.0) == "kept"
    assert clock.calls == fails + 1
    assert clock.now <= 3.3


def test_the_fifth_failure_is_told(house):
    clock = Clock(house, 9)
    with pytest.raises(StorageUnavailable, match="attempt 5"):
        patiently(clock.store, house.services, 29.0)


@pytest.mark.parametrize(
    ("ends", "takes", "calls"), [(0.0, 0.0, 1), (5.0, 3.0, 2), (99.0, 5.0, 2), (99.0, BUDGET, 1)]
)
def test_no_attempt_begins_when_the_time_is_over(house, ends, takes, calls):
    clock = Clock(house, 9, takes)
    with pytest.raises(StorageUnavailable):
        patiently(clock.store, house.services, ends)
    assert clock.calls == calls


def test_a_set_up_at_fault_is_not_asked_again(house):
    clock = Clock(house, 9, passing=False)
    with pytest.raises(StorageUnavailable, match="attempt 1"):
        patiently(clock.store, house.services, 29.0)


def test_a_customer_does_not_notice_that_the_store_failed_twice(house):
    class Twice(type(house.responses)):
        failed = 0

        def add(self, response, contact=None):
            self.failed += 1
            if self.failed <= 2:
                raise StorageUnavailable("no")
            return super().add(response, contact)

    house.services.responses = store = Twice()
    assert house.form("visit", {"overall": "3"}).status == 303
    assert (store.failed, len(store.kept)) == (3, 1)
