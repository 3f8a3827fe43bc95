"""`listenwell publish`: builds, says what changes, asks where a series breaks, ends with addresses."""

# ruff: noqa: E501 (what is printed is compared in one piece)

import os
import re
import shutil

import pytest
from conftest import documents_in, make_folder, only_in

from listenwell.cli import main


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Call `listenwell publish` in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("listenwell.commands.options.portal_folder", lambda: None)
    for name in [name for name in os.environ if name.startswith("LISTENWELL_")]:
        monkeypatch.delenv(name)

    def call(*arguments):
        code = main(["publish", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def firm(tmp_path):
    """The small firm's templates in one language, and a word on how to publish them."""
    folder = make_folder(tmp_path / "survey_templates")
    only_in(folder.root, "en")
    return folder


def without_names(out):
    return re.sub(r"[0-9a-f]{12}|\d+ kB", "…", out)


def test_the_first_publishing_says_what_it_sends_and_where_to_look(run, firm, tmp_path):
    code, out, _ = run()
    assert code == 0
    assert (
        without_names(out)
        == """\
Writing 3 survey pages ...
3 survey pages in dist/public, 3 questionnaires in dist/release.
Build …, the first one here.
New: 3 files: s/pulse/home/index.html, s/visit/home/index.html, s/visit/trade/index.html
To send: 3 files, …; 0 files the same as now.
Release: 6 new documents, nothing of it is ever removed.
published/current is build …; `listenwell serve` answers with it from now on.

Open to look, once it is served:
  http://127.0.0.1:8000/
  http://127.0.0.1:8000/s/visit/home/
  http://127.0.0.1:8000/s/pulse/home/
"""
    )
    assert documents_in(tmp_path / "published/current") == documents_in(tmp_path / "dist/public")


def test_the_addresses_are_those_of_the_site_when_it_is_known(run, firm, monkeypatch):
    monkeypatch.setenv("LISTENWELL_ADDRESS", "https://feedback.example.com/")
    assert run()[1].endswith(
        "\nOpen to look:\n  https://feedback.example.com/\n  https://feedback.example.com/s/visit/home/\n"
        "  https://feedback.example.com/s/pulse/home/\n"
    )


def test_a_dry_run_says_all_and_publishes_nothing(run, firm, tmp_path):
    run()
    before = documents_in(tmp_path / "published")
    firm.replace("surveys/pulse.yaml", "text: Why?", "text: Why so?")
    code, out, _ = run("--dry-run")
    assert code == 0
    told = without_names(out).partition("dist/release.\n")[2]
    assert (
        told
        == """\
Build …, after ….
Changed: 1 file: s/pulse/home/index.html
To send: 1 file, …; 2 files the same as now.
Release: 2 new documents, nothing of it is ever removed.

pulse
  “why”: the question is reworded; the series goes on (home; en)
      was: Why?
      now: Why so?

! 0 that break a series, ? 0 to be answered by you, 1 that changes no series. Pages that customers have open now can \
still be sent.

Nothing was published.
"""
    )
    assert documents_in(tmp_path / "published") == before


def test_where_a_series_breaks_nothing_is_published_unless_somebody_says_yes(run, firm, tmp_path):
    run()
    before = documents_in(tmp_path / "published")
    firm.replace("surveys/pulse.yaml", "  why:", "  reason:")
    code, out, err = run()
    assert code == 1
    assert "! “why”: " in out
    assert err.endswith(
        "Error: A series breaks (marked with “!” above), and nobody is here to be asked. Nothing was published. "
        "Add --yes if it is meant.\n"
    )
    assert documents_in(tmp_path / "published") == before
    assert run("--yes")[0] == 0
    assert documents_in(tmp_path / "published/current") == documents_in(tmp_path / "dist/public")
    assert run("--dry-run")[1].endswith(
        " is the live one: nothing of the site changes.\n"
        "To send: 0 files, 0 kB; 3 files the same as now.\nNothing was published.\n"
    )


def test_a_build_made_elsewhere_is_compared_as_well(run, firm, tmp_path):
    run()
    firm.replace("surveys/pulse.yaml", "  why:", "  reason:")
    main(["build", "--no-portal", "--out", "elsewhere"])
    shutil.rmtree(firm.root)
    code, out, _ = run("--dist", "elsewhere")
    assert (code, "! “why”: " in out) == (1, True)
    assert run("--dist", "elsewhere", "--yes")[0] == 0
    assert documents_in(tmp_path / "published/current") == documents_in(tmp_path / "elsewhere/public")


def test_going_back_and_the_list(run, firm, tmp_path):
    assert run("--list") == (0, "Nothing is published here yet.\n", "")
    run()
    first = documents_in(tmp_path / "published/current")
    firm.replace("surveys/pulse.yaml", "text: Why?", "text: Why so?")
    run()
    newest, oldest = run("--list")[1].splitlines()
    assert re.fullmatch(r"\* [0-9a-f]{12}  \d{4}-\d\d-\d\d \d\d:\d\d UTC", newest)
    assert oldest.startswith("  ")
    code, out, _ = run("--rollback")
    assert (code, out.splitlines()[0]) == (
        0,
        f"published/current is build {oldest[2:14]}; `listenwell serve` answers with it from now on.",
    )
    assert documents_in(tmp_path / "published/current") == first
    assert run("--list")[1].splitlines()[1].startswith("* ")
    assert run("--rollback", newest[2:14])[0] == 0
    assert run("--rollback", "000000000000") == (
        1,
        "",
        f"Error: There is no build “000000000000” to go back to. There are: {newest[2:14]}, {oldest[2:14]}.\n",
    )


def test_an_error_in_the_templates_publishes_nothing(run, firm, tmp_path):
    run()
    before = documents_in(tmp_path / "published")
    firm.replace("surveys/pulse.yaml", "type: text", "type: txt")
    code, _, err = run()
    assert (code, err.endswith("1 error, 0 warnings. Nothing was written.\n")) == (1, True)
    assert documents_in(tmp_path / "published") == before


def spoil_nothing(dist):
    shutil.rmtree(dist)


def spoil_pages(dist):
    shutil.rmtree(dist / "public" / "s")


def spoil_release(dist):
    for path in (dist / "release" / "questionnaires" / "visit").iterdir():
        path.unlink()


def spoil_index(dist):
    (dist / "release" / "index.json").write_text("{}")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            spoil_nothing,
            "dist/public is not there, so there is no build to publish. Run `listenwell build` first.",
        ),
        (spoil_pages, "dist/public has no survey page, so publishing it would leave customers with nothing."),
        (spoil_release, "the page s/visit/home/index.html needs. Run `listenwell build` again."),
        (spoil_index, "dist/release/index.json was written by another version of Listenwell."),
    ],
)
def test_a_build_that_would_not_serve_customers_is_refused(run, firm, tmp_path, spoil, told):
    main(["build", "--no-portal"])
    spoil(tmp_path / "dist")
    code, _, err = run("--dist", "dist")
    assert code == 1
    assert err.startswith("Error: dist/")
    assert told in err
    assert not (tmp_path / "published").exists()


