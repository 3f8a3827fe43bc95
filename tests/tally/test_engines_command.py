"""`listenwell tally`: one hash whatever counts, and plain words where it cannot."""

import gzip
import json
import random
import sys
from importlib.util import find_spec

import pytest

from listenwell.cli import main
from listenwell.survey.response import canonical_json
from listenwell.tally import tally

needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="the package duckdb is not installed")


@pytest.fixture
def firm(built, house, tmp_path, monkeypatch):
    """The small firm's answers in a folder of segments; gives (folder, the hash of their cube)."""
    monkeypatch.setenv("LISTENWELL_RELEASE", str(built / "release"))
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path / "data"))
    chance = random.Random(2)  # noqa: S311 - repeatable
    for _ in range(30):
        house.form("visit", {"overall": str(chance.randint(1, 5)), "met": chance.choice(["yes", "no"])})
    folder = tmp_path / "segments"
    folder.mkdir()
    text = b"".join(canonical_json(response) + b"\n" for response in house.stored)
    (folder / "2026-03-14-000000000000.ndjson.gz").write_bytes(gzip.compress(text))
    return folder, tally(house.stored, house.release.questionnaire).cube.hash()


def run(capsys, *arguments):
    code = main(["tally", *map(str, arguments)])
    return (code, *capsys.readouterr())


@pytest.mark.parametrize("engine", ["python", pytest.param("duckdb", marks=needs_duckdb)])
def test_every_engine_prints_the_same_hash(firm, capsys, engine):
    folder, expected = firm
    assert run(capsys, "--engine", engine, "--archive", folder, "--hash") == (0, expected + "\n", "")


def test_the_cube_is_printed_and_kept_within_the_days_asked_for(firm, capsys, tmp_path):
    folder, _ = firm
    code, out, _ = run(capsys, "--archive", folder, "--keep", "cubes/all.json")
    assert (code, len(json.loads(out)["counts"]) > 5) == (0, True)
    assert (tmp_path / "data/documents/cubes/all.json").read_text() == out.rstrip("\n")
    _, out, _ = run(capsys, "--archive", folder, "--first", "2026-03-15")
    assert json.loads(out) == {"counts": [], "sums": []}


def test_without_an_archive_the_store_is_counted(firm, capsys):
    assert run(capsys) == (0, '{"counts":[],"sums":[]}\n', "")


def test_responses_of_unknown_versions_are_told(firm, capsys, house):
    folder, expected = firm
    stray = {**json.loads(canonical_json(house.stored[0])), "version": "beef00000000"}
    (folder / "x.ndjson.gz").write_bytes(gzip.compress(json.dumps(stray).encode()))
    code, out, told = run(capsys, "--archive", folder, "--hash")
    assert (code, out) == (0, expected + "\n")
    assert told == "Not counted: 1 responses of visit beef00000000, which no release holds.\n"


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_an_engine_without_an_archive_says_what_to_do(firm, capsys, engine):
    code, out, told = run(capsys, "--engine", engine)
    assert (code, out) == (1, "")
    assert "listenwell archive close" in told


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_an_engine_that_is_not_installed_says_how_to_install_it(firm, capsys, engine, monkeypatch):
    folder, _ = firm
    monkeypatch.setitem(sys.modules, {"spark": "pyspark"}.get(engine, engine), None)
    code, out, told = run(capsys, "--engine", engine, "--archive", folder)
    assert (code, out) == (2, "")
    assert f"pip install {'pyspark' if engine == 'spark' else engine}`" in told
    assert "Traceback" not in told


def test_a_damaged_file_is_named(firm, capsys):
    folder, _ = firm
    file = folder / "bad.ndjson.gz"
    file.write_bytes(gzip.compress(b"{}\n"))
    code, out, told = run(capsys, "--archive", folder)
    assert (code, out) == (1, "")
    assert f"{file}, line 1: this is no stored response" in told


def test_a_folder_without_segments_is_told(firm, capsys, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, told = run(capsys, "--archive", tmp_path / "empty")
    assert code == 1
    assert "holds no file that ends in .ndjson.gz" in told


def test_open_days_are_those_of_the_store(firm, capsys):
    folder, _ = firm
    assert run(capsys, "--open")[0] == 0
    assert run(capsys, "--open", "--archive", folder)[0] == 2
