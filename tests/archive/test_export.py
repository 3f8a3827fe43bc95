"""Tables and codebooks that SPSS, R and a spreadsheet can take as they are."""

import csv
import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from listenwell.archive.export import DuckdbMissing, export_csv, export_parquet, parquet
from listenwell.archive.export.columns import MAX_NAME, Table
from listenwell.archive.export.ddi import NAMESPACE
from listenwell.safe_cells import safe
from listenwell.survey.question_types import QUESTION_TYPES, Choice, Choices, Rating, RatingGrid, Text
from listenwell.survey.questionnaire import Questionnaire

from .conftest import House
from .samples import DAY, VISIT, an_id, pulse, released, visit, withdrawal

NEXT = DAY + timedelta(days=1)
SCALE = {"low": "Bad", "high": "Good"}
DDI = f"{{{NAMESPACE}}}"


def over(house: House) -> dict[str, object]:
    return {"documents": house.documents, "questionnaire": released, "now": house.clock}


@pytest.fixture
def exported(house: House, tmp_path: Path) -> Path:
    nasty = {"overall": "n/a", "aspects": {"timing": 5}, "days": ["tue"], "better": "=1+1\nline\t👍 \u202e"}
    house.add(visit(1), visit(2, answers=nasty), visit(3, answers={}), pulse(9))
    house.add(visit(4), visit(5, supersedes=an_id(4)), visit(6), withdrawal(7, visit(6)))
    house.close()
    export_csv(tmp_path, **over(house))
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_is_a_response_and_a_column_an_item(exported: Path) -> None:
    first = rows(exported / "visit.csv")[0]
    assert first == {
        "response_id": an_id(1),
        "survey": "visit",
        "version": VISIT.version,
        "segment": "retail",
        "channel": "telephone",
        "language": "en",
        "received_at": "2026-03-14T00:00:01+00:00",
        "invitation": "",
        "entered_by": "",
        "supersedes": "",
        "marks": "",
        "overall": "2",
        "overall_na": "0",
        "aspects_timing": "1",
        "aspects_timing_na": "0",
        "aspects_price": "3",
        "aspects_price_na": "0",
        "days_mon": "1",
        "days_tue": "0",
        "met": "no",
        "better": "'=Größe 1 👍",
    }


def test_not_applicable_blank_and_chosen_are_told_apart(exported: Path) -> None:
    _, nasty, empty, *_ = rows(exported / "visit.csv")
    items = ("overall", "overall_na", "aspects_timing", "aspects_price", "days_mon", "days_tue", "met")
    assert [nasty[item] for item in items] == ["", "1", "5", "", "0", "1", ""]
    assert [empty[item] for item in items] == [""] * 7
    assert nasty["better"] == "'=1+1\nline\t👍 \u202e"


def test_superseded_and_withdrawn_responses_are_left_out(exported: Path) -> None:
    assert [row["response_id"] for row in rows(exported / "visit.csv")] == [an_id(n) for n in (1, 2, 3, 5)]


def test_each_survey_has_its_own_files(exported: Path) -> None:
    names = {path.name for path in exported.iterdir()}
    assert names == {f"{s}.{e}" for s in ("visit", "pulse") for e in ("csv", "codebook.xml", "codebook.html")}


def test_one_survey_can_be_asked_for(house: House, tmp_path: Path) -> None:
    house.add(visit(1), pulse(2))
    house.close()
    (only,) = export_csv(tmp_path, survey="pulse", **over(house))
    assert (only.survey, only.rows) == ("pulse", 1)
    assert export_csv(tmp_path, survey="none", **over(house)) == ()


def test_a_version_that_no_release_holds_keeps_its_row_without_answers(house: House, tmp_path: Path) -> None:
    house.add(visit(1), visit(2, version="0123456789ab"))
    house.close()
    (done,) = export_csv(tmp_path, **over(house))
    assert (done.rows, done.unknown) == (2, {"0123456789ab": 1})
    assert rows(tmp_path / "visit.csv")[1]["better"] == ""


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＠x"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", "1", "", "'=1", "👍", -1, 3, None])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert safe(value) == value


def asked(*questions: object, **changes: object) -> Questionnaire:
    usual = {"survey": "s", "segment": "retail", "language": "en", "title": "S", "questions": questions}
    return Questionnaire(**{**usual, **changes})


def names(*questionnaires: Questionnaire) -> list[str]:
    return [column.name for column in Table({q.version: q for q in questionnaires}).columns][11:]


def test_every_question_type_has_columns() -> None:
    for kind, row in QUESTION_TYPES.items():
        table = Table({"v": asked(row.example)})
        cells = table.row(visit(1, version="v", answers={row.example.id: row.kept}))[11:]
        assert len(cells) == len(table.columns) - 11, kind
        assert bool(cells) == bool(row.example.items()) == any(cell is not None for cell in cells), kind


def test_names_are_unique_short_and_of_letters_digits_and_underscores() -> None:
    long = "q" + "x" * 39
    found = names(
        asked(
            Text(id="version", text="?"),
            Text(id="all", text="?"),
            Text(id="a_b", text="?"),
            RatingGrid(id="a", text="?", rows={"b": "B", "c": "C"}, **SCALE),
            Choices(id="a_", text="?", options={"c": "C", "d": "D"}),
            RatingGrid(id=long, text="?", rows={long: "One", long[:-1]: "Two"}, **SCALE),
        )
    )
    assert found[:7] == ["version_2", "q_all", "a_b", "a_b_2", "a_c", "a__c", "a__d"]
    assert len(set(found)) == len(found)
    assert all(
        re.fullmatch(r"[a-z][a-z0-9_]{0,62}[a-z0-9]", name) and len(name) <= MAX_NAME for name in found
    )


