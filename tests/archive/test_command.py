"""listenwell archive: what it says and how it ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner, Result

from listenwell.cli import listenwell
from listenwell.commands.archive import command
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.embedded_responses import SqliteResponses

from .samples import PULSE, SECRET, VISIT, an_id, visit

TODAY = datetime.now(UTC).date()
OLD = TODAY - timedelta(days=10)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command over an embedded store with three answers of ten days ago and one of today."""
    release = FileDocuments(tmp_path / "release")
    for q in (VISIT, PULSE):
        release.put(f"questionnaires/{q.survey}/{q.version}.json", q.canonical_json)
    store = SqliteResponses(tmp_path / "data" / "responses.sqlite3")
    for response in (visit(1, OLD), visit(2, OLD), visit(3, OLD, supersedes=an_id(1)), visit(4, TODAY)):
        store.add(response)
    store.close()
    environment = {
        "LISTENWELL_DATA": str(tmp_path / "data"),
        "LISTENWELL_RELEASE": str(tmp_path / "release"),
        "LISTENWELL_SECRET": SECRET,
    }

    def invoke(*arguments: str, **changes: str) -> Result:
        return CliRunner().invoke(listenwell, ("archive", *arguments), env={**environment, **changes})

    return invoke


def test_close_says_what_it_archived_and_once_more_nothing(run: Run) -> None:
    first = run("close", "--since", str(OLD))
    assert first.exit_code == 0
    assert first.stdout.startswith(f"{OLD} visit: 3 responses -> archive/visit/{OLD}-")
    assert "; 1 new segments." in first.stdout
    assert "; 0 new segments." in run("close").stdout


def test_close_without_since_goes_back_far_enough(run: Run) -> None:
    assert "1 new segments" in run("close").stdout


def test_close_of_a_day_that_is_not_over_says_so(run: Run) -> None:
    done = run("close", "--since", str(OLD), "--until", str(TODAY))
    assert done.exit_code == 0
    assert f"{TODAY} is not over yet" in done.stderr


def test_close_tells_programs_in_json(run: Run) -> None:
    told = msgspec.json.decode(run("close", "--since", str(OLD), "--json").stdout)
    assert told["segments"][0]["responses"] == 3


def test_verify_of_a_sound_archive_ends_with_0(run: Run) -> None:
    run("close")
    done = run("verify")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "All good.\n", "")
    assert run("verify", "--json").stdout == "[]\n"


def test_verify_of_an_altered_archive_names_the_file_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    run("close")
    (cube,) = (tmp_path / "data" / "documents").rglob("*.cube.json")
    cube.write_bytes(b"{}")
    done = run("verify", "--since", str(OLD))
    assert done.exit_code == 1
    assert f"archive/visit/{cube.name}: the delta cube was altered" in done.stderr
    assert msgspec.json.decode(run("verify", "--json").stdout)[0]["code"] == "C02"


def test_export_writes_tables_and_codebooks(run: Run, tmp_path: Path) -> None:
    run("close")
    done = run("export", str(tmp_path / "out"))
    assert done.exit_code == 0
    assert done.stdout.startswith("visit: 2 rows -> ")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "visit.csv",
        "visit.codebook.xml",
        "visit.codebook.html",
    }


def test_export_before_any_close_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "The archive holds no closed day. Run `listenwell archive close` first." in done.stderr


def test_erase_says_where_the_tombstone_is(run: Run) -> None:
    run("close")
    done = run("erase", an_id(2), "--request", "Letter 17")
    assert (done.exit_code, done.stdout[:33]) == (0, "Erased. The tombstone is in manif")
    assert run("erase", an_id(2), "--request", "Letter 17").stdout.startswith("It had been erased before")
    assert run("verify").exit_code == 0
    assert "signatures not checked" in run("verify", LISTENWELL_SECRET="").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((an_id(9), "--request", "x"), 1, "Neither store nor archive holds a response"),
        (("no-id", "--request", "x"), 2, "an id is a UUID in small letters"),
        ((an_id(1), "--request", " "), 2, "write 1 to 200 characters"),
        ((an_id(1),), 2, "Missing option '--request'"),
    ],
)
def test_erase_of_a_wrong_id_or_without_a_request_changes_nothing(
    run: Run, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = run("erase", *arguments)
    assert (done.exit_code, told in done.stderr) == (code, True)


def test_retain_says_what_it_would_delete_and_then_deletes_it(run: Run, tmp_path: Path) -> None:
    old = TODAY.replace(year=TODAY.year - 2, day=1)
    SqliteResponses(tmp_path / "data" / "responses.sqlite3").add(visit(7, old))
    run("close")
    dry = run("retain", "--years", "1", "--dry-run")
    assert dry.stdout.startswith(f"visit: 1 response from {old} to before ")
    assert "would be deleted" in dry.stdout
    doubtful = run("retain", "--years", "1")
    assert (doubtful.exit_code, "run this again with --clock-is-right" in doubtful.stderr) == (1, True)
    sure = ("retain", "--years", "1", "--clock-is-right")
    assert run(*sure).stdout == dry.stdout.replace("would be deleted", "deleted")
    assert run(*sure).stdout == "Nothing is older than it may be.\n"
    assert run("verify").exit_code == 0


def test_retain_without_a_release_asks_for_the_years(run: Run) -> None:
    done = run("retain")
    assert done.exit_code == 1
    assert "or give --years" in done.stderr


def test_a_broken_chain_is_told_with_a_remedy(run: Run, tmp_path: Path) -> None:
    run("close")
    (tmp_path / "data" / "documents" / "archive" / "manifests" / "00000001.json").write_bytes(b"{")
    for arguments in (("close",), ("export", str(tmp_path / "out")), ("retain", "--years", "1")):
        done = run(*arguments)
        assert done.exit_code == 1
        assert "Run `listenwell archive verify`, which tells all." in done.stderr


def test_every_command_says_what_it_does() -> None:
    assert all(each.help for each in command.commands.values())
    assert isinstance(command, click.Group)
    assert set(command.commands) == {"close", "verify", "export", "erase", "retain"}
