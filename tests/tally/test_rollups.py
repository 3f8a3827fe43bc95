"""Roll-ups: each delta once, whatever runs twice, stops or races; and an alarm when they are wrong."""

import hashlib
import random
from datetime import date, timedelta

import pytest
from conftest import MemoryDocuments
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.stats.sums import PairSums
from listenwell.tally import Cell, Cube, Delta, Pair, fold
from listenwell.tally.cube import decode
from listenwell.tally.recounting import CountsDiffer, differences
from listenwell.tally.rollups import CubeDamaged, read
from listenwell.tally.spans import LEVELS, cover, label, start_of

claims = settings(database=None, deadline=None, derandomize=True, max_examples=30)

NEW_YEAR = date(2026, 1, 1)


def a_cube(seed, day, corrected=None):
    """The delta of a day; with `corrected` it takes something off that day."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    where, today = ("visit", "v1", chance.choice(["home", "trade"]), "web"), day.isoformat()
    counts = {Cell(*where, "overall", str(score), today): chance.randint(1, 9) for score in (1, 4, 5)}
    sums = {Pair(*where, "a", "b", today): PairSums(2, 7, 9, 25, 41, 32)}
    if corrected:
        counts[Cell(*where, "overall", "3", corrected.isoformat())] = -1
        sums[Pair(*where, "a", "b", corrected.isoformat())] = PairSums(0, -1, 1, -3, 3, 0)
    return Cube(counts, sums)


def put(documents, number, cube):
    data = cube.canonical_json()
    name = f"archive/visit/{number}.cube.json"
    documents.put(name, data)
    return Delta(name, hashlib.sha256(data).hexdigest())


def an_archive(documents, days, *, seed=0):
    """Deltas of days, a third of which correct something of an earlier day; and their sum."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    deltas, total = [], Cube()
    for number, day in enumerate(days):
        corrected = day - timedelta(days=chance.randint(1, 200)) if chance.random() < 0.3 else None
        cube = a_cube(f"{seed}-{number}", day, corrected)
        deltas.append(put(documents, f"{seed}-{number}", cube))
        total = total.plus(cube)
    return deltas, total


DAYS = [NEW_YEAR + timedelta(days=n) for n in range(0, 420, 13)]


# Every level says the same


def test_each_level_adds_up_to_the_whole():
    documents = MemoryDocuments()
    deltas, total = an_archive(documents, DAYS)
    rolled = fold(documents, "visit", deltas)
    assert rolled.whole("day").hash() == total.hash()
    for level in LEVELS:
        expected = total.redated(lambda day, level=level: start_of(level, day))
        assert rolled.whole(level).hash() == expected.hash(), level
    assert differences(rolled, total) == ()
    assert set(rolled.head.folded) == {delta.sha256 for delta in deltas}


@claims
@given(
    st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=12),
    st.lists(st.integers(0, 12), max_size=3),
    st.randoms(use_true_random=False),
)
def test_the_order_and_the_portions_in_which_deltas_come_make_no_difference(days, cuts, chance):
    documents = MemoryDocuments()
    deltas, total = an_archive(documents, days)
    chance.shuffle(deltas)
    for cut in sorted(cuts):
        fold(documents, "visit", deltas[:cut])
    rolled = fold(documents, "visit", deltas)
    assert differences(rolled, total) == ()
    assert fold(documents, "visit", deltas).head == rolled.head


@claims
@given(st.dates(date(2025, 12, 1), date(2026, 12, 31)), st.integers(0, 400), st.sampled_from(LEVELS))
def test_a_window_has_whole_spans_under_their_first_day_and_days_at_its_ends(first, length, level):
    last = first + timedelta(days=length)
    documents = MemoryDocuments()
    deltas, total = an_archive(documents, DAYS)
    open_day = a_cube("open", last, corrected=first)
    inside = total.plus(open_day).within(first.isoformat(), last.isoformat())
    expected = inside.redated(lambda day: label(day, first, last, level))
    found = fold(documents, "visit", deltas).cube(first, last, by=level, plus=open_day)
    assert found.hash() == expected.hash()
    spans = list(cover(first, last, level))
    assert spans == sorted(spans, key=lambda span: span[1])
    assert all(start_of(level, day) == day for kind, day in spans if kind == level)


@pytest.mark.parametrize(
    ("level", "day", "start"),
    [
        ("day", "2026-03-14", "2026-03-14"),
        ("week", "2026-01-01", "2025-12-29"),
        ("week", "2026-01-05", "2026-01-05"),
        ("month", "2024-02-29", "2024-02-01"),
        ("quarter", "2026-09-30", "2026-07-01"),
        ("year", "2026-12-31", "2026-01-01"),
    ],
)
def test_where_a_span_begins(level, day, start):
    assert start_of(level, day) == start


def test_a_window_of_whole_months_reads_months_only():
    spans = list(cover(date(2026, 1, 1), date(2026, 3, 31), "month"))
    assert spans == [("month", "2026-01-01"), ("month", "2026-02-01"), ("month", "2026-03-01")]
    ragged = list(cover(date(2026, 1, 30), date(2026, 3, 1), "month"))
    assert ragged == [
        ("day", "2026-01-30"),
        ("day", "2026-01-31"),
        ("month", "2026-02-01"),
        ("day", "2026-03-01"),
    ]


