"""Erasing takes one answer out of everything, leaves a signed tombstone, and the archive stays proved."""

import gzip
from datetime import timedelta

import msgspec
import pytest
from botocore.client import BaseClient

from listenwell.archive import UnknownResponse, erase, read
from listenwell.archive.tombstones import is_ours
from listenwell.storage import DocumentLocked
from listenwell.tally import tally
from listenwell.tally.cube import decode
from tests.storage.conftest import BUCKET, mocked_client

from .conftest import House
from .samples import DAY, NIGHT, SECRET, an_id, at, released, visit, withdrawal
from .stores import LockedDocuments, MemoryDocuments

NEXT = DAY + timedelta(days=1)
WORDS = "private words that must go"


def everything(house: House) -> bytes:
    """Every byte of the archive, unpacked."""
    files = house.contents.items()
    return b"".join(gzip.decompress(data) if name.endswith(".gz") else data for name, data in files)


def counted(house: House) -> bytes:
    cubes = [decode(house.documents.get(s.cube)) for s in read(house.documents).segments]
    total = cubes[0]
    for cube in cubes[1:]:
        total = total.plus(cube)
    return total.canonical_json()


def remaining(house: House) -> bytes:
    return tally(house.responses.received(DAY, NEXT), released).cube.canonical_json()


def test_nothing_of_an_erased_answer_is_left_anywhere(real_house: House) -> None:
    real_house.add(visit(1), visit(2, answers={"better": WORDS}), visit(3))
    (before,) = real_house.close().segments
    done = real_house.erase(an_id(2))
    assert (done.new, done.manifest, done.segment) == (True, 2, before.name)
    assert real_house.responses.get(an_id(2)) is None
    assert WORDS.encode() not in everything(real_house)
    (after,) = read(real_house.documents).segments
    assert (after.responses, after.replaces) == (2, before.name)
    assert not {before.name, before.cube} & real_house.contents.keys()
    assert real_house.verify() == []


def test_the_tombstone_says_what_when_by_which_request_and_no_more(house: House) -> None:
    house.add(visit(1), visit(2))
    house.close()
    house.erase(an_id(2), "Letter of 12 March")
    tombstone = read(house.documents).tombstones[an_id(2)]
    assert (tombstone.id, tombstone.at, tombstone.request) == (an_id(2), NIGHT, "Letter of 12 March")
    assert is_ours(tombstone, SECRET)
    assert not is_ours(tombstone, SECRET + "x")
    for change in ({"id": an_id(1)}, {"at": at()}, {"request": "Another"}):
        assert not is_ours(msgspec.structs.replace(tombstone, **change), SECRET)


@pytest.mark.parametrize("erased", range(1, 9))
def test_the_counts_are_those_of_what_remains_whatever_is_erased(house: House, erased: int) -> None:
    """Among corrections of corrections, rivals, a withdrawal and late answers."""
    house.add(visit(1), visit(2), visit(3), visit(7, supersedes=an_id(3)))
    house.close()
    house.add(
        visit(4, NEXT, supersedes=an_id(1)),
        visit(5, NEXT, supersedes=an_id(1)),
        withdrawal(6, visit(2), NEXT),
        visit(8, supersedes=an_id(4)),
    )
    house.now = NIGHT + timedelta(days=1)
    house.close()
    house.erase(an_id(erased))
    assert counted(house) == remaining(house)
    assert house.verify() == []
    for other in range(1, 9):
        house.erase(an_id(other))
        assert house.verify() == []
    assert read(house.documents).segments == ()


def test_erasing_twice_changes_nothing_the_second_time(real_house: House) -> None:
    real_house.add(visit(1), visit(2))
    real_house.close()
    real_house.erase(an_id(1))
    before = real_house.contents
    assert real_house.erase(an_id(1), "Another letter").new is False
    assert real_house.contents == before


