"""Our surveys as XLSForm: pyxform takes them, they come back as they were, and what XLSForm lacks is told."""

# ruff: noqa: E501 (messages stand as they are told)

import re

import pytest
from conftest import SHIPPED
from pyxform.xls2xform import convert

from listenwell.cli import main
from listenwell.interchange import xlsform
from listenwell.interchange.as_written import as_written
from listenwell.interchange.notes import Notes
from listenwell.interchange.placing import placed
from listenwell.interchange.xlsform.rows import ROWS
from listenwell.survey.lines import parse
from listenwell.survey.problems import Problems
from listenwell.survey.question import Question
from listenwell.survey.question_types import (
    QUESTION_TYPES,
    Choices,
    Date,
    Number,
    Ranking,
    Rating,
    RatingGrid,
    Text,
    YesNo,
)
from listenwell.survey.question_types.rating_grid import Importance
from listenwell.survey.questionnaire import Drivers, Questionnaire
from listenwell.survey.resolving import resolve
from listenwell.survey.templates import load_templates

WORDINGS = load_templates(SHIPPED).wordings
ENDS = {"low": "Bad", "high": "Good"}
OPTIONS = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
FULL = {
    "words": Rating(
        id="q", text="Q", points=3, words={"1": "a", "2": "b", "3": "c"}, show="words", not_applicable=True
    ),
    "stars": Rating(id="q", text="Q", show="stars", **ENDS, required=True, hint="H", interviewer="I"),
    "two points": Rating(id="q", text="Q", points=2, **ENDS),
    "eleven points": Rating(id="q", text="Q", points=11, **ENDS),
    "importance": RatingGrid(
        id="q",
        text="Q",
        rows={"a": "A", "b_c": "B"},
        **ENDS,
        importance=Importance(text="How important?", low="Not", high="Very"),
    ),
    "other and none": Choices(
        id="q", text="Q", options=OPTIONS, other="Else", none="None of these", order="random"
    ),
    "best": Ranking(id="q", text="Q", options=OPTIONS, best=2),
    "don't know": YesNo(id="q", text="Q", yes="Y", no="N", dont_know="Who knows"),
    "bands": Number(id="q", text="Q", low=0, high=5000, bands=(10, 100), unit="visits"),
    "decimals": Number(id="q", text="Q", low=-2, high=2, decimals=1),
    "date": Date(
        id="q",
        text="Q",
        range=True,
        precision="month",
        earliest="today",
        latest="+2 years",
        no_fixed_date=True,
    ),
    "day": Date(id="q", text="Q", earliest="-30 days", latest="2030-12-31"),
    "short": Text(id="q", text="= 1 + 1", lines=1, limit=7),
}
CASES = {name: row.example for name, row in QUESTION_TYPES.items()} | FULL


def there_and_back(tmp_path, *questions: Question, **keys):
    """The questionnaire as it comes back, and what was told on the way out and in."""
    first = Questionnaire(survey="new", segment="", language="en", title="T", questions=questions, **keys)
    path, out = tmp_path / "new.xlsx", Notes()
    xlsform.write(path, {"en": first}, WORDINGS, out)
    assert convert(str(path)).warnings == []
    made = placed(xlsform.read(path, Notes()), "new", ("en",), "t")
    node = parse(made.files["surveys/new.yaml"], "t", Problems())
    return (
        first,
        resolve("new", "", "en", node, problems := Problems()),
        [str(note) for note in out.all()],
        problems.all(),
    )


def test_every_type_of_the_registry_has_its_rows():
    assert list(ROWS) == list(QUESTION_TYPES)


@pytest.mark.parametrize("name", CASES)
def test_every_question_comes_back_as_it_was_and_pyxform_takes_it(tmp_path, name):
    asked = CASES[name]
    also = (
        () if type(asked) is not QUESTION_TYPES["statement"].question else (QUESTION_TYPES["text"].example,)
    )
    first, back, _, problems = there_and_back(tmp_path, asked, *also)
    assert problems == []
    assert back == first


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("stars", ["question “q”: XLSForm has no stars for a list of answers; other tools leave it out. It is kept for the way back in the column “listenwell”. (O02)"]),
        ("importance", ["question “q”: importance is asked by a second grid, of the name in brackets (q_importance). (O01)"]),
        ("contact", ["question “reach”: XLSForm has no contact details that are kept apart from the answers; other tools leave it out. Keep them apart from the answers there too, and delete them on time. (O02)"]),
        ("decimals", []),
    ],
)  # fmt: skip
def test_what_xlsform_cannot_say_is_told(tmp_path, name, told):
    assert there_and_back(tmp_path, CASES[name])[2] == told


