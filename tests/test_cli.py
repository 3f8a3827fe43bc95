"""The command line: 0 done, 1 the data is at fault, 2 the call is; words with a remedy, never a traceback."""

import json
import os
import pty
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from listenwell import __version__
from listenwell.cli import COMMANDS, main
from listenwell.pages.building import build
from listenwell.publishing import place_of
from listenwell.publishing.steps import publish
from listenwell.settings import Settings, from_environment
from listenwell.storage import connect
from listenwell.summary.formats import FORMATS, PACK
from listenwell.survey.question_types import QUESTION_TYPES

PROJECT = Path(__file__).parents[1]
SECRET = "a secret that is long enough for this"  # noqa: S105 - keys nothing real


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Call a command in an empty folder without any of our settings: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LISTENWELL_")]:
        monkeypatch.delenv(name)

    def call(*arguments):
        try:
            code = main(list(map(str, arguments)))
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def built_here(run, folder, tmp_path):
    """The small firm, built and published in this folder."""
    build(tmp_path / "dist", folder.root, portal=None)
    publish(place_of(Settings()), tmp_path / "dist", datetime.now(UTC))
    return run


# Help


def test_help_lists_every_command(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for name, what in COMMANDS.items():
        assert f"  {name} " in out
        assert what.split(",")[0] in out


def test_every_file_that_makes_a_command_is_one_and_every_command_has_its_file():
    files = (PROJECT / "listenwell" / "commands").glob("*.py")
    made = {
        path.stem.removesuffix("_") for path in files if "\ndef command(" in path.read_text(encoding="utf-8")
    }
    assert made == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run, name):
    for flag in ("--help", "-h"):
        code, out, err = run(name, flag)
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: listenwell {name} ") or out.startswith("Usage:")
        assert len(out.splitlines()) > 4


