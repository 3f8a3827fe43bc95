"""A day closes once, whatever happens to the run, the clock or the index."""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import msgspec
import pytest

from listenwell.archive import OVERLAP, ArchiveDamaged, read
from listenwell.survey.response import canonical_json
from listenwell.tally import tally
from listenwell.tally.cube import decode

from .conftest import House
from .samples import DAY, NIGHT, VISIT, an_id, at, pulse, released, visit, withdrawal
from .stores import DelayedResponses

NEXT = DAY + timedelta(days=1)


def days_later(number: int) -> datetime:
    return NIGHT + timedelta(days=number)


def test_a_closed_day_is_a_segment_and_a_cube_a_survey_and_one_manifest(real_house: House) -> None:
    visits, pulses = [visit(n) for n in range(1, 12)], [pulse(n) for n in range(20, 23)]
    real_house.add(*reversed(visits), *pulses, visit(40, NEXT))
    closing = real_house.close()
    assert (closing.through, closing.manifests, closing.notes) == (DAY, 1, ())
    for survey, answers in (("pulse", pulses), ("visit", visits)):
        lines = b"".join(canonical_json(r) + b"\n" for r in sorted(answers, key=lambda r: r.received_at))
        stem = f"archive/{survey}/2026-03-14-{hashlib.sha256(lines).hexdigest()[:12]}"
        assert gzip.decompress(real_house.documents.get(f"{stem}.ndjson.gz")) == lines
        cube = real_house.documents.get(f"{stem}.cube.json")
        assert cube == tally(answers, released).cube.canonical_json()
    assert [n for n in real_house.contents if "manifests" in n] == ["archive/manifests/00000001.json"]
    assert real_house.verify() == []


def test_the_manifest_says_all_that_is_needed_to_prove_the_files(house: House) -> None:
    house.add(visit(1), visit(2, supersedes=an_id(1)))
    (segment,) = house.close().segments
    files = house.contents
    data, cube = files[segment.name], files[segment.cube]
    assert msgspec.json.decode(files["archive/manifests/00000001.json"]) == {
        "format": 1,
        "number": 1,
        "previous": "",
        "kind": "close",
        "time": "2026-03-15T02:00:00Z",
        "through": "2026-03-14",
        "segments": [
            {
                "survey": "visit",
                "day": "2026-03-14",
                "name": f"archive/visit/2026-03-14-{segment.uncompressed_sha256[:12]}.ndjson.gz",
                "sha256": hashlib.sha256(data).hexdigest(),
                "uncompressed_sha256": hashlib.sha256(gzip.decompress(data)).hexdigest(),
                "responses": 2,
                "bytes": len(data),
                "cube": f"archive/visit/2026-03-14-{segment.uncompressed_sha256[:12]}.cube.json",
                "cube_sha256": hashlib.sha256(cube).hexdigest(),
                "supersedes": [an_id(1)],
            }
        ],
    }


def test_each_manifest_carries_the_hash_of_the_one_before(house: House) -> None:
    for night in range(3):
        house.add(visit(night + 1, DAY + timedelta(days=night)))
        house.now = days_later(night)
        house.close()
    manifests = [data for name, data in house.contents.items() if "manifests" in name]
    previous = [msgspec.json.decode(data)["previous"] for data in manifests]
    assert previous == ["", *(hashlib.sha256(data).hexdigest() for data in manifests[:2])]


