"""Days older than their survey's years go, from archive and store, and the chain says so."""

from datetime import date, timedelta

import pytest

from listenwell.archive import ClockDoubtful, cutoff, read, retain
from listenwell.archive.manifest import Retention
from listenwell.archive.retaining import NIGHTS

from .conftest import House
from .samples import DAY, NIGHT, an_id, pulse, visit, withdrawal

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def old(house: House) -> House:
    """Two days, the second with a correction and a withdrawal of the first; a year on, the first is old."""
    return prepared(house)


def prepared(house: House) -> House:
    house.add(visit(1), visit(2), visit(3), pulse(9), visit(11, NEXT, supersedes=an_id(1)), visit(12, NEXT))
    house.add(withdrawal(13, visit(2), NEXT))
    house.now = NIGHT + timedelta(days=1)
    house.close()
    house.now = NIGHT.replace(year=2027)
    return house


def test_what_is_older_goes_everywhere_and_is_recorded(real_house: House) -> None:
    house = prepared(real_house)
    before = date(2026, 3, 15)
    records = (
        Retention(survey="pulse", years=1, first=DAY, before=before, segments=1, responses=1),
        Retention(survey="visit", years=1, first=DAY, before=before, segments=1, responses=3),
    )
    assert house.retain(years=1) == records
    chain = read(house.documents)
    assert {s.day for s in chain.segments} == {NEXT}
    assert chain.retentions == {record.survey: record for record in records}
    assert house.responses.count(DAY, DAY) == 0
    assert house.responses.count(NEXT, NEXT) == 3
    assert [name for name in house.contents if "2026-03-14" in name] == []
    assert house.verify() == []


def test_a_dry_run_says_the_same_and_changes_nothing(old: House) -> None:
    before = old.contents
    said = old.retain(years=1, dry_run=True)
    assert old.contents == before
    assert old.responses.count(DAY, DAY) == 4
    assert old.retain(years=1) == said


def test_nothing_that_is_young_enough_goes(old: House) -> None:
    before = old.contents
    old.now = NIGHT.replace(year=2027) - timedelta(days=1)
    assert old.retain(years=1) == ()
    assert old.contents == before


def test_years_go_by_survey(old: House) -> None:
    records = retain(lambda survey: 1 if survey == "pulse" else 5, sure_of_clock=True, **old.with_stores())
    assert [record.survey for record in records] == ["pulse"]
    assert {s.survey for s in read(old.documents).segments} == {"visit"}
    assert old.verify() == []


def test_a_second_run_finds_nothing(old: House) -> None:
    old.retain(years=1)
    before = old.contents
    assert old.retain(years=1) == ()
    assert old.contents == before


def test_an_old_answer_that_comes_again_is_not_archived_told_and_deleted_by_the_next_run(old: House) -> None:
    old.retain(years=1)
    old.add(visit(1))
    assert old.codes() == ["E03"]
    assert old.close(since=DAY).notes == (
        "visit 2026-03-14: answers from before 2026-03-15 are no longer kept; not archived.",
    )
    old.retain(years=1)
    assert old.verify() == []


def test_what_a_stopped_run_left_of_those_days_goes_too(old: House) -> None:
    old.documents.put("archive/visit/2026-03-14-000000000000.ndjson.gz", b"left")
    old.documents.put("archive/visit/2026-03-15-000000000000.ndjson.gz", b"left")
    old.retain(years=1)
    assert [f.file for f in old.verify()] == ["archive/visit/2026-03-15-000000000000.ndjson.gz"]


def test_each_night_deletes_one_day(old: House) -> None:
    old.retain(years=1)
    old.now += timedelta(days=1)
    (record,) = old.retain(years=1)
    assert (record.first, record.before, record.responses) == (NEXT, NEXT + timedelta(days=1), 3)
    assert read(old.documents).segments == ()
    assert old.verify() == []


def test_a_clock_that_runs_ahead_deletes_nothing(old: House) -> None:
    """A close under the same wrong clock, as the nightly job runs it, does not bear it out either."""
    old.now = NIGHT.replace(year=2037)
    old.close(since=DAY + timedelta(days=3650))
    before = old.contents
    with pytest.raises(ClockDoubtful, match="2037-03-15 02:00 UTC"):
        old.retain(years=3, sure_of_clock=False)
    assert old.contents == before
    assert old.retain(years=3, sure_of_clock=False, dry_run=True)


def test_a_clock_that_a_week_of_closes_bears_out_deletes(old: House) -> None:
    for _ in range(NIGHTS):
        with pytest.raises(ClockDoubtful):
            old.retain(years=1, sure_of_clock=False)
        old.close(since=old.now.date() - timedelta(days=2))
        old.now += timedelta(days=1)
    assert old.retain(years=1, sure_of_clock=False)


@pytest.mark.parametrize(
    ("today", "first_kept"),
    [
        (date(2027, 3, 15), date(2024, 3, 15)),
        (date(2028, 2, 29), date(2025, 2, 28)),
        (date(2028, 3, 1), date(2025, 3, 1)),
    ],
)
def test_a_day_goes_once_it_lies_more_than_the_years_back(today: date, first_kept: date) -> None:
    assert cutoff(today, 3) == first_kept