@pytest.mark.parametrize("overtaking", ["close", "erase", "retain"])
def test_an_erasure_overtaken_just_before_its_commit_is_carried_out_all_the_same(
    house: House, overtaking: str
) -> None:
    house.add(visit(1), visit(2), visit(3, NEXT), visit(4, supersedes=an_id(1)))
    house.close()
    house.add(visit(5))
    house.now = NIGHT + timedelta(days=1)
    overtake = {
        "close": lambda: house.close(since=None),
        "erase": lambda: house.erase(an_id(2)),
        "retain": lambda: house.retain(years=1, now=lambda: NIGHT.replace(year=2027)),
    }
    plain, overtaken = house.documents, []

    class Overtaken:
        def __getattr__(self, name: str) -> object:
            return getattr(plain, name)

        def put_new(self, name: str, data: bytes) -> bool:
            if "manifests" in name and not overtaken:
                overtaken.append(True)
                overtake[overtaking]()
            return plain.put_new(name, data)

    try:
        house.erase(an_id(1), documents=Overtaken())
    except UnknownResponse:
        assert overtaking == "retain"  # it was deleted by its age meanwhile
    house.close(since=None)
    assert house.responses.get(an_id(1)) is None
    assert set(house.codes()) <= {"S07", "W02", "W03"}


def test_the_only_answer_of_a_day_leaves_no_segment(house: House) -> None:
    house.add(visit(1))
    house.close()
    house.erase(an_id(1))
    assert [name for name in house.contents if "manifests" not in name] == []
    assert house.verify() == []


def test_an_answer_of_an_open_day_is_erased_and_never_archived(house: House) -> None:
    house.add(visit(1), visit(2))
    house.now = NIGHT - timedelta(hours=4)
    assert house.erase(an_id(1)).segment == ""
    house.add(visit(1))  # sent again by a device that had kept it
    house.now = NIGHT
    (segment,) = house.close().segments
    assert segment.responses == 1
    assert house.responses.get(an_id(1)) is None


def test_an_id_that_is_nowhere_is_told(house: House) -> None:
    house.add(visit(1))
    house.close()
    before = house.contents
    with pytest.raises(UnknownResponse):
        house.erase(an_id(9))
    assert house.contents == before


def test_an_answer_that_only_the_archive_still_has_is_erased(house: House) -> None:
    house.add(visit(1, answers={"better": WORDS}), visit(2))
    house.close()
    house.responses.erase(an_id(1))
    assert house.erase(an_id(1)).new
    assert WORDS.encode() not in everything(house)


def test_what_a_stopped_close_left_is_searched_too(house: House) -> None:
    """A file that no manifest lists, with the answer in it, from before another came late."""
    house.add(visit(1, answers={"better": WORDS}), visit(2))
    left = MemoryDocuments()
    house.close(documents=left)
    house.add(visit(3))
    for name, data in left.documents.items():
        if "manifests" not in name:
            house.documents.put_new(name, data)
    house.close()
    house.erase(an_id(1))
    assert WORDS.encode() not in everything(house)


@pytest.mark.parametrize(
    ("request_", "secret"), [("", SECRET), (" ", SECRET), ("x" * 201, SECRET), ("x", "")]
)
def test_without_a_request_or_a_secret_nothing_is_erased(house: House, request_: str, secret: str) -> None:
    house.add(visit(1))
    with pytest.raises(ValueError, match="an erasure needs a secret and a request of 1 to 200 characters"):
        erase(an_id(1), request_, secret=secret, **house.with_stores())
    assert house.responses.get(an_id(1))


def versions(client: BaseClient) -> list[str]:
    page = client.list_object_versions(Bucket=BUCKET)
    return [entry["Key"] for entry in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))]


@pytest.mark.parametrize("real_house", ["aws"], indirect=True)
def test_of_what_was_erased_the_bucket_keeps_no_earlier_version(real_house: House) -> None:
    real_house.add(visit(1), visit(2))
    (before,) = real_house.close().segments
    real_house.erase(an_id(1))
    assert not any(key.endswith((before.name, before.cube)) for key in versions(mocked_client("s3")))


def test_files_under_a_lock_stay_and_are_told_and_go_when_the_lock_has_ended(house: House) -> None:
    house.add(visit(1), visit(2, answers={"better": WORDS}))
    (before,) = house.close().segments
    locked = LockedDocuments(house.documents.documents)
    told = (
        f"2 files that have to go are still locked, such as {before.cube}. The role EraseRole may remove "
        "them; the runs after the end of their lock do so by themselves."
    )
    with pytest.raises(DocumentLocked) as error:
        house.erase(an_id(2), documents=locked)
    assert str(error.value) == told
    assert told in house.close(documents=locked).notes
    assert house.responses.get(an_id(2)) is None
    assert WORDS.encode() in gzip.decompress(locked.get(before.name))
    house.documents.documents = locked.documents
    assert house.close().notes == ()
    assert WORDS.encode() not in everything(house)