CONDITIONS = {
    "overall <= 2": "/data/overall  <= 2",
    "overall != 3": "( /data/overall  != '' and  /data/overall  != 3)",
    "overall = n/a": "/data/overall  = 'n/a'",
    "aspects.timing in (1, 5)": "( /data/aspects/aspects_timing  = 1 or  /data/aspects/aspects_timing  = 5)",
    "met": "/data/met  = 'yes'",
    "days contains mon": "selected( /data/days , 'mon')",
    "not (met or answered(better))": "not(( /data/met  = 'yes' or  /data/better  != ''))",
    "visits > 3 and quote": "( /data/visits  > 3 and  /data/quote  = 'OK')",
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions_become_xpath_and_come_back_meaning_the_same(tmp_path, condition):
    examples = [row.example for row in QUESTION_TYPES.values()]
    last = Text(id="last", text="L", show_if=condition)
    first, back, told, problems = there_and_back(tmp_path, *examples, last)
    assert (problems, [each for each in told if "condition" in each]) == ([], [])
    xform = convert(str(tmp_path / "new.xlsx")).xform.replace("&lt;", "<").replace("&gt;", ">")
    assert f'relevant="{CONDITIONS[condition].strip()}"' in xform.replace('relevant=" ', 'relevant="')
    for answers in ANSWERS:
        assert ("last" in back.not_asked(answers)) == ("last" in first.not_asked(answers))


ANSWERS = [
    {},
    {"overall": 1, "aspects": {"timing": 5}, "met": "yes", "days": ["mon"], "visits": 4, "quote": "yes"},
    {"overall": 3, "aspects": {"timing": 2}, "met": "no", "better": "x", "visits": 3},
    {"overall": "n/a", "days": ["tue"], "better": "x", "visits": 9},
]


def test_a_condition_that_xpath_cannot_say_is_told_and_kept_for_the_way_back(tmp_path):
    asked = QUESTION_TYPES["date"].example, Text(id="b", text="B", show_if="by_date = asap")
    first, back, told, _ = there_and_back(tmp_path, *asked)
    assert back == first
    assert "question “b”: the condition “by_date = asap” cannot be said in XLSForm: " in told[-1]


def test_what_is_around_the_questions_comes_back(tmp_path):
    first, back, told, _ = there_and_back(
        tmp_path,
        *(QUESTION_TYPES[name].example for name in ("rating", "rating-grid", "choice")),
        introduction="Hello\n\nyou",
        thanks="Bye",
        channels=("telephone",),
        audience="interviewers",
        drivers=Drivers(outcome="overall", items=("aspects",)),
        complaints="met",
    )
    assert back == first
    assert [re.sub(r";.*", "", each) for each in told] == [
        "the survey: XLSForm has no overall question with its drivers",
        "the survey: XLSForm has no question of complaints",
    ]


@pytest.mark.parametrize(
    "survey", sorted({survey for survey, _, _ in load_templates(SHIPPED).questionnaires})
)
def test_the_shipped_surveys_come_back_in_every_language(tmp_path, capsys, survey):
    path = tmp_path / f"{survey}.xlsx"
    assert main(["export", "survey", survey, "--out", str(path)]) == 0
    convert(str(path))
    assert main(["import", "survey", str(path), "--out", str(tmp_path / "back")]) == 0, (
        capsys.readouterr().out
    )
    languages = ("en", "de", "fr", "pl", "ar")
    assert as_written(tmp_path / "back", survey, languages) == as_written(SHIPPED, survey, languages)


def test_a_segment_is_exported_as_it_is_asked_and_wrong_names_are_told(folder, tmp_path, capsys):
    def run(*arguments):
        code = main(
            [
                "export",
                "survey",
                *arguments,
                "--templates",
                str(folder.root),
                "--out",
                str(tmp_path / "x.xlsx"),
            ]
        )
        out, err = capsys.readouterr()
        return code, out.replace(str(tmp_path), "") + err

    assert run("visit", "--segment", "trade")[0] == 0
    made = placed(xlsform.read(tmp_path / "x.xlsx", Notes()), "visit", ("en", "de"), "t")
    assert "text: How was it for your company?" in made.files["surveys/visit.yaml"]
    assert run("vist") == (
        2,
        "Error: There is no survey “vist”. Did you mean “visit”? There is: visit, pulse.\n",
    )
    assert run("pulse", "--segment", "trade") == (
        2,
        "Error: The segment “trade” is not asked “pulse”: its “surveys” do not list it.\n",
    )