def test_a_question_that_changed_its_type_keeps_one_column_for_each_shape() -> None:
    rating = asked(Rating(id="q", text="Rated", **SCALE))
    choice = asked(Choice(id="q", text="Chosen", options={"yes": "Yes", "no": "No"}))
    many = asked(Choices(id="q", text="Ticked", options={"yes": "Yes", "no": "No"}))
    table = Table({q.version: q for q in (rating, choice, many)})
    assert [(c.name, c.kind) for c in table.columns[11:]] == [
        ("q", "text"),
        ("q_yes", "integer"),
        ("q_no", "integer"),
    ]
    answers = ((rating, 4), (choice, "no"), (many, ["yes"]))
    assert [table.row(visit(1, version=q.version, answers={"q": v}))[11:] for q, v in answers] == [
        ["4", None, None],
        ["no", None, None],
        [None, 1, 0],
    ]


def test_an_option_that_a_version_did_not_offer_is_empty_there() -> None:
    before = asked(Choices(id="q", text="?", options={"a": "A", "b": "B"}))
    after = asked(Choices(id="q", text="?", options={"a": "A", "b": "B", "c": "C"}))
    table = Table({q.version: q for q in (before, after)})
    assert [table.row(visit(1, version=q.version, answers={"q": ["a"]}))[11:] for q in (before, after)] == [
        [1, 0, None],
        [1, 0, 0],
    ]


def test_the_codebook_names_every_column_question_version_and_option(exported: Path) -> None:
    root = ElementTree.parse(exported / "visit.codebook.xml").getroot()  # noqa: S314 (written by us)
    assert root.tag == f"{DDI}codeBook"
    variables = {v.get("name"): v for v in root.iter(f"{DDI}var")}
    with (exported / "visit.csv").open(encoding="utf-8-sig") as file:
        assert list(variables) == next(csv.reader(file))
    for question in VISIT.questions:
        for item in question.items():
            if not question.many:
                variable = variables[item.answer.replace(".", "_")]
                assert question.text in variable.findtext(f"{DDI}qstn/{DDI}qstnLit")
                assert VISIT.version in variable.findtext(f"{DDI}notes")
                categories = [c.text for c in variable.iter(f"{DDI}catValu")]
                assert categories == [label.answer for label in question.labels()]
    assert root.findtext(f".//{DDI}caseQnty") == "4"


def test_the_codebook_keeps_the_order_of_the_schema(exported: Path) -> None:
    """As in DDI Codebook 2.5: parts of a codebook, and elements of a variable."""
    order = {
        "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
        "var": ["labl", "qstn", "valrng", "catgry", "varFormat", "notes"],
        "citation": ["titlStmt", "prodStmt"],
        "fileTxt": ["fileName", "dimensns"],
    }
    root = ElementTree.parse(exported / "visit.codebook.xml").getroot()  # noqa: S314 (written by us)
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(set(ids)) == len(ids)
    for element in root.iter():
        wanted = order.get(element.tag.removeprefix(DDI))
        if wanted:
            places = [wanted.index(child.tag.removeprefix(DDI)) for child in element]
            assert places == sorted(places)


def test_the_codebook_as_a_page_is_escaped(exported: Path) -> None:
    page = (exported / "visit.codebook.html").read_text(encoding="utf-8")
    assert "What should be &lt;better&gt;?" in page
    assert "<better>" not in page
    assert "http" not in page


def test_words_that_xml_cannot_hold_do_not_break_the_codebook(house: House, tmp_path: Path) -> None:
    odd = asked(
        Text(id="q", text="nul \x00 bell \x07 ]]> & < \ufffe", interviewer="Say: “\x1b”"), title="T & <U>"
    )
    house.add(visit(1, survey="s", version=odd.version, answers={"q": "x"}))
    house.close()
    export_csv(tmp_path, **{**over(house), "questionnaire": lambda survey, version: odd})
    root = ElementTree.parse(tmp_path / "s.codebook.xml").getroot()  # noqa: S314 (written by us)
    assert root.findtext(f".//{DDI}qstnLit") == "nul \ufffd bell \ufffd ]]> & < \ufffd"
    assert root.findtext(f".//{DDI}ivuInstr") == "Say: “\ufffd”"


def test_parquet_has_the_same_rows_with_their_types_and_text_as_typed(house: House, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra: pip install duckdb")
    house.add(visit(1), visit(2, answers={"overall": "n/a", "better": "-5\n'\"👍"}), visit(3, answers={}))
    house.close()
    (done,) = export_parquet(tmp_path, **over(house))
    assert (done.rows, done.files[0].name) == (3, "visit.parquet")
    chosen = "response_id, received_at, overall, overall_na, days_mon, better"
    found = duckdb.sql(f"select {chosen} from '{done.files[0]}'").fetchall()  # noqa: S608
    assert found == [
        (an_id(1), datetime(2026, 3, 14, 0, 0, 1), 2, 0, 1, "=Größe 1 👍"),
        (an_id(2), datetime(2026, 3, 14, 0, 0, 2), None, 1, None, "-5\n'\"👍"),
        (an_id(3), datetime(2026, 3, 14, 0, 0, 3), None, None, None, None),
    ]
    again = tmp_path / "again"
    export_parquet(again, **over(house))
    assert (again / "visit.parquet").read_bytes() == done.files[0].read_bytes()
    assert sorted(path.name for path in again.iterdir()) == [
        "visit.codebook.html",
        "visit.codebook.xml",
        "visit.parquet",
    ]


def test_without_duckdb_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(parquet.importlib, "import_module", missing)
    with pytest.raises(DuckdbMissing, match="pip install duckdb"):
        parquet.write(Path("none"), Table({}), [])