def test_removing_much_is_told_in_a_dry_run_and_agreed_to_by_number(run, firm, tmp_path):
    main(["build", "--no-portal"])
    for number in range(51):
        (tmp_path / "dist/public" / f"{number}.txt").write_text("x")
    assert run("--dist", "dist")[0] == 0
    assert run("--dry-run")[1].endswith(
        "It would be refused without --delete-many 51.\nNothing was published.\n"
    )
    code, _, err = run()
    assert (code, "--delete-many 51." in err) == (1, True)
    assert run("--delete-many", 51)[0] == 0


@pytest.mark.parametrize(
    "wrong", [["--list", "--rollback"], ["--rollback", "--dry-run"], ["--list", "--yes"]]
)
def test_options_that_do_not_go_together_are_2(run, wrong):
    assert run(*wrong)[0] == 2


def test_on_aws_the_bucket_of_the_site_has_to_be_named(run, monkeypatch):
    for name, value in (("STORAGE", "aws"), ("TABLE", "t"), ("BUCKET", "b")):
        monkeypatch.setenv(f"LISTENWELL_{name}", value)
    assert run("--list") == (
        2,
        "",
        "LISTENWELL_SITE is not set; with LISTENWELL_STORAGE=aws it names the S3 bucket of the site.\n",
    )
