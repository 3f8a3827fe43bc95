"""Cut off at any step, publishing leaves one whole build with its questionnaires; running again finishes."""

import itertools
import os
import re
import shutil
import sys
from datetime import timedelta

import msgspec
import pytest
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from conftest import documents_in

from listenwell.pages.release import INDEX, Index
from listenwell.publishing.place import SomebodyElse
from listenwell.publishing.steps import go_back, publish
from listenwell.storage.contract import StorageUnavailable

from .conftest import NOW, answered

LATER = NOW + timedelta(days=1)
_STEPS = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "shutil.rmtree")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_KILLED = 9


def assert_whole(where, *sites):
    """Customers get one of these sites whole, and the release answers for every page of it."""
    site, release = where.site(), where.release()
    assert site in sites
    index = msgspec.json.decode(release[INDEX], type=Index)
    for name, page in site.items():
        if name.startswith("s/"):
            survey, segment = name.split("/")[1:3]
            version = re.search(rb'name="_version" value="([0-9a-f]+)"', page)[1].decode()
            assert f"questionnaires/{survey}/{version}.json" in release
            assert index.find(survey, segment) or index.gone(survey, segment)


def killed_at(step, work):
    """Do the work in a process that dies before its file-system step of that number; whether it died."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event, arguments):
            nonlocal count
            if arguments[2] & _WRITING if event == "open" else event.startswith(_STEPS):
                count += 1
                if count == step:
                    os._exit(_KILLED)

        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _KILLED


def test_killed_at_any_step_on_the_disk_the_site_is_whole_and_the_next_run_finishes(disk, small):
    publish(disk.open(), small[0], NOW)
    old, new = (documents_in(dist / "public") for dist in small)
    for step in itertools.count(1):
        killed = killed_at(step, lambda: publish(disk.open(), small[1], LATER))
        assert_whole(disk, old, new)
        if not killed:
            break
    assert step > 15, "the steps were not noticed"
    assert disk.site() == new
    assert len(disk.open().state().history) == 2
    assert sorted(path.name for path in disk.root.iterdir()) == [
        "builds",
        "current",
        "history.json",
        "lock",
        "manifests",
        "release",
    ]


def test_killed_at_any_step_of_going_back_the_site_is_whole(disk, small):
    for dist in small:
        publish(disk.open(), dist, NOW)
    old, new = (documents_in(dist / "public") for dist in small)
    for step in itertools.count(1):
        killed = killed_at(step, lambda: go_back(disk.open(), "", LATER))
        assert_whole(disk, old, new)
        if not killed:
            break
    assert step > 3
    assert disk.site() == old


def lost_before(_):
    raise ConnectionClosedError(endpoint_url="https://aws.invalid/")


def lost_after(send):
    send()
    raise ReadTimeoutError(endpoint_url="https://aws.invalid/")


def says(status, code):
    told = f"<Code>{code}</Code><Message>no</Message>"
    body = f"<ErrorResponse><Error>{told}</Error></ErrorResponse><Error>{told}</Error>".encode()
    return lambda _: answered(status, body)


FAULTS = {
    "slow down": says(503, "SlowDown"),
    "broken": says(500, "InternalError"),
    "cut before": lost_before,
    "cut after it was done": lost_after,
}


def stopped_at(cloud, call, fault, work):
    """Do the work; the call of that number meets the fault, and all after it are cut. Whether it was met."""
    cloud.faults.extend([*[None] * (call - 1), fault, *[lost_before] * 2000])
    try:
        work()
        met = len(cloud.faults) < 2001
    except (StorageUnavailable, SomebodyElse):
        met = True
    finally:
        cloud.faults.clear()
    return met


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_cut_off_at_any_call_to_aws_the_site_is_whole_and_the_next_run_finishes(cloud, small, fault):
    old, new = (documents_in(dist / "public") for dist in small)
    first = publish(cloud.open(), small[0], NOW).build
    second = publish(cloud.open(), small[1], LATER).build
    go_back(cloud.open(), first, LATER)
    for call in itertools.count(1):
        cloud.open().keep_only({first})
        met = stopped_at(cloud, call, fault, lambda: publish(cloud.open(), small[1], LATER))
        assert_whole(cloud, old, new)
        publish(cloud.open(), small[1], LATER)
        assert cloud.site() == new
        assert [placed.build for placed in cloud.open().state().history] == [second, first]
        assert cloud.builds() == {first, second}
        if not met:
            break
        go_back(cloud.open(), first, LATER)
        assert cloud.site() == old
    assert call > 20, "the calls were not noticed"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_cut_off_at_any_call_of_going_back_the_site_is_whole(cloud, small, fault):
    old, new = (documents_in(dist / "public") for dist in small)
    builds = [publish(cloud.open(), dist, NOW).build for dist in small]
    for call in itertools.count(1):
        met = stopped_at(cloud, call, fault, lambda: go_back(cloud.open(), builds[0], LATER))
        assert_whole(cloud, old, new)
        if not met:
            break
        go_back(cloud.open(), builds[0], LATER)
        assert cloud.site() == old
        go_back(cloud.open(), builds[1], LATER)
    assert call > 5
    assert cloud.site() == old


@pytest.mark.parametrize("fault", [says(503, "SlowDown"), lost_after])
def test_a_passing_fault_is_tried_again_by_the_sdk(cloud, small, tmp_path, fault, monkeypatch):
    patient = cloud.open_patiently(monkeypatch)
    publish(patient(), small[0], NOW)
    dist = shutil.copytree(small[1], tmp_path / "dist")
    for number in itertools.count():
        (dist / "public" / "number.txt").write_text(str(number))
        cloud.faults.extend([None] * number + [fault])
        publish(patient(), dist, NOW + timedelta(days=number))
        assert cloud.site() == documents_in(dist / "public")
        if cloud.faults:
            break
    assert number > 15, "the calls were not noticed"
