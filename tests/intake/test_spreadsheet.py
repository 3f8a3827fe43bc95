"""Past feedback from a spreadsheet: taken through the same checks as a form, or told why not."""

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listenwell.cli import main
from listenwell.intake.mapping import Column, Mapping, Source, When, read_mapping
from listenwell.intake.spreadsheet import Refused, read_rows, responses_from
from listenwell.survey.problems import TemplateError

SHIPPED = Path(__file__).parents[2] / "survey_templates"
SFO = Path(__file__).parents[2].parent / "shared" / "datasets" / "sfo_2015_2017_ratings.csv"

MAPPING = Mapping(
    survey="visit",
    language="en",
    segment=Source(column="Branch", values={"H": "home", "T": "trade"}),
    channel=Source(value="telephone"),
    received=When(column="Date", format="%d/%m/%Y"),
    only={"Year": ("2026",)},
    questions={
        "overall": Column(column="Satisfied", missing=("", 9)),
        "aspects.timing": Column(column="Timing"),
        "days": Column(column="Days", separator="+", values={"M": "mon", "T": "tue"}),
        "better": Column(column="Comment"),
    },
)
ROW = {
    "Branch": "H",
    "Date": "03/02/2026",
    "Year": "2026",
    "Satisfied": "4",
    "Timing": "2",
    "Days": "T+M",
    "Comment": "=1+1 & <b>",
    "Name": "Nobody keeps this",
}


@pytest.fixture
def taken(house):
    def take(*rows, mapping=MAPPING):
        asked = {
            s: house.release.questionnaire("visit", house.version("visit", s)) for s in ("home", "trade")
        }
        return list(responses_from(rows, mapping, asked))

    return take


def test_a_row_becomes_the_response_that_its_codes_mean(taken, house):
    (response,) = taken(ROW)
    assert (response.survey, response.segment, response.channel) == ("visit", "home", "telephone")
    assert response.received_at == datetime(2026, 2, 3, tzinfo=UTC)
    assert response.version == house.version("visit", "home")
    assert response.marks == ("imported",)
    assert response.answers == {
        "overall": 4,
        "aspects": {"timing": 2},
        "days": ["mon", "tue"],
        "better": "=1+1 & <b>",
    }
    assert "Nobody" not in str(response)


def test_the_same_file_twice_gives_the_same_ids_and_equal_rows_are_different_customers(taken):
    once, again = taken(ROW, ROW), taken(ROW, ROW)
    assert once == again
    assert once[0].id != once[1].id


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"Satisfied": "6"}, Refused(2, "Satisfied", "6", "not an answer to “overall” (number_range)")),
        ({"Timing": "x"}, Refused(2, "Timing", "x", "not an answer to “aspects” (number_range)")),
        ({"Branch": "X"}, Refused(2, "Branch", "X", "the mapping has no meaning for this code")),
        ({"Date": "2026-02-03"}, Refused(2, "Date", "2026-02-03", "not a date")),
        (
            {"Satisfied": "9", "Timing": "", "Days": "", "Comment": " "},
            Refused(2, "", "", "no question is answered"),
        ),
        ({None: ["one too many"]}, Refused(2, "", "", "the row has more or fewer cells than the first line")),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_line_column_and_reason(taken, changes, refused):
    assert taken({**ROW, **changes}) == [refused]


def test_rows_of_another_year_are_left_aside(taken):
    assert taken({**ROW, "Year": "2025"}) == [None]


def test_a_missing_code_is_no_answer_and_the_rest_is_kept(taken):
    (response,) = taken({**ROW, "Satisfied": "9"})
    assert "overall" not in response.answers