def test_the_version_is_told(run):
    assert run("--version") == (0, f"listenwell, version {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["check", "--jason"], ["build", "--out"], ["simulate", "--responses", "0"],
     ["simulate", "--days", "x"],
     ["serve", "--port", "99999"], ["tally", "--engine", "abacus"], ["tally", "--first", "yesterday"],
     ["verify", "statistics"], ["verify", "statistics", "nothing.json"], ["check", "--templates", "nothing"],
     ["compile", "--period", "2026-Q9"], ["compile", "--as-of", "soon"], ["check", "surplus"]],
    ids=" ".join,
)  # fmt: skip
def test_a_call_that_is_wrong_is_2_and_says_what(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Error: " in err


def test_a_period_that_is_none_is_told_with_what_is_understood(run):
    assert run("compile", "--period", "soon")[2].endswith(
        "Error: Invalid value for '--period': “soon” is no period; write a year (2026), a quarter (2026-Q3), "
        "a month (2026-09), a week (2026-W39) or two dates (2026-01-15..2026-03-31)\n"
    )


# check


@pytest.fixture
def settled(folder):
    """The small firm with addresses of its own, where a colleague has nothing to say."""
    organisation = (folder.root / "organisation.yaml").read_text(encoding="utf-8")
    for old, new in (("example.com", "mueller-sons.de"), ("01632 960 123", "+49 30 23125 000")):
        organisation = organisation.replace(old, new)
    folder.write("organisation.yaml", organisation)
    folder.replace("segments/home.yaml", "pulse]", "pulse] # ok: other-ways a test")
    folder.replace("segments/trade.yaml", "[visit]", "[visit] # ok: other-ways")
    return folder


def test_check_of_a_good_folder_is_0_and_says_so(run, settled):
    code, out, err = run("check", "--templates", settled.root)
    assert (code, out, err) == (0, "All good: 2 surveys for 2 segments in 2 languages, 6 pages.\n", "")


def test_check_of_a_good_folder_is_an_empty_list_for_programs(run, settled):
    code, out, err = run("check", "--json", "--templates", settled.root)
    assert (code, json.loads(out), err) == (0, [], "")


def test_advice_is_told_last_and_is_0(run, settled):
    settled.replace("segments/home.yaml", " # ok: other-ways a test", "")
    settled.replace("surveys/visit.yaml", "text: How was it?", "text: How great was it?")
    code, out, err = run("check", "--templates", settled.root)
    assert (code, out[:24]) == (0, "Nothing stops the build:")
    first, second, count = err.rstrip().split("\n\n")
    assert first.startswith(
        "survey_templates/surveys/visit.yaml\n  line 9: Warning: “How great” leads to an answer;"
    )
    assert second.startswith(
        "survey_templates/segments/home.yaml\n  line 2: Advice: customers of this segment"
    )
    assert count == "0 errors, 1 warning, 1 piece of advice."


def test_strict_makes_errors_of_warnings_and_not_of_advice(run, settled):
    settled.replace("segments/home.yaml", " # ok: other-ways a test", "")
    assert run("check", "--strict", "--templates", settled.root)[0] == 0
    settled.replace("surveys/visit.yaml", "text: How was it?", "text: How great was it?")
    code, out, err = run("check", "--strict", "--templates", settled.root)
    assert (code, out) == (1, "")
    assert err.endswith("\n1 error, 0 warnings, 1 piece of advice. Nothing was written.\n")


def test_check_of_a_bad_folder_is_1_with_every_problem(run, folder):
    folder.replace("surveys/pulse.yaml", "type: text", "type: txet")
    code, out, err = run("check", "--templates", folder.root)
    assert (code, out) == (1, "")
    assert err == (
        "survey_templates/surveys/pulse.yaml\n  line 11: the question “why” has the type “txet”, which we do "
        f"not know; the types are: {', '.join(QUESTION_TYPES)}. Did you mean "
        "“text”? Correct the type. (Q01)\n\n1 error, 0 warnings. Nothing was written.\n"
    )


def test_what_was_found_stands_under_its_file_by_line_and_files_with_errors_come_first(run, folder):
    folder.replace("surveys/pulse.yaml", "type: text", "type: txet")
    folder.replace("surveys/pulse.yaml", "type: recommend", "type: recomend")
    folder.write("wording/fr.yaml", "name: x\n")
    lines = [line.partition(": ")[0] for line in run("check", "--templates", folder.root)[2].splitlines()]
    assert lines == [
        "survey_templates/surveys/pulse.yaml", "  line 5", "  line 11", "",
        "survey_templates/wording/fr.yaml", "  line 1", "",
        "2 errors, 1 warning. Nothing was written.",
    ]  # fmt: skip


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_findings_have_colours_and_short_lines_on_a_terminal_alone(folder, tmp_path, no_colour, coloured):
    folder.replace("surveys/pulse.yaml", "type: text", "type: txet")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "listenwell.cli", "check", "--templates", str(folder.root)]
    given = {**os.environ, "NO_COLOR": no_colour, "COLUMNS": "60"}
    subprocess.run(command, cwd=tmp_path, stderr=theirs, stdout=subprocess.DEVNULL, env=given, check=False)  # noqa: S603
    os.close(theirs)
    said = os.read(ours, 9999).decode()
    os.close(ours)
    assert ("\x1b[31m  line 11:\x1b[0m the question" in said) == coloured
    assert ("\x1b" in said) == coloured
    assert "\n    " in said and max(map(len, said.splitlines())) <= 75


def test_check_finds_a_page_template_that_fails_on_a_page(run, folder):
    folder.replace("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ 1/0 }}</h1>")
    code, _, err = run("check", "--templates", folder.root)
    assert (code, err.partition(";")[0]) == (
        1,
        "survey_templates/pages/survey.html\n  line 14: the page template cannot be used: division by zero",
    )


def test_check_of_a_bad_folder_tells_programs_the_same(run, folder):
    folder.replace("surveys/pulse.yaml", "type: text", "type: txet")
    code, out, err = run("check", "--json", "--templates", folder.root)
    (problem,) = json.loads(out)
    assert (code, err) == (1, "")
    assert (problem["file"], problem["line"], problem["code"], problem["severity"]) == (
        "survey_templates/surveys/pulse.yaml", 11, "Q01", "error",
    )  # fmt: skip
    assert set(problem) == {"file", "line", "code", "found", "rule", "remedy", "severity"}


def test_a_warning_is_told_and_is_0(run, settled):
    settled.write("wording/fr.yaml", "name: x\n")
    code, out, err = run("check", "--templates", settled.root)
    assert (code, out[:24]) == (0, "Nothing stops the build:")
    assert err.startswith(
        "survey_templates/wording/fr.yaml\n  line 1: Warning: “fr” is not among the languages"
    )
    assert err.endswith("\n0 errors, 1 warning.\n")


