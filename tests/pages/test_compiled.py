"""Compiled page templates are run by the next build: only those are that nobody else can have written."""

import os
import stat

import msgspec
import pytest
from conftest import NOON, documents_in

from listenwell.pages import memory
from listenwell.pages.building import build
from listenwell.survey.problems import TemplateError


class Note(msgspec.Struct):
    text: str


@pytest.fixture
def file(tmp_path):
    memory.save(tmp_path / "note", Note("ours"), private=True)
    return tmp_path / "note"


def test_what_is_private_is_for_nobody_else_and_comes_back(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert memory.load(file, Note, private=True) == Note("ours")


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_private_file_that_others_may_write_to_is_not_believed(file, mode):
    file.chmod(mode)
    assert memory.load(file, Note, private=True) is None
    assert memory.load(file, Note) == Note("ours")


def test_a_private_file_behind_a_link_is_not_believed(file):
    link = file.with_name("link")
    link.symlink_to(file)
    assert memory.load(link, Note, private=True) is None
    assert memory.load(link, Note) == Note("ours")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_private_file_of_another_user_is_not_believed(file):
    os.chown(file, 12345, -1)
    assert memory.load(file, Note, private=True) is None


def test_saving_does_not_write_through_a_link_that_somebody_put_in_the_way(file):
    victim = file.with_name("victim")
    victim.write_bytes(b"theirs")
    file.with_name("note~").symlink_to(victim)
    memory.save(file, Note("new"), private=True)
    assert (victim.read_bytes(), memory.load(file, Note, private=True)) == (b"theirs", Note("new"))


def test_a_build_keeps_its_compiled_templates_private_and_does_without_open_ones(folder, tmp_path):
    out = tmp_path / "dist"
    build(out, folder.root, None)
    kept = out / ".cache" / "compiled"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o666)
    folder.replace("surveys/visit.yaml", "title: Our visit", "title: Your visit")
    build(out, folder.root, None)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600, "compiled anew"


def test_a_build_into_another_folder_does_not_compile_again_and_writes_the_same(folder, tmp_path):
    made, kept = [], tmp_path / "kept"
    for name in ("first", "second", "without"):
        out = tmp_path / name
        build(out, folder.root, None, now=NOON, kept=None if name == "without" else kept)
        made.append(documents_in(out / "public") | documents_in(out / "release"))
        if name == "first":
            numbers = (kept / "compiled").stat().st_ino
    assert made[0] == made[1] == made[2]
    assert (kept / "compiled").stat().st_ino == numbers, "not written again"
    assert not (tmp_path / "second/.cache/compiled").exists()


def test_a_template_that_passed_in_another_folder_is_refused_when_it_is_changed(folder, tmp_path):
    build(tmp_path / "one", folder.root, None, kept=tmp_path / "kept")
    folder.write("pages/questions/ranking.html", "{% if %}")
    with pytest.raises(TemplateError) as refused:
        build(tmp_path / "two", folder.root, None, kept=tmp_path / "kept")
    assert [(p.code, p.file, p.line) for p in refused.value.problems] == [
        ("P01", "survey_templates/pages/questions/ranking.html", 1)
    ]


def test_a_build_does_without_a_folder_to_keep_things_in(folder, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")
    build(tmp_path / "out", folder.root, None, kept=tmp_path / "kept")
    assert (tmp_path / "out/public").is_dir()
