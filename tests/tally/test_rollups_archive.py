"""Roll-ups of a closed archive, with the open day, say what a full count of all answers says."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import MemoryDocuments, MemoryResponses

from listenwell.archive import close_days, delta, read
from listenwell.tally import Delta, fold, tally
from listenwell.tally.recounting import CountsDiffer, full_recount
from listenwell.tally.segments import in_store
from tally.test_engines import asked, responses_of

LAST = date(2026, 3, 1)


class Documents(MemoryDocuments):
    erase = MemoryDocuments.delete


def later(day):
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC) + timedelta(days=1)


def rolled_up(documents, survey):
    chain = read(documents)
    deltas = [Delta(s.cube, s.cube_sha256) for s in chain.segments if s.survey == survey]
    return fold(documents, survey, deltas)


@pytest.mark.parametrize("seed", range(3))
def test_closed_days_and_the_open_one_are_all_answers(seed):
    made = [r for r in responses_of(random.Random(seed), 150) if r.survey == "visit"]  # noqa: S311
    responses, documents = MemoryResponses(*made), Documents()
    first = min(r.day for r in made)
    for day in (first, first + timedelta(days=1)):
        close_days(
            responses=responses, documents=documents, questionnaire=asked,
            now=lambda day=day: later(day), since=first,
        )  # fmt: skip
        rolled = rolled_up(documents, "visit")
        segments = [s for s in read(documents).segments if s.survey == "visit"]
        counted = full_recount(rolled, in_store(documents, [s.name for s in segments]), asked)
        assert rolled.whole().hash() == counted.hash()
    closed = {r.id: r for r in made if r.day <= day}
    open_day = delta([r for r in made if r.day > day], closed.get, asked, read(documents).superseded()).cube
    window = rolled.cube(first, LAST + timedelta(days=1), by="day", plus=open_day)
    assert window.hash() == tally(made, asked).cube.hash()


def test_a_wrong_roll_up_raises_the_alarm():
    made = [r for r in responses_of(random.Random(1), 40) if r.survey == "visit"]  # noqa: S311
    responses, documents = MemoryResponses(*made), Documents()
    close_days(
        responses=responses, documents=documents, questionnaire=asked,
        now=lambda: later(LAST + timedelta(days=3)), since=date(2026, 2, 26),
    )  # fmt: skip
    segments = in_store(documents, [s.name for s in read(documents).segments if s.survey == "visit"])
    with pytest.raises(CountsDiffer, match="The archive is right"):
        full_recount(fold(documents, "visit", []), segments, asked)