def test_a_folder_without_anything_is_1(run, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = run("check", "--templates", "empty")
    assert code == 1
    assert err.endswith("5 errors, 0 warnings. Nothing was written.\n")


def test_the_console_script_gives_the_exit_code_to_the_shell(folder, tmp_path):
    folder.remove("organisation.yaml")
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "listenwell.cli", "check", "--templates", str(folder.root)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"there is no \xe2\x80\x9corganisation.yaml\xe2\x80\x9d here" in done.stderr


# build


def test_build_of_a_bad_folder_is_1_and_writes_nothing(run, folder, tmp_path):
    folder.remove("wording")
    code, out, err = run("build", "--templates", folder.root)
    assert (code, out) == (1, "")
    assert err.endswith("2 errors, 0 warnings. Nothing was written.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["survey_templates"]


def test_build_where_a_file_is_in_the_way_says_so(run, folder, tmp_path):
    (tmp_path / "dist").write_text("in the way")
    code, _, err = run("build", "--templates", folder.root)
    assert (code, err) == (1, "Error: dist cannot be written: File exists.\n")


def test_build_with_a_page_template_that_fails_has_words_for_it(run, folder):
    folder.replace("pages/survey.html", "{{ minutes }}", "{{ minuets }}")
    code, _, err = run("build", "--templates", folder.root)
    assert code == 1
    assert "survey_templates/pages/survey.html" in err


# The store


def test_compile_and_serve_without_a_release_say_what_to_run_first(run, monkeypatch):
    monkeypatch.setenv("LISTENWELL_SECRET", SECRET)
    assert run("compile") == (1, "", "Error: Nothing is published yet. Run `listenwell publish` first.\n")
    code, _, err = run("serve", "--port", "0")
    assert (code, err) == (1, "Error: Nothing is published yet. Run `listenwell publish` first.\n")


def test_simulate_without_a_release_says_what_to_run_first(run):
    code, _, err = run("simulate", "--responses", "1")
    assert code == 1
    assert "Run `listenwell publish` first." in err


def test_simulated_customers_are_refused_beside_real_answers(built_here):
    code, _, err = built_here("simulate", "--responses", "3")
    assert (code, err) == (0, "")
    stores = connect(from_environment())
    (first, *_) = stores.responses.received(date(2000, 1, 1), date(2999, 1, 1))
    stores.responses.add(msgspec.structs.replace(first, id="0" * 8 + first.id[8:], marks=()))
    code, _, err = built_here("simulate", "--responses", "3", "--seed", "2")
    assert code == 2
    assert err.startswith("Error: The store holds real answers; ")


def test_serve_without_a_secret_is_2_and_says_how_to_make_one(run):
    code, out, err = run("serve")
    assert (code, out) == (2, "")
    assert err.startswith("LISTENWELL_SECRET is not set; it needs at least 32 characters. Make one with: ")


def test_settings_that_are_wrong_are_2(run, monkeypatch):
    monkeypatch.setenv("LISTENWELL_STORAGE", "floppy")
    assert run("tally") == (2, "", 'LISTENWELL_STORAGE is "floppy"; it must be "embedded" or "aws".\n')


def test_a_store_that_cannot_be_opened_is_1_and_says_so(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LISTENWELL_DATA", "file")
    code, out, err = run("tally")
    assert (code, out) == (1, "")
    assert err.startswith("Error: The store does not answer: ")
    assert err.endswith("Nothing was changed; try again.\n")


def test_simulated_customers_are_tallied_and_compiled_and_come_once(built_here, tmp_path):
    wanted = ("simulate", "--responses", "30", "--days", "20", "--last", "2026-03-31")
    code, out, _ = built_here(*wanted)
    assert (code, out.splitlines()[-1]) == (0, "30 responses added, 0 were there already.")
    assert built_here(*wanted)[1].splitlines()[-1] == "0 responses added, 30 were there already."
    code, cube, _ = built_here("tally")
    counted = sum(row[-1] for row in json.loads(cube)["counts"] if row[4] == "*")
    assert (code, counted) == (0, 30)
    assert built_here("tally", "--last", "2026-03-11")[1] == '{"counts":[],"sums":[]}\n'
    assert len(built_here("tally", "--hash")[1].strip()) == 64
    code, out, err = built_here(
        "compile", "--period", "2026-Q1", "--as-of", "2026-04-08", "--survey", "visit"
    )
    assert (code, err) == (0, "")
    assert out.startswith("visit 2026-Q1: ")
    own, over_all = out.splitlines()
    assert own.endswith(" responses -> summaries/visit/2026-Q1/")
    assert over_all == own.replace("visit", "all surveys", 1).replace("visit", "all_surveys")
    documents = connect(Settings(data=tmp_path / "data", release=tmp_path / "published/release")).documents
    assert len(list(documents.names("summaries/visit/2026-Q1/0001/"))) == len({*FORMATS, PACK})


def test_compiling_an_unknown_survey_is_2_and_names_the_known_ones(built_here):
    code, out, err = built_here("compile", "--survey", "plus")
    assert (code, out) == (2, "")
    assert "“plus” is no survey of the release; there are: visit, pulse." in err


@pytest.mark.parametrize("period", ["0001", "9999", "0001-01", "9999-12", "9999-12-30..9999-12-31"])
def test_compiling_the_ends_of_the_calendar_is_no_traceback(built_here, period):
    code, _, _ = built_here("compile", "--period", period)
    assert code in (0, 2)


# serve and demo


@pytest.fixture
def taken():
    """A port of the loopback that something else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_serve_on_a_taken_port_says_which_and_what_to_do(built_here, monkeypatch, taken):
    monkeypatch.setenv("LISTENWELL_SECRET", SECRET)
    code, out, err = built_here("serve", "--port", taken)
    assert (code, out) == (2, "")
    assert err == (
        f"Error: Something else answers at 127.0.0.1:{taken}. Stop it, or choose another port, "
        f"for example {taken + 1}.\n"
    )


def test_demo_on_a_taken_port_says_so_before_anything_is_done(run, tmp_path, taken):
    code, out, err = run("demo", "--port", taken)
    assert (code, out) == (2, "")
    assert err.endswith(f"for example {taken + 1}. With make: make demo PORT={taken + 1}\n")
    assert not list((tmp_path / ".demo").glob("*")) if (tmp_path / ".demo").exists() else True


# verify

GOOD = {"name": "a", "statistic": "nps", "input": {}, "expected": {}}


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "no JSON", "\x00", '{"name": 1}', json.dumps(GOOD), "[" * 5000]
)
def test_a_worked_example_that_fails_or_is_none_is_1(run, tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    code, out, _ = run("verify", "statistics", "a.json")
    assert (code, out.splitlines()[-1]) == (1, "0 passed, 1 failed.")


def test_build_py_is_listenwell_build(tmp_path, folder):
    folder.remove("organisation.yaml")
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [
            sys.executable,
            str(PROJECT / "build.py"),
            "--templates",
            str(folder.root),
            "--out",
            str(tmp_path / "dist"),
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.endswith(b"1 error, 0 warnings. Nothing was written.\n")
    assert not (tmp_path / "dist").exists()


_MAPPING = """\
survey: {survey}
language: en
segment: {{value: home}}
channel: {{value: web}}
received: {{column: Date}}
questions:
  {item}: {{column: Score}}
"""


@pytest.mark.parametrize(
    ("survey", "item", "code", "told"),
    [
        ("vist", "overall", "M03", "“vist (en)” is not published"),
        ("visit", "overal", "M02", "the mapping fills “overal”, which is no question or row of “visit”"),
    ],
)
def test_a_mapping_that_does_not_fit_the_release_is_1_and_offers_the_near_match(
    built_here, tmp_path, survey, item, code, told
):
    (tmp_path / "past.csv").write_text("Date,Score\n2026-01-02,5\n")
    (tmp_path / "map.yaml").write_text(_MAPPING.format(survey=survey, item=item))
    code_, _, err = built_here(
        "import", "responses", str(tmp_path / "past.csv"), "--mapping", str(tmp_path / "map.yaml")
    )
    assert code_ == 1
    assert told in err
    assert "Did you mean “" in err
    assert f"({code})" in err


def test_refused_rows_are_counted_told_and_written_down(built_here, tmp_path):
    (tmp_path / "past.csv").write_text("Date,Score\n2026-01-02,5\n2026-01-03,99\nyesterday,4\n")
    (tmp_path / "map.yaml").write_text(_MAPPING.format(survey="visit", item="overall"))
    call = ["import", "responses", str(tmp_path / "past.csv"), "--mapping", str(tmp_path / "map.yaml")]
    code, out, err = built_here(*call, "--refused", str(tmp_path / "refused.csv"))
    assert (code, out.splitlines()[0]) == (1, "1 responses added, 0 were there already, 0 rows left aside.")
    assert "  1 x column Score: not an answer to “overall” (number_range) (line 3)\n" in err
    assert (tmp_path / "refused.csv").read_text().splitlines()[1:] == [
        "3,Score,99,not an answer to “overall” (number_range)",
        "4,Date,yesterday,not a date",
    ]
    assert built_here(*call)[1].startswith("0 responses added, 1 were there already")
