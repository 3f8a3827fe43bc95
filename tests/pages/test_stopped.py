"""A build killed at any step on the file system leaves the last good site whole; the next one finishes."""

import itertools
import os
import sys

import msgspec
import pytest
from conftest import documents_in, make_folder, only_in

from listenwell.pages.building import build
from listenwell.pages.release import INDEX, Index

from .reading import Page

_STEPS = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate", "ctypes.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_KILLED = 9


def changes_something(event, arguments):
    return arguments[2] & _WRITING if event == "open" else event.startswith(_STEPS)


def killed_at(step, work):
    """Do the work in a process that dies before its file-system step of that number; whether it died."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event, arguments):
            nonlocal count
            if changes_something(event, arguments):
                count += 1
                if count == step:
                    os._exit(_KILLED)

        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _KILLED


def assert_whole(out, *sites):
    """The public folder is one of these sites, and the release has every version that its pages name."""
    public = documents_in(out / "public")
    assert public in sites
    release = documents_in(out / "release")
    versions = {name.rpartition("/")[2] for name in release}
    index = msgspec.json.decode(release[INDEX], type=Index)
    assert {f"{page.version}.json" for page in index.published} <= versions
    assert f"{index.templates}.json" in versions
    asked = {Page(data.decode()).form()["_version"][0] for data in public.values()}
    assert {f"{version}.json" for version in asked} <= versions


@pytest.fixture
def firm(tmp_path):
    """A built site whose templates have changed since. In one language: a second one adds steps, but no new
    kind of step, and every step is a build."""
    folder, out = make_folder(tmp_path / "survey_templates"), tmp_path / "dist"
    only_in(folder.root, "en")
    build(out, folder.root, None)
    folder.replace("surveys/pulse.yaml", "text: Why?", "text: Why so?")
    folder.replace("segments/trade.yaml", "surveys: [visit]", "surveys: [pulse, visit]")
    return folder, out


def test_a_build_killed_at_any_step_leaves_the_site_whole_and_the_next_one_finishes(firm, tmp_path):
    folder, out = firm
    old = documents_in(out / "public")
    new = documents_in(build(tmp_path / "clean", folder.root, None).public)
    for step in itertools.count(1):
        killed = killed_at(step, lambda: build(out, folder.root, None))
        assert_whole(out, old, new)
        if not killed:
            break
    assert step > 20, "the steps were not noticed"
    assert documents_in(out / "public") == new
    assert sorted(path.name for path in out.iterdir()) == [".cache", ".next", "public", "release"]
