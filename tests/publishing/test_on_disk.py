"""What is one machine's own: the lock of the folder, files that builds share, what it says when refused."""

import pytest
from conftest import documents_in

from listenwell.publishing.place import SomebodyElse
from listenwell.publishing.steps import publish
from listenwell.storage.contract import StorageUnavailable

from .conftest import NOW


def test_two_publishers_at_once_are_one_and_one_who_is_told(disk, dists):
    publish(disk.open(), dists[0], NOW)
    with disk.open().alone(), pytest.raises(SomebodyElse) as told:
        publish(disk.open(), dists[1], NOW)
    assert str(told.value) == (
        f"Somebody else is publishing to {disk.root}. Nothing was changed; try again when they are done."
    )
    assert disk.site() == documents_in(dists[0] / "public")
    publish(disk.open(), dists[1], NOW)
    assert disk.site() == documents_in(dists[1] / "public")


def test_the_same_file_in_two_builds_is_on_the_disk_once(disk, dists):
    builds = [publish(disk.open(), dist, NOW).build for dist in dists]
    places = [disk.root / "builds" / build for build in builds]
    for name, on_the_disk in (("s/visit/home/de/index.html", 1), ("s/visit/home/index.html", 2)):
        assert len({(place / name).stat().st_ino for place in places}) == on_the_disk


def test_a_build_does_not_change_with_the_folder_that_it_was_made_from(disk, many):
    dist = many(1)
    publish(disk.open(), dist, NOW)
    (dist / "public" / "number.html").write_text("changed in place")
    assert disk.site()["number.html"] == b"1"


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_published(disk, dists):
    disk.root.write_text("in the way")
    with pytest.raises(StorageUnavailable, match=r"File exists|Not a directory"):
        publish(disk.open(), dists[0], NOW)
    assert disk.root.read_text() == "in the way"