def test_every_problem_of_a_mapping_is_told_with_its_line(tmp_path):
    file = tmp_path / "map.yaml"
    file.write_text(
        "survey: visit\nlanguage: en\nsegment: {column: Brnch}\nchannel: {}\n"
        "received: {column: Date}\nquestions:\n  overall: {column: Satisfied, missin: [9]}\n"
    )
    with pytest.raises(TemplateError) as refused:
        read_mapping(file, ["Branch", "Date", "Satisfied"])
    assert [(p.code, p.line) for p in refused.value.problems] == [("K01", 7)]
    file.write_text(file.read_text().replace(", missin: [9]", ""))
    with pytest.raises(TemplateError) as refused:
        read_mapping(file, ["Branch", "Date", "Satisfied"])
    assert [(p.code, p.line) for p in refused.value.problems] == [("M01", 3), ("M04", 4)]
    assert "Did you mean “Branch”?" in refused.value.problems[0].remedy


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("\ufeffBranch;Date\r\nH;1\r\n".encode())
    columns, rows = read_rows(file)
    assert (columns, list(rows)) == (["Branch", "Date"], [{"Branch": "H", "Date": "1"}])


# A real survey: San Francisco airport, 2017 (DataSF, public domain)

_SURVEY = """\
title: Airport
questions:
  overall: {type: rating, text: Overall, low: Unacceptable, high: Outstanding}
  recommend: {type: recommend, text: Recommend, low: Not at all likely, high: Extremely likely}
"""


def _templates(root: Path, weights: dict[str, float]) -> None:
    """The airport's survey for one segment a weight class, with the class's population."""
    for name in ("pages", "summaries", "wording"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(SHIPPED / name)
    organisation = (SHIPPED / "organisation.yaml").read_text().replace("[en, de]", "[en]")
    (root / "organisation.yaml").write_text(organisation)
    for kind in ("surveys", "segments"):
        (root / kind).mkdir()
    (root / "surveys" / "airport.yaml").write_text(_SURVEY)
    for number, population in enumerate(weights.values()):
        (root / "segments" / f"w{number}.yaml").write_text(
            f"name: {{en: Class {number}}}\nsurveys: [airport]\npopulation: {round(population * 1e6)}\n"
        )


@pytest.mark.skipif(not SFO.is_file(), reason="the airport's data set is not beside the project")
def test_the_airport_survey_of_2017_gives_its_known_figures(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with SFO.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["YEAR"] == "2017"]
    counts = Counter(row["WEIGHT"] for row in rows)
    _templates(tmp_path / "templates", {weight: float(weight) * n for weight, n in sorted(counts.items())})
    codes = ", ".join(f'"{weight}": w{number}' for number, weight in enumerate(sorted(counts)))
    (tmp_path / "map.yaml").write_text(
        f"survey: airport\nlanguage: en\nsegment: {{column: WEIGHT, values: {{{codes}}}}}\n"
        'channel: {value: web}\nreceived: {year: YEAR, month: 5, day: INTDATE}\nonly: {YEAR: ["2017"]}\n'
        "questions:\n"
        '  overall: {column: Q7ALL, missing: ["0", "6", "Blank", "BLANK", ""]}\n'
        '  recommend: {column: NETPRO, missing: ["11", ""]}\n'
    )
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LISTENWELL_RELEASE", str(tmp_path / "dist" / "release"))
    assert main(["build", "--no-portal", "--templates", "templates"]) == 0
    main(["import", "responses", str(SFO), "--mapping", "map.yaml"])
    told = capsys.readouterr()
    assert "6,045 rows left aside" in told.out
    assert main(["compile", "--survey", "airport", "--period", "2017", "--as-of", "2018-01-01"]) == 0
    summary = json.loads((tmp_path / "data/documents/summaries/airport/2017/0001/summary.json").read_text())
    overall, recommend = (q["items"][0]["figures"][0] for q in summary["questions"])
    rounded = [round(overall[key] * 100, 1) for key in ("value", "lower", "upper")]
    assert (rounded, overall["base"]) == ([82.1, 80.6, 83.5], 2688)
    rounded = [round(recommend[key], 1) for key in ("value", "lower", "upper")]
    assert (rounded, recommend["base"]) == ([39.8, 37.2, 42.4], 2746)
    assert round(overall["weighted"]["value"] * 100, 1) == 82.3
