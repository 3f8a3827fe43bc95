"""When summaries are compiled on one machine; the clock of these tests never waits for a night."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from listenwell.local.scheduling import next_run, nightly, on_change

WAIT = 5
"""Seconds that a thread has at most; none of them is slept."""


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 3, 14, 0, 0, tzinfo=UTC), datetime(2026, 3, 14, 2, tzinfo=UTC)),
        (datetime(2026, 3, 14, 1, 59, 59, 999999, tzinfo=UTC), datetime(2026, 3, 14, 2, tzinfo=UTC)),
        (datetime(2026, 3, 14, 2, 0, tzinfo=UTC), datetime(2026, 3, 15, 2, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, 2, tzinfo=UTC)),
        (
            datetime(2026, 3, 14, 1, tzinfo=timezone(timedelta(hours=14))),
            datetime(2026, 3, 14, 2, tzinfo=UTC),
        ),
    ],
)
def test_the_next_run_is_at_two_in_the_night_of_utc(now, then):
    assert next_run(now) == then


def test_a_schedule_runs_at_once_and_ends_when_it_is_stopped():
    ran, stop = threading.Event(), threading.Event()
    thread = nightly(lambda now: ran.set(), stop)
    assert ran.wait(WAIT)
    stop.set()
    thread.join(WAIT)
    assert not thread.is_alive()


def test_a_change_of_the_count_runs_it_and_no_change_does_not():
    numbers, runs, ran, stop = [3], [], threading.Event(), threading.Event()

    def compile_due(now):
        runs.append(numbers[0])
        ran.set()

    looked = threading.Semaphore(0)

    def count():
        looked.release()
        return numbers[0]

    thread = on_change(compile_due, count, stop, every=0.01)
    for _ in range(4):
        assert looked.acquire(timeout=WAIT)
    assert runs == []
    numbers[0] = 4
    assert ran.wait(WAIT)
    for _ in range(4):
        assert looked.acquire(timeout=WAIT)
    stop.set()
    thread.join(WAIT)
    assert (runs, thread.is_alive()) == ([4], False)


def test_a_night_that_fails_does_not_end_the_schedule(caplog):
    numbers, second, stop = [0], threading.Event(), threading.Event()

    def compile_due(now):
        if numbers[0] == 1:
            raise RuntimeError("disk full")
        second.set()

    failed = threading.Event()

    def count():
        if numbers[0] == 1 and "disk full" in caplog.text:
            failed.set()
            numbers[0] = 2
        return numbers[0]

    thread = on_change(compile_due, count, stop, every=0.01)
    numbers[0] = 1
    assert failed.wait(WAIT)
    assert second.wait(WAIT)
    stop.set()
    thread.join(WAIT)
    assert not thread.is_alive()
    assert "summaries were not compiled; the next run tries again" in caplog.text


def test_a_count_that_fails_does_not_end_the_schedule():
    numbers, ran, stop = iter([0, None, 1]), threading.Event(), threading.Event()

    def count():
        number = next(numbers, 1)
        if number is None:
            raise OSError("the store is away")
        return number

    thread = on_change(lambda now: ran.set(), count, stop, every=0.01)
    came = ran.wait(1)
    stop.set()
    thread.join(WAIT)
    assert came
