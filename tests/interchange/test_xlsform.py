"""An XLSForm becomes a survey of ours; what it says beside that is told with its sheet and row."""

# ruff: noqa: E501 (messages and tables stand as they are)

import zipfile

import pytest
from interchange.sources import from_xlsform, repacked, told, written, xlsform_file

from listenwell.interchange import xlsform
from listenwell.interchange.notes import Notes
from listenwell.interchange.workbook import Unreadable

LIKERT = """\
list_name | name | label::English (en) | label::Deutsch (de)
poor_good | 1 | 1 - Poor | Schlecht
poor_good | 2 | 2 - Fair | Mittel
poor_good | 3 | 3 - Good | Gut
yes_no    | yes | Yes | Ja
yes_no    | no  | No  | Nein
"""


def test_a_form_with_groups_conditions_and_translations_passes_check(tmp_path):
    made = from_xlsform(
        tmp_path,
        """\
type | name | label::English (en) | label::Deutsch (de) | hint::English (en) | required | relevant | constraint | appearance
start | start
note | hello | **Welcome** to us | Willkommen
select_one yes_no | visited | Did we visit? | Waren wir da? | | yes
begin group | visit | The visit | Der Besuch | | | ${visited} = 'yes'
begin group | rated | Rate us | Bitte bewerten | | | | | table-list
select_one poor_good | rated_time | Time | Zeit
select_one poor_good | rated_price | Price | Preis
end group
integer | floors | Floors | Etagen | All of them | | ${rated_time} < 2 and not(${visited} = 'no') | . >= 1 and . <= 60
end group
text | why | Why? | Warum? | | | | string-length(.) < 101 | multiline
""",
        LIKERT,
        "form_title | default_language\nService | English (en)",
    )
    assert made.passes, made.problems
    assert (made.came, made.found) == (5, 5)
    assert (
        written(made)
        == """\
  hello:
    type: statement
    text: Welcome to us
  visited:
    type: yes-no
    text: Did we visit?
    required: true
    yes: Yes
    no: No
  visit:
    type: statement
    text: The visit
    show_if: visited
  rated:
    type: rating-grid
    text: Rate us
    show_if: visited
    rows:
      time: Time
      price: Price
    points: 3
    words:
      "1": Poor
      "2": Fair
      "3": Good
    show: words
  floors:
    type: number
    text: Floors
    hint: All of them
    show_if: visited and rated.time < 2 and not visited = no
    low: 1
    high: 60
  why:
    type: text
    text: Why?
    lines: 4
    limit: 100
"""
    )
    assert "  floors:\n    text: Etagen\n" in made.files["translations/new.de.yaml"]
    assert told(made) == [
        "survey, row 3, “hello”: formatting was taken out of its words. See that they read well without. (I21)",
        "survey, row 2, “start”: “start” is recorded by the app, not asked, and we keep nothing of the kind. (I02)",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "select_one l | q | Q | likert",
            "type: rating\n    text: Q\n    points: 3\n    low: Bad\n    high: Good\n",
        ),
        (
            "select_one l | q | Q",
            "type: choice\n    text: Q\n    options:\n      o1: Bad\n      o2: 2\n      o3: Good\n",
        ),
        (
            "select_multiple l or_other | q | Q",
            "type: choices\n    text: Q\n    options:\n      o1: Bad\n      o2: 2\n      o3: Good\n    other: Other\n",
        ),
        (
            "rank l | q | Q",
            "type: ranking\n    text: Q\n    options:\n      o1: Bad\n      o2: 2\n      o3: Good\n",
        ),
        ("range | q | Q | | start=0 end=20 step=1", "type: number\n    text: Q\n    low: 0\n    high: 20\n"),
        ("acknowledge | q | Q", "type: consent\n    text: Q\n"),
        ("date | q | Q | month-year", "type: date\n    text: Q\n    precision: month\n"),
        ("text | q | Q", "type: text\n    text: Q\n    lines: 1\n"),
    ],
    ids=lambda value: value.split("|")[0] if "|" in value else "",
)
def test_each_type_has_its_equal(tmp_path, row, expected):
    made = from_xlsform(
        tmp_path,
        f"type | name | label | appearance | parameters\n{row}",
        "list_name | name | label\nl | 1 | Bad\nl | 2 | 2\nl | 3 | Good",
    )
    assert written(made).replace('"2"', "2") == "  q:\n    " + expected
    assert made.passes, made.problems


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "geopoint | q | Q",
            "survey, row 2, “q”: questions of the type “geopoint” are not asked here. Ask in words, or do without. "
            "(I01)",
        ),
        (
            "calculate | q | | | 1 + 1",
            "survey, row 2, “q”: it is worked out, not asked. Work it out from the answers later. (I04)",
        ),
        (
            "text | q | Q | regex(., '[a-z]+')",
            "survey, row 2, “q”: the limit “regex(., '[a-z]+')” cannot be said here. Say in the hint what is wanted. "
            "(I07)",
        ),
        (
            "integer | q | Q",
            "survey, row 2, “q”: a number needs its highest value. Add a line “high: ...”. (I40)",
        ),
        (
            "select_one_from_file cities.csv | q | Q",
            "survey, row 2, “q”: questions of the type “select from a file” are not asked here. Ask in words, or do "
            "without. (I01)",
        ),
    ],
    ids=["place", "calculation", "pattern", "number", "list elsewhere"],
)
def test_what_does_not_come_over_is_told_with_its_row_and_remedy(tmp_path, row, expected):
    made = from_xlsform(tmp_path, f"type | name | label | constraint | calculation\n{row}\ntext | r | R")
    assert expected in told(made)