def test_the_packed_bytes_are_the_same_every_time(house: House) -> None:
    house.add(*(visit(n) for n in range(1, 50)))
    house.close()
    other = House(house.responses, type(house.documents)())
    other.close()
    assert other.contents == house.contents
    (segment,) = read(house.documents).segments
    assert house.contents[segment.name][:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def test_a_second_run_changes_nothing(real_house: House) -> None:
    real_house.add(visit(1), pulse(2))
    real_house.close()
    before = real_house.contents
    real_house.now += timedelta(hours=3)
    assert real_house.close().manifests == 0
    assert real_house.contents == before


def test_days_without_answers_are_closed_by_one_manifest(house: House) -> None:
    house.now = days_later(9)
    assert house.close().manifests == 1
    assert read(house.documents).through(house.now) == DAY + timedelta(days=9)
    house.now = days_later(10)
    assert house.close(since=None).first == DAY + timedelta(days=9 - (OVERLAP - 1))


def test_a_day_that_is_not_over_is_not_closed(house: House) -> None:
    house.add(visit(1), visit(2, NEXT))
    closing = house.close(until=NEXT)
    assert closing.through == DAY
    assert closing.notes == ("2026-03-15 is not over yet; closed up to 2026-03-14.",)


@pytest.mark.parametrize(("minutes", "last"), [(14, DAY - timedelta(days=1)), (15, DAY)])
def test_a_day_is_over_a_quarter_of_an_hour_after_midnight(house: House, minutes: int, last: date) -> None:
    house.now = datetime(2026, 3, 15, 0, minutes, tzinfo=UTC)
    assert house.close(since=DAY - timedelta(days=2)).through == last


@pytest.mark.parametrize("rounds", range(5))
def test_two_runs_at_once_end_in_one_archive(real_house: House, rounds: int) -> None:
    real_house.add(*(visit(n, DAY + timedelta(days=n % 3)) for n in range(1, 13)), pulse(30))
    real_house.now = days_later(3)
    start = Barrier(2)

    def run(_: int) -> int:
        start.wait()
        return real_house.close().manifests

    with ThreadPoolExecutor(2) as pool:
        manifests = sum(pool.map(run, range(2)))
    assert manifests == 4
    assert real_house.verify() == []
    assert sum(s.responses for s in read(real_house.documents).segments) == 13


def test_a_run_overtaken_just_before_its_commit_ends_in_the_same_archive(house: House) -> None:
    house.add(*(visit(n, DAY + timedelta(days=n % 2)) for n in range(1, 9)))
    house.now = days_later(1)
    plain = house.documents
    overtaken = []

    class Overtaken:
        def __getattr__(self, name: str) -> object:
            return getattr(plain, name)

        def put_new(self, name: str, data: bytes) -> bool:
            if "manifests" in name and not overtaken:
                overtaken.append(house.close())
            return plain.put_new(name, data)

    assert house.close(documents=Overtaken()).manifests == 0
    assert overtaken[0].manifests == 2
    assert house.verify() == []


def test_the_overlap_takes_in_what_the_index_showed_late(house: House) -> None:
    """Every delay of the index up to the stated overlap, hour by hour: nothing is lost, nothing doubled."""
    hours = range(0, 24 * OVERLAP)
    house.add(*(visit(n + 1, seconds=86_399) for n in hours))
    delays = {an_id(n + 1): timedelta(hours=n) for n in hours}
    delayed = DelayedResponses(house.responses, delays, house.clock)
    for night in range(OVERLAP + 1):
        house.now = days_later(night)
        house.close(since=DAY if night == 0 else None, responses=delayed)
    segments = read(house.documents).segments
    assert [(s.responses, s.late) for s in segments] == [(3, False), (24, True), (24, True), (21, True)]
    assert {s.day for s in segments} == {DAY}
    assert house.verify() == []


def test_what_comes_late_is_told_and_goes_into_a_segment_of_its_own(real_house: House) -> None:
    real_house.add(visit(1))
    real_house.close()
    before = real_house.contents
    real_house.add(visit(2), visit(3, supersedes=an_id(1)))
    real_house.now = days_later(1)
    (late,) = (closing := real_house.close(since=None)).segments
    assert (late.day, late.late, late.responses) == (DAY, True, 2)
    assert closing.notes == (
        f"visit 2026-03-14: 2 came late, after the day had been closed; they are in {late.name}.",
    )
    assert real_house.contents.items() > before.items()
    assert real_house.verify() == []


def test_what_an_import_brings_for_old_days_is_taken_in_with_since(house: House) -> None:
    house.add(visit(1))
    house.close()
    house.add(visit(2, date(2019, 5, 1)))
    assert house.close(since=None).segments == ()
    assert house.codes(since=date(2019, 1, 1)) == ["L09"]
    (segment,) = house.close(since=date(2019, 5, 1)).segments
    assert (segment.day, segment.late) == (date(2019, 5, 1), True)
    assert house.codes(since=date(2019, 1, 1)) == []


def test_a_clock_that_ran_ahead_loses_nothing_and_is_told(house: House) -> None:
    house.add(visit(1))
    house.now = datetime(2030, 1, 1, 2, tzinfo=UTC)
    house.close()
    house.add(visit(2), visit(3, DAY + timedelta(days=5)))
    house.now = days_later(20)
    closing = house.close(since=None, until=DAY + timedelta(days=5))
    assert closing.notes[0] == (
        "The clock says 2026-04-04 02:00 UTC, but manifest 2 bears 2030-01-01 02:00: one of the two clocks "
        "was wrong. No answer is lost by it; set the clock right."
    )
    assert sum(s.responses for s in read(house.documents).segments) == 3
    assert set(house.codes()) == {"W02", "W03"}


def test_a_clock_set_back_loses_nothing_and_is_told(house: House) -> None:
    house.add(visit(1), visit(2, NEXT))
    house.now = days_later(1)
    house.close()
    house.now = days_later(-30)
    assert "one of the two clocks was wrong" in house.close(since=date(2026, 1, 1)).notes[0]
    house.now = days_later(2)
    house.add(visit(3, NEXT))
    house.close(since=None)
    assert sum(s.responses for s in read(house.documents).segments) == 3
    assert set(house.codes()) == {"W02"}


def test_corrections_and_withdrawals_of_other_days_add_up(real_house: House) -> None:
    first = [visit(n) for n in range(1, 6)]
    real_house.add(*first)
    real_house.close()
    real_house.add(
        visit(11, NEXT, supersedes=an_id(1)),
        withdrawal(12, first[1], NEXT),
        visit(13, NEXT, supersedes=an_id(11)),
        visit(14, NEXT, supersedes=an_id(1)),
        visit(15, NEXT, supersedes=an_id(99)),
    )
    real_house.now = days_later(1)
    real_house.close()
    segments = read(real_house.documents).segments
    cubes = [decode(real_house.documents.get(s.cube)) for s in segments]
    everything = list(real_house.responses.received(DAY, NEXT))
    assert cubes[0].plus(cubes[1]).canonical_json() == tally(everything, released).cube.canonical_json()
    assert real_house.verify() == []


def test_a_version_that_no_release_holds_is_archived_told_and_counted_once_it_is_published(
    house: House,
) -> None:
    house.add(visit(1), visit(2, version="0123456789ab"))
    closing = house.close()
    assert closing.notes == (
        "visit 2026-03-14: 1 of version 0123456789ab, which no release holds, are archived and not counted. "
        "Publish that version again and close again.",
    )
    (found,) = house.verify()
    assert (found.code, found.line) == ("C06", 2)
    house.add(visit(3, NEXT, supersedes=an_id(2)))
    house.now = days_later(1)
    house.close()
    assert house.codes() == ["C06"]

    def published(survey: str, version: str):
        return VISIT if version == "0123456789ab" else released(survey, version)

    assert house.codes(questionnaire=published) == ["W05"]
    assert house.close(questionnaire=published).manifests == 1
    assert house.codes(questionnaire=published) == []
    assert house.close(questionnaire=published).manifests == 0


def test_a_survey_that_cannot_name_a_folder_stays_in_the_store_and_is_told(house: House) -> None:
    house.add(visit(1, survey="../x"), visit(2))
    closing = house.close()
    assert closing.notes == (f"{an_id(1)}: the survey '../x' cannot name a folder; not archived.",)
    assert [s.responses for s in closing.segments] == [1]


def test_a_broken_chain_is_not_built_upon(house: House) -> None:
    for night in range(3):
        house.add(visit(night + 1, DAY + timedelta(days=night)))
        house.now = days_later(night)
        house.close()
    house.documents.delete("archive/manifests/00000002.json")
    before = house.contents
    with pytest.raises(ArchiveDamaged, match=r"00000002\.json: the manifest is missing"):
        house.close()
    assert house.contents == before


def test_a_file_left_there_that_another_zlib_packed_is_taken_as_it_is(house: House) -> None:
    house.add(visit(1), visit(2))
    elsewhere = House(house.responses, type(house.documents)())
    (listed,) = elsewhere.close().segments
    other = gzip.compress(gzip.decompress(elsewhere.contents[listed.name]), 1, mtime=0)
    house.documents.put(listed.name, other)
    (segment,) = house.close().segments
    assert (segment.name, segment.sha256) == (listed.name, hashlib.sha256(other).hexdigest())
    assert house.verify() == []


def test_a_file_of_that_name_with_other_content_is_told_and_not_written_over(house: House) -> None:
    house.add(visit(1))
    (listed,) = House(house.responses, type(house.documents)()).close().segments
    house.documents.put(listed.name, b"other")
    with pytest.raises(ArchiveDamaged, match="a file of that name is there, with other content"):
        house.close()
    assert house.contents == {listed.name: b"other"}


def test_a_cube_left_there_with_other_counts_is_not_written_over(house: House) -> None:
    house.add(visit(1))
    (listed,) = House(house.responses, type(house.documents)()).close().segments
    house.documents.put(listed.cube, b"other")
    (segment,) = house.close().segments
    digest = segment.cube_sha256[:12]
    assert segment.cube == listed.cube.replace(".cube.json", f"-{digest}.cube.json")
    assert [(f.code, f.file) for f in house.verify()] == [("S07", listed.cube)]


def test_lines_go_by_time_and_then_id(house: House) -> None:
    house.add(*(visit(n, seconds=n % 2) for n in range(1, 9)))
    (segment,) = house.close().segments
    ids = [
        msgspec.json.decode(line)["id"] for line in gzip.decompress(house.contents[segment.name]).splitlines()
    ]
    assert ids == [an_id(n) for n in (2, 4, 6, 8, 1, 3, 5, 7)]
    assert at(DAY, 0).date() == DAY
