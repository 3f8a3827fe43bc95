"""Each format prints the whole Overview, adds nothing, and runs nothing."""

import io
import json

import jsonschema
import msgspec
import pikepdf
import pytest
from conftest import House
from msgspec.structs import replace
from openpyxl import load_workbook

from listenwell.summary.formats import OVERVIEW_FORMATS
from listenwell.summary.printing import Pen, paper_over_all
from listenwell.summary.schema import schemas
from listenwell.summary.words import Words

from .paper import text_of, unbroken
from .printing.everything import everything_over_all
from .printing.test_fields import walked

ATTACK = "=1+1</style><script>alert(1)</script>\"'{{ 7*7 }} #panic(1)"

BY_NAME = "Figure.answer Figure.segment Headline.item "
"""Headlines are of no single answer and of all segments together; the words of the question are printed."""
ELSEWHERE = "Change.family Change.method Change.source Weighted.method Weighted.source "
"""Said once for all in the survey's own summary, to which each survey leads."""
ON_PAGES = """
    Change.difference Change.earlier_base Change.family_size Change.later_base Change.lower Change.p
    Change.p_adjusted Change.upper Figure.counted Figure.item Figure.method Figure.source Finding.figures
    Finding.numbers Heard.hidden Heard.segment InBrief.survey Overview.responses Weighted.effective_base """
"""Pages for people print the verdict with its two values, words for names, and numbers in their sentences;
they round the effective n."""
SILENT = {
    "html": BY_NAME + ELSEWHERE + ON_PAGES + "Figure.axis",
    "pdf": BY_NAME + ELSEWHERE + ON_PAGES + "Finding.kind",
    "xlsx": BY_NAME
    + ELSEWHERE
    + """Figure.axis Figure.item Figure.method Figure.source Finding.kind Finding.numbers Heard.hidden
        Overview.language""",
    "csv": BY_NAME + ELSEWHERE + "Change.family_size Figure.axis Finding.numbers",
    "json": "",
}
"""Fields that a format says by something else; a number that is there needs no `hidden`."""


@pytest.fixture(scope="module")
def templates(released):
    return House(released).release.templates()


@pytest.fixture(scope="module")
def overview():
    return everything_over_all()


@pytest.mark.parametrize("name", OVERVIEW_FORMATS)
def test_every_field_of_the_overview_is_in_every_format(overview, templates, name):
    def blocks(other):
        """What the PDF prints, before it is laid out."""
        pen = Pen(Words(other.language, templates))
        return msgspec.json.encode(paper_over_all(pen, other, "f" * 64))

    seen, silent = walked(
        overview, blocks if name == "pdf" else lambda other: OVERVIEW_FORMATS[name](other, templates)
    )
    assert len(seen) > 60
    assert silent == sorted(SILENT[name].split())


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_pdf_is_tagged_says_its_state_and_has_every_sentence(overview, templates, language):
    data = OVERVIEW_FORMATS["pdf"](replace(overview, language=language), templates)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == (language, True)
        with opened.open_metadata() as told:
            title = "All surveys" if language == "en" else "Alle Umfragen"
            assert told["dc:title"] == f"{title}, {overview.period.label}"
            assert (told["pdfuaid:part"], told["pdfaid:part"]) == ("1", "2")
    said = unbroken(text_of(data))
    for sentence in (f.sentence for f in overview.findings + overview.surveys[0].findings):
        assert unbroken(sentence) in said


def test_the_workbook_has_its_sheets_with_numbers_as_numbers(overview, templates):
    workbook = load_workbook(io.BytesIO(OVERVIEW_FORMATS["xlsx"](overview, templates)))
    names = ["Read me", "Findings", "Headlines", "Surveys", "Who was heard"]
    assert workbook.sheetnames == names
    (heads, row) = workbook["Headlines"].iter_rows(values_only=True)
    told = dict(zip(heads, row, strict=True))
    figure = overview.surveys[0].headlines[0].figure
    assert (told["Survey"], told["Figure id"]) == (overview.surveys[0].title, figure.id)
    numbers = [told[name] for name in ("Value", "95 % from", "Answers", "Weighted by population")]
    assert numbers == [figure.value, figure.lower, figure.base, figure.weighted.value]
    links = [cell.hyperlink.location for (cell,) in workbook["Read me"]["A1":"A60"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in names[1:]]


def test_words_of_a_survey_run_nowhere(overview, templates):
    survey = replace(overview.surveys[0], title=ATTACK)
    nasty = replace(overview, organisation=ATTACK, surveys=(survey,), missing=(ATTACK,))
    written = {name: write(nasty, templates) for name, write in OVERVIEW_FORMATS.items()}
    assert b"<script>alert" not in written["html"]
    assert b"{{ 7*7 }}" in written["html"]
    assert b"#panic(1)" in written["json"]
    assert b",=1+1" not in written["csv"]
    assert b',"=1+1' not in written["csv"]
    workbook = load_workbook(io.BytesIO(written["xlsx"]))
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"n", "s", "d"}
    assert unbroken("{{ 7*7 }} #panic(1)") in unbroken(text_of(written["pdf"]))


@pytest.mark.parametrize("name", OVERVIEW_FORMATS)
def test_the_same_overview_gives_the_same_bytes(overview, templates, name):
    write = OVERVIEW_FORMATS[name]
    assert write(overview, templates) == write(overview, templates)


def test_the_schema_takes_it_and_refuses_what_lacks_a_field(overview):
    validator = jsonschema.Draft202012Validator(schemas()["overview"])
    document = json.loads(OVERVIEW_FORMATS["json"](overview, {}))
    assert [error.message for error in validator.iter_errors(document)] == []
    document["surveys"][0].pop("edition")
    assert [e.message for e in validator.iter_errors(document)] == ["'edition' is a required property"]
