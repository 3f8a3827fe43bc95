"""The schedule of a single machine: summaries compiled at night, in a thread that a stop ends."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_HOUR = 2
_log = logging.getLogger("listenwell.schedule")


def next_run(now: datetime) -> datetime:
    """The next 02:00 UTC after `now`."""
    today = now.astimezone(UTC).replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def nightly(compile_due: Callable[[datetime], object], stop: threading.Event) -> threading.Thread:
    """Start a thread that runs `compile_due` now and every night until `stop` is set."""

    def loop() -> None:
        while True:
            _guarded(compile_due)
            now = datetime.now(UTC)
            if stop.wait((next_run(now) - now).total_seconds()):
                return

    return _start(loop)


def on_change(
    compile_due: Callable[[datetime], object],
    count: Callable[[], int],
    stop: threading.Event,
    every: float = 3.0,
) -> threading.Thread:
    """Start a thread that runs `compile_due` within `every` seconds of each change of `count`."""
    seen = count()

    def when_changed(moment: datetime) -> None:
        nonlocal seen
        now = count()
        if now != seen:
            compile_due(moment)
            seen = now

    def loop() -> None:
        while not stop.wait(every):
            _guarded(when_changed)

    return _start(loop)


def _guarded(compile_due: Callable[[datetime], object]) -> None:
    """One failed night must not end the schedule; the log says what failed."""
    try:
        compile_due(datetime.now(UTC))
    except Exception:
        _log.exception("summaries were not compiled; the next run tries again")


def _start(loop: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=loop, name="schedule", daemon=True)
    thread.start()
    return thread
