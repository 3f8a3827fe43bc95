"""`listenwell diff`: against the release, another one, or a commit; in words that marketing reads."""

# ruff: noqa: E501 (what is printed is compared in one piece)

import json
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from listenwell.cli import main
from listenwell.pages.building import build
from listenwell.publishing import place_of
from listenwell.publishing.steps import publish
from listenwell.settings import Settings


@pytest.fixture
def diff(folder, tmp_path, capsys, monkeypatch):
    """Call `listenwell diff` beside the small firm's templates: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main(["diff", "--templates", str(folder.root), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def published(folder, here):
    build(here / "dist", folder.root, portal=None)
    publish(place_of(Settings()), here / "dist", datetime.now(UTC))


def git(folder, *arguments):
    who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not here")
    subprocess.run([program, *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603


def test_before_the_first_build_it_says_kindly_that_all_is_new(diff):
    code, out, err = diff("--strict")
    assert (code, err) == (0, "")
    assert out == (
        "Nothing is published yet, so there is nothing to compare with: all 2 surveys will be new. After "
        "`listenwell publish` this tells what your next change does.\n"
    )
    assert diff("--json")[:2] == (0, "[]\n")


def test_a_change_is_told_by_survey_with_its_segments_and_language(diff, folder, tmp_path):
    published(folder, tmp_path)
    assert diff() == (0, "Nothing changed against what is published.\n", "")
    folder.replace(
        "surveys/visit.yaml", "    low: Bad\n    high: Good", "    points: 7\n    low: Bad\n    high: Good"
    )
    folder.replace(
        "surveys/visit.yaml", "text: What should be better?", "text: What should have been better?"
    )
    folder.replace("translations/pulse.de.yaml", "Warum?", "Weshalb?")
    expected = """\
pulse
  “why”: the question is translated anew; the series goes on (home; de)
      was: Warum?
      now: Weshalb?

visit
! “overall”: has 7 points where it had 5; its figures cannot be compared (home, trade; en)
      Give it a new name such as “overall_2”, and hide “overall”.
  “better”: the question is reworded; the series goes on (home, trade; en)
      was: What should be better?
      now: What should have been better?

! 1 that breaks a series, ? 0 to be answered by you, 2 that change no series. Pages that customers have open now can \
still be sent.
"""
    assert diff() == (0, expected, "")
    assert diff("--strict")[0] == 1
    told = json.loads(diff("--json", tmp_path / "dist")[1])
    assert [(each["survey"], each["segments"], each["change"]["effect"]) for each in told] == [
        ("pulse", ["home"], "keeps"),
        ("visit", ["home", "trade"], "breaks"),
        ("visit", ["home", "trade"], "keeps"),
    ]


def test_a_survey_that_a_segment_takes_up_or_leaves_is_told(diff, folder, tmp_path):
    published(folder, tmp_path)
    folder.replace("segments/home.yaml", "[visit, pulse]", "[visit]")
    folder.replace("segments/trade.yaml", "[visit]", "[visit, pulse]")
    out = diff()[1]
    assert "! the survey: is no longer asked of them (home; en)" in out
    assert "  the survey: is asked for the first time (trade; en)" in out


def test_opening_and_closing_days_are_told_once_for_the_segments_that_have_them(diff, folder, tmp_path):
    folder.replace("surveys/visit.yaml", "title:", "opens: 2026-03-01\ntitle:")
    published(folder, tmp_path)
    folder.replace("surveys/visit.yaml", "opens: 2026-03-01", "opens: 2026-03-09\ncloses: 2036-04-30")
    out = diff()[1]
    assert "  the survey: opens on 2026-03-09, no longer on 2026-03-01 (home, trade; en)\n" in out
    assert "  the survey: closes after 2036-04-30 (home, trade; en)\n" in out
    folder.replace("surveys/visit.yaml", "opens: 2026-03-09\ncloses: 2036-04-30\n", "")
    assert "  the survey: is open at once, no longer on 2026-03-01 (home, trade; en)\n" in diff()[1]


def test_a_question_that_is_asked_elsewhere_is_told_with_its_old_and_new_place(diff, folder, tmp_path):
    published(folder, tmp_path)
    text = (folder.root / "surveys/pulse.yaml").read_text()
    head, questions = text.split("questions:\n")
    first, second = questions.split("  why:\n")
    (folder.root / "surveys/pulse.yaml").write_text(f"{head}questions:\n  why:\n{second}{first}")
    says = "is asked at another place; what is asked before an answer colours it, the series goes on"
    assert f"  “why”: {says} (home; en)\n      was: after “recommend”\n      now: first of all\n" in diff()[1]


def test_a_hidden_question_is_told_as_hidden(diff, folder, tmp_path):
    published(folder, tmp_path)
    folder.replace("surveys/pulse.yaml", "    limit: 20", "    hide: true")
    assert "“why”: is hidden; its series pauses and goes on when it is shown again (home; en)" in diff()[1]


def test_a_commit_is_compared_with_and_the_work_tree_is_left_alone(diff, folder):
    git(folder.root.parent, "init", "-q", "-b", "main")
    git(folder.root.parent, "add", "survey_templates")
    git(folder.root.parent, "commit", "-q", "-m", "first")
    assert diff("main") == (0, "Nothing changed against main.\n", "")
    folder.replace("surveys/pulse.yaml", "text: Why?", "text: Why so?")
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert "“why”: the question is reworded; the series goes on (home; en)" in diff("HEAD")[1]
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("ref", ["nowhere", "HEAD~1", "--output=x"])
def test_what_git_does_not_know_is_an_error_in_plain_words(diff, ref, tmp_path):
    code, out, err = diff("--", ref)
    assert (code, out) == (1, "")
    assert err.startswith("Error: “") and "commit, tag or branch" in err
    assert not (tmp_path / "x").exists()


def test_a_page_that_was_opened_before_a_change_can_still_be_sent(folder, rebuilt):
    version = rebuilt().version("pulse")
    folder.replace("surveys/pulse.yaml", "  why:\n    type: text\n    text: Why?\n    limit: 20\n", "")
    folder.replace("translations/pulse.de.yaml", "  why: {text: Warum?}\n", "")
    house = rebuilt()
    assert house.version("pulse") != version
    reply = house.form("pulse", {"_version": version, "recommend": "9", "why": "You came at once"})
    assert (reply.status, house.stored[0].version) == (303, version)
    assert house.stored[0].answers == {"recommend": 9, "why": "You came at once"}
