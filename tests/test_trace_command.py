"""listenwell trace: what it prints, what it records, and how it ends."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listenwell.cli import main
from listenwell.pages.release import Release
from listenwell.settings import Settings
from listenwell.staff.downloads import entries
from listenwell.storage import connect
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_period
from listenwell.survey.response import Response

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)


def response(number, release, segment="home", score=4):
    version = release.index().find("visit", segment, "en").version
    return Response(
        id=f"{number:08}-0000-4000-8000-000000000000", survey="visit", version=version, segment=segment,
        channel="web", language="en", received_at=NOON, answers={"overall": score},
    )  # fmt: skip


@pytest.fixture(scope="module")
def firm(tmp_path_factory, built):
    """A data folder with eight answers of one segment, two of another, and the summary of their quarter."""
    data = tmp_path_factory.mktemp("firm") / "data"
    stores = connect(Settings(data=data, release=built / "release"))
    release = Release(stores.release)
    for number in range(8):
        stores.responses.add(response(number, release))
    for number in (8, 9):
        stores.responses.add(response(number, release, "trade", 1))
    compile_period(
        "visit", parse("2026-Q1"), as_of=datetime(2026, 4, 8, tzinfo=UTC), responses=stores.responses,
        documents=stores.documents, release=release,
    )  # fmt: skip
    return data


@pytest.fixture
def traced(firm, tmp_path, built, monkeypatch, capsys):
    data = tmp_path / "data"
    shutil.copytree(firm, data)
    monkeypatch.setenv("LISTENWELL_DATA", str(data))
    monkeypatch.setenv("LISTENWELL_RELEASE", str(built / "release"))

    def run(*arguments):
        capsys.readouterr()
        code = main(["trace", *arguments])
        return code, *capsys.readouterr(), connect(Settings(data=data, release=Path(built / "release")))

    return run


def test_a_figure_is_printed_counted_again_and_said_to_be_equal(traced):
    code, out, err, _ = traced("visit/2026-Q1/overall/csat")
    assert (code, err) == (0, "")
    assert out.splitlines()[:8] == [
        "visit/2026-Q1/overall/csat",
        "How was it?",
        "2026-01-01 to 2026-03-31; edition 1, compiled 2026-04-08 00:00 UTC",
        "",
        "Printed        value 0.8, lower 0.49016247153664183, upper 0.9433178485456247, base 10",
        "Counted again  value 0.8, lower 0.49016247153664183, upper 0.9433178485456247, base 10",
        "               Equal.",
        "",
    ]
    assert "Counts         1: 2, 4: 8; answered: 10" in out
    assert "-0000-4000-" not in out


def test_what_is_hidden_is_told_to_staff_only_and_that_is_recorded(traced):
    code, out, _, stores = traced("visit/2026-Q1/overall/csat@trade")
    assert code == 0
    assert "hidden: few answers, or it would give few away" in out
    assert "answered" not in out
    assert not list(stores.documents.names("downloads/"))
    code, out, _, stores = traced("visit/2026-Q1/overall/csat@trade", "--responses")
    assert code == 0
    assert "Counts         1: 2; answered: 2" in out
    assert "00000008-0000-4000-8000-000000000000  2026-02-10  trade  1" in out
    today = datetime.now(UTC).date()
    (entry,) = entries(stores.documents, today, today)
    assert (entry.document, entry.how) == ("visit/2026-Q1/overall/csat@trade", "responses traced")


def test_programs_get_the_same_as_json(traced):
    code, out, _, _ = traced("visit/2026-Q1/overall/csat", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["equal"], told["counts"], told["responses"]) == (True, {"1": 2, "4": 8}, None)


def test_an_answer_that_is_gone_since_is_not_equal_and_ends_with_1(traced):
    _, _, _, stores = traced("visit/2026-Q1/overall/csat")
    stores.responses.erase("00000003-0000-4000-8000-000000000000")
    code, out, _, _ = traced("visit/2026-Q1/overall/csat")
    assert code == 1
    assert "NOT EQUAL in value, lower, upper, base: " in out
    assert "Counted again" not in out


def test_an_unknown_id_ends_with_2_and_offers_a_near_one(traced):
    code, out, err, _ = traced("visit/2026-Q1/overal/csat")
    assert (code, out) == (2, "")
    assert (
        "No summary here has a figure “visit/2026-Q1/overal/csat”. Did you mean “visit/2026-Q1/overall/csat”"
        in err
    )
