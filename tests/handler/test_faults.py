"""Every acknowledged answer is stored exactly once, whatever fails: benchmarks/faults.py in small."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks import faults


# At these rates the odds that nobody is told 503, or nobody reachable gets through, are below 1 in 10,000.
@pytest.mark.parametrize(("store", "submissions", "rate"), [("embedded", 100, 0.5), ("aws", 30, 0.8)])
def test_what_is_acknowledged_is_stored_once_and_what_is_refused_is_not(
    tmp_path: Path,
    shipped_release: Path,
    caplog: pytest.LogCaptureFixture,
    store: str,
    submissions: int,
    rate: float,
) -> None:
    told = faults.play(store, tmp_path, shipped_release, submissions, seed=1, rate=rate)
    assert told.wrong == []
    assert told.faults > submissions
    assert "answered 503" in caplog.text, "some were told to try again"
    assert told.fates["reachable, acknowledged"] > 0


def test_a_loss_a_double_and_half_a_submission_would_be_found(tmp_path: Path, shipped_release: Path) -> None:
    chance = faults.Chance(1, 0.0)
    with faults.embedded(tmp_path, shipped_release, chance) as store:
        fates = faults.run(store, range(30), seed=1)
        assert faults.look(store, fates, 0).wrong == []
        never = faults.Fate("customer 1.99", "named", acknowledged=True)
        refused = next(fate for fate in fates if fate.kind == "invalid")
        marks = [r.answers["words"] for r in store.services.responses.received(*_days())]
        taken = faults.Fate(marks[0], "invalid", acknowledged=False)
        reachable = next(iter(store.contacts()))
        store.services.contacts.erase(reachable)
        assert faults.look(store, [never, refused, taken], 0).wrong == [
            "customer 1.99 (named): stored 0 times",
            f"{marks[0]} (invalid): stored 1 times",
            "1 responses or contacts without the other half",
        ]


def _days() -> tuple[date, date]:
    today = datetime.now(UTC).date()
    return today - timedelta(days=1), today