# Each delta once


def test_folding_again_writes_nothing():
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS)
    fold(documents, "visit", deltas)
    before = dict(documents.kept)
    fold(documents, "visit", reversed(deltas))
    assert documents.kept == before


def test_only_the_spans_that_a_delta_touches_are_written_again():
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS)
    before = fold(documents, "visit", deltas[:-1]).head
    after = fold(documents, "visit", [*deltas[:-1], put(documents, "late", a_cube("late", NEW_YEAR))])
    changed = {
        (level, start)
        for level in LEVELS
        for start, edition in after.head.cubes[level].items()
        if before.cubes[level].get(start) != edition
    }
    assert changed == {(level, start_of(level, "2026-01-01")) for level in LEVELS}


def test_a_delta_that_is_no_longer_in_the_archive_is_no_longer_in_the_roll_ups():
    """After an erasure the segment and its cube have other names."""
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS)
    fold(documents, "visit", deltas)
    replaced = a_cube("erased", DAYS[3])
    deltas[3] = put(documents, "erased", replaced)
    expected = Cube()
    for delta in deltas:
        expected = expected.plus(decode(documents.get(delta.name)))
    assert differences(fold(documents, "visit", deltas), expected) == ()


def test_an_altered_delta_is_named_and_nothing_is_folded():
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS)
    documents.put(deltas[2].name, Cube().canonical_json())
    with pytest.raises(CubeDamaged, match=deltas[2].name):
        fold(documents, "visit", deltas)
    assert read(documents, "visit").head.number == 0


class Racing(MemoryDocuments):
    """Documents in which another run folds just before a head is written."""

    def __init__(self, rival):
        super().__init__()
        self.rival, self.times = rival, 0

    def put_new(self, name, data):
        if "/heads/" in name and self.rival:
            rival, self.rival = self.rival, None
            rival()
        return super().put_new(name, data)


@pytest.mark.parametrize("seen", [0, 5, len(DAYS)])
def test_of_two_runs_at_once_one_repeats_its_work(seen):
    documents = Racing(None)
    deltas, total = an_archive(documents, DAYS)
    documents.rival = lambda: fold(documents, "visit", deltas[:seen])
    assert differences(fold(documents, "visit", deltas), total) == ()
    assert differences(read(documents, "visit"), total) == ()


class Stopping(MemoryDocuments):
    """Documents that stop a run at its n-th change."""

    def __init__(self):
        super().__init__()
        self.left = None

    def _change(self):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise InterruptedError

    def put_new(self, name, data):
        self._change()
        return super().put_new(name, data)

    def delete(self, name):
        self._change()
        super().delete(name)


def test_a_run_that_is_stopped_anywhere_leaves_what_held_before_or_what_holds_now():
    steps, stopped = 0, True
    while stopped:
        documents = Stopping()
        deltas, total = an_archive(documents, DAYS[:6])
        for cut in range(1, 5):
            before = fold(documents, "visit", deltas[:cut])
        held = before.whole()
        documents.left = steps
        try:
            fold(documents, "visit", deltas)
            stopped = False
        except InterruptedError:
            now = read(documents, "visit").whole().hash()
            assert now in (held.hash(), total.hash())
        documents.left = None
        assert differences(fold(documents, "visit", deltas), total) == ()
        steps += 1
    assert steps > 11  # ten cubes, the head, and the old head and cubes that go


def test_old_cubes_are_removed_and_those_of_the_last_heads_stay():
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS)
    older = [fold(documents, "visit", deltas[:cut]) for cut in range(1, 9)]
    older[-2].whole()
    named = {
        f"rollups/visit/{level}/{start}-{edition}.json"
        for rolled in older[-3:]
        for level, spans in rolled.head.cubes.items()
        for start, edition in spans.items()
    }
    kept = {name for name in documents.names("rollups/") if "/heads/" not in name}
    assert kept == named


def test_surveys_whose_names_begin_alike_are_apart():
    documents = MemoryDocuments()
    deltas, total = an_archive(documents, DAYS[:3])
    fold(documents, "visit", deltas)
    assert fold(documents, "visit-2", []).whole() == Cube()
    assert read(documents, "visit").whole().hash() == total.hash()


# The alarm


def test_a_roll_up_that_says_otherwise_raises_an_alarm_that_names_the_cells():
    documents = MemoryDocuments()
    deltas, total = an_archive(documents, DAYS[:3])
    rolled = fold(documents, "visit", deltas)
    cell = min(total.counts)
    more = total.plus(Cube({cell: 2}))
    found = differences(rolled, more)
    assert {difference.level for difference in found} == set(LEVELS)
    assert all(difference.counted - difference.rolled_up == 2 for difference in found)
    assert found[0].cell == cell
    alarm = CountsDiffer("visit", found)
    assert alarm.differences == found
    assert str(found[0]) in str(alarm)
    assert "visit" in str(alarm)


def test_an_altered_roll_up_is_named():
    documents = MemoryDocuments()
    deltas, _ = an_archive(documents, DAYS[:1])
    rolled = fold(documents, "visit", deltas)
    name = next(name for name in documents.names("rollups/visit/day/"))
    documents.put(name, documents.get(name).replace(b"home", b"away").replace(b"trade", b"tread"))
    with pytest.raises(CubeDamaged, match=name):
        rolled.whole()