def test_words_in_a_language_that_we_do_not_speak_are_told(tmp_path):
    made = from_xlsform(tmp_path, "type | name | label::English (en) | label::Swahili (sw)\ntext | q | Q | S")
    assert told(made) == [
        "the file: words in the language “sw”. Add it to “languages” in organisation.yaml and import again, if you "
        "want it. (I08)"
    ]
    assert "S" not in written(made)


def test_formulas_are_never_worked_out_and_are_told(tmp_path):
    made = from_xlsform(tmp_path, "type | name | label | hint\ntext | q | =1+1 | =HYPERLINK(1)\ntext | r | R")
    assert [note.said for note in made.notes if note.code == "I42"] == [
        "the cell C2 is a formula that was never worked out",
        "the cell D2 is a formula that was never worked out",
    ]


# --- hostile files -------------------------------------------------------------------------------------------

FORM = "type | name | label\ntext | q | Q"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_not_opened(tmp_path, part, encoding):
    path = repacked(xlsform_file(tmp_path, FORM), part, BOMB.decode().encode(encoding))
    with pytest.raises(Unreadable, match="it declares XML entities"):
        xlsform.read(path, Notes())


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path):
    path = repacked(xlsform_file(tmp_path, FORM), "xl/media/image1.png", bytes(61 * 1024 * 1024))
    assert path.stat().st_size < 100_000
    with pytest.raises(Unreadable, match="it unpacks to more than 60 MB"):
        xlsform.read(path, Notes())


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_workbook_is_told_and_never_raises_otherwise(tmp_path, part):
    path = repacked(xlsform_file(tmp_path, FORM), part, b"<x")
    with pytest.raises(Unreadable, match="it is damaged"):
        xlsform.read(path, Notes())


def test_what_is_no_workbook_or_no_form_is_told(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(Unreadable, match=r"it is no \.xlsx file"):
        xlsform.read(path, Notes())
    with zipfile.ZipFile(path, "w") as empty:
        empty.writestr("a", "b")
    with pytest.raises(Unreadable, match="it is damaged"):
        xlsform.read(path, Notes())
    with pytest.raises(Unreadable, match="no column “type”"):
        xlsform.read(xlsform_file(tmp_path, "a | b\n1 | 2"), Notes())
