"""Each format prints the whole Summary, adds nothing, and runs nothing."""

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from conftest import documents_in
from openpyxl import load_workbook
from pages.reading import Page

from listenwell.summary.editions import file_name
from listenwell.summary.formats import FORMATS, PACK
from listenwell.summary.formats.tidy_csv import COLUMNS, safe
from listenwell.summary.model import Gap, Summary
from listenwell.summary.words import Words

ATTACK = "=1+1</style><script>alert(1)</script>\"'{{ 7*7 }}\u202e👋"


@pytest.fixture
def written(house):
    """A summary in a format, as text where it is one."""

    def write(summary, name):
        data = FORMATS[name](summary, house.release.templates())
        return data if name in PACKED else data.decode("utf-8")

    return write


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


PACKED = {"xlsx"}
FIGURELESS = {"comments.csv", "pdf"}
"""Formats of something else than figures, or of figures with ids in short; each has tests of its own."""


def ids_in_workbook(data):
    """The ids in the columns that are headed by "Figure id", but for those that name another's."""
    found = []
    for name in ("By segment", "Trend"):
        sheet = load_workbook(io.BytesIO(data))[name]
        (column,) = [cells for cells in sheet.iter_cols(values_only=True) if cells[0] == "Figure id"]
        found += [name for cell in column[1:] for name in cell.split(", ")]
    return found


IDS = {
    "xlsx": ids_in_workbook,
    "html": lambda text: Page(text).ids,
    "csv": lambda text: [row["id"] for row in rows_of(text)],
    "json": lambda text: [figure.id for figure in msgspec.json.decode(text, type=Summary).figures()],
}


def test_there_is_a_reader_here_for_every_format():
    assert IDS.keys() | FIGURELESS == FORMATS.keys()


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_figure_is_in_every_format_once(request, written, name, which):
    summary = request.getfixturevalue(which)
    figures = [figure.id for figure in summary.figures()]
    assert len(set(figures)) == len(figures) > 20
    ids = IDS[name](written(summary, name))
    assert {figure: ids.count(figure) for figure in figures} == dict.fromkeys(figures, 1)


def test_json_is_the_summary_itself(written, full):
    assert msgspec.json.decode(written(full, "json"), type=Summary) == full


def test_csv_has_every_number_of_every_figure_unrounded(written, full):
    rows = rows_of(written(full, "csv"))
    assert tuple(rows[0]) == COLUMNS
    by_id = {row["id"]: row for row in rows}

    def number(text):
        return float(text) if text else None

    for figure in full.figures():
        row = by_id[figure.id]
        assert [number(row[c]) for c in ("value", "lower", "upper", "base")] == [
            figure.value,
            figure.lower,
            figure.upper,
            figure.base,
        ]
        assert row["hidden"] == ("yes" if figure.hidden else "no")
        change = figure.change
        shown = [
            number(row[c])
            for c in (
                "earlier",
                "earlier_base",
                "difference",
                "difference_lower",
                "difference_upper",
                "p",
                "p_adjusted",
            )
        ]
        assert shown == (
            [
                change.earlier,
                change.earlier_base,
                change.difference,
                change.lower,
                change.upper,
                change.p,
                change.p_adjusted,
            ]
            if change
            else [None] * 7
        )
        assert row["verdict"] == (change.verdict if change else "")


def test_html_prints_value_interval_and_base_of_every_headline(written, full, house):
    page, words = Page(written(full, "html")), Words("en", house.release.templates())
    gathered = {f.id for t in full.trends for row in t.rows() if isinstance(row, Gap) for f in row.figures}
    assert gathered == {e.attributes["id"] for e in page.all("span") if "id" in e.attributes}
    for figure in full.figures():
        if figure.segment == "" and figure.measure in ("csat", "nps") and figure.id not in gathered:
            (row,) = page.all("tr", id=figure.id)
            assert {words.value(figure), words.interval(figure), words.base(figure)} <= {
                e.text for e in page.all("td") if e.above is row
            }


def test_a_hidden_figure_shows_no_number_in_any_format(written, full):
    hidden = [figure for figure in full.figures() if figure.hidden]
    assert hidden
    page, rows = Page(written(full, "html")), {row["id"]: row for row in rows_of(written(full, "csv"))}
    for figure in hidden:
        assert (figure.value, figure.lower, figure.upper, figure.base, figure.change) == (None,) * 5
        assert [rows[figure.id][c] for c in ("value", "lower", "upper", "base", "earlier")] == [""] * 5
        (element,) = [e for e in page.elements if e.attributes.get("id") == figure.id]
        assert "hidden" in element.text


def test_findings_and_notes_are_on_the_page(written, full):
    page = Page(written(msgspec.structs.replace(full, notes=("A note.",)), "html"))
    assert {finding.sentence for finding in full.findings} <= {e.text for e in page.all("li")}
    assert "A note." in {e.text for e in page.all("p", class_="note")}


# Nothing is run


def attacked(value):
    match value:
        case str() if not re.fullmatch(r"[\w/@.-]*", value):
            return ATTACK
        case list() | tuple():
            return [attacked(each) for each in value]
        case dict():
            return {
                key: attacked(each) if key not in ("id", "measure", "verdict", "kind", "as_of") else each
                for key, each in value.items()
            }
        case _:
            return value


@pytest.fixture
def attack(full):
    """The full summary with every text an attack."""
    return msgspec.convert(attacked(msgspec.to_builtins(full, str_keys=True)), Summary)


def test_html_shows_words_as_words(written, attack, house):
    page = Page(written(attack, "html"))
    assert [e.text for e in page.all("script")] == [house.release.templates()["summaries/sort.js"]]
    assert page.one("h1").text == ATTACK
    assert len([e for e in page.elements if e.text == ATTACK]) > 10
    assert not [value for e in page.elements for value in e.attributes.values() if "alert" in value]


def test_html_asks_nothing_of_anybody(written, full):
    page = Page(written(full, "html"))
    assert not [e for e in page.elements if e.tag in ("link", "img", "iframe", "object", "embed", "base")]
    assert not [e for e in page.elements if {"src", "action"} & set(e.attributes)]
    assert all(e.attributes.get("href", "#").startswith("#") for e in page.elements)
    assert not re.search(r"url\(|@import", page.one("style").text)


def test_the_one_script_of_the_page_runs_by_its_hash_alone(written, full, house):
    page, script = Page(written(full, "html")), house.release.templates()["summaries/sort.js"]
    assert [dict(e.attributes) for e in page.all("script")] == [{}]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"] == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "form-action 'none'; base-uri 'none'"
    )


def test_every_section_can_be_folded_and_stands_open(written, full):
    page = Page(written(full, "html"))
    folded = [e for e in page.all("details") if e.above.tag == "section"]
    assert [e.above.attributes for e in folded] == [e.attributes for e in page.all("section")]
    assert all("open" in e.attributes for e in folded)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", '=HYPERLINK("http://x")', "@SUM(A1)", "-2+3"]
)
def test_csv_text_that_begins_like_a_formula_is_no_formula(written, full, start):
    (question, *rest) = full.questions
    items = tuple(msgspec.structs.replace(i, words=f"{start}cmd") for i in question.items)
    text = written(
        msgspec.structs.replace(full, questions=(msgspec.structs.replace(question, items=items), *rest)),
        "csv",
    )
    told = {row["words"] for row in rows_of(text)}
    assert f"'{start}cmd" in told
    for row in rows_of(text):
        for name, value in row.items():
            if value[:1] in ("=", "+", "-", "@", "\t", "\r"):
                float(value)
                assert name not in ("words", "method", "source", "segment", "answer")


def test_csv_cells_are_quoted_so_that_words_stay_in_their_cell(written, attack):
    rows = rows_of(written(attack, "csv"))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    figures = [row for row in rows if row["part"] == "figure"]
    assert {row["words"] for row in figures} == {f"'{ATTACK}", "Timing", "Price"}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("value", "kept"), [(-1.5, -1.5), (None, None), ("a=b", "a=b"), ("", ""), ("=", "'=")]
)
def test_numbers_stay_numbers(value, kept):
    assert safe(value) == kept


def test_csv_opens_in_a_spreadsheet_as_utf8_with_windows_line_ends(house, full):
    data = FORMATS["csv"](full, {})
    assert data.startswith(b"\xef\xbb\xbfid,part,survey,period,")
    assert data.count(b"\r\n") == data.count(b"\n") == len(rows_of(data.decode())) + 1 > len(full.figures())


def test_months_without_an_answer_are_one_row_that_still_has_their_figures(written, full):
    (trend,) = [t for t in full.trends if (t.item, t.segment) == ("overall", "")]
    rows = trend.rows()
    assert [(r.label, getattr(r, "last_label", "")) for r in rows] == [
        ("2024-04", "2025-10"),
        ("2025-11", ""),
        ("2025-12", ""),
        ("2026-01", ""),
        ("2026-02", ""),
        ("2026-03", ""),
    ]
    assert [f.id for f in rows[0].figures] == [p.figure.id for p in trend.points[:19]]
    assert (rows[0].first, rows[0].last) == (trend.points[0].first, trend.points[18].last)
    cells = [e.text for e in Page(written(full, "html")).all("td")]
    assert cells.count("2024-04 to 2025-10: no answers") == len(full.trends)


# The same bytes

CHILD = """\
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from conftest import House, documents_in
from listenwell import archive
from listenwell.settings import Settings
from listenwell.storage import connect
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_period
from summary.samples import some
house = House(documents_in(Path(sys.argv[2])))
responses = []
for number, day in enumerate(("2025-11-10", "2026-01-10", "2026-03-31")):
    for segment in ("home", "trade"):
        answers = {"overall": 1 + number, "days": ["mon", "wed"], "better": f"Gr\\u00fc\\u00dfe {day}"}
        responses += some(house, 11, day, segment=segment, answers=answers)
if sys.argv[3] == "turned":
    responses.reverse()
stores = connect(Settings(data=Path("data"), release=Path(sys.argv[2])))
for response in responses:
    stores.responses.add(response)
now = datetime(2026, 4, 8, 2, 0, 1, tzinfo=UTC)
places = {"responses": stores.responses, "documents": stores.documents}
archive.close_days(questionnaire=house.release.questionnaire, now=lambda: now, **places)
compile_period("visit", parse("2026-Q1"), as_of=now, release=house.release, **places)
"""
MACHINES = (
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C"},
    {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "LANG": "ar_EG.UTF-8"},
)


def test_the_same_data_gives_the_same_bytes_in_any_folder_zone_locale_order_and_hash_seed(tmp_path, released):
    release = tmp_path / "release"
    for name, data in released.items():
        path = release / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert documents_in(release) == released
    tests = str(Path(__file__).parents[1])
    places = (tmp_path / "here", tmp_path / "elsewhere" / "far away")
    running = []
    for place, machine, order in zip(places, MACHINES, ("straight", "turned"), strict=True):
        place.mkdir(parents=True)
        child = [sys.executable, "-c", CHILD, tests, str(release), order]
        running.append(subprocess.Popen(child, env=machine, cwd=place, stderr=subprocess.PIPE))  # noqa: S603
    assert [(each.communicate()[1], each.returncode) for each in running] == [(b"", 0)] * 2
    one, other = (documents_in(place / "data" / "documents") for place in places)
    written = {f"summaries/visit/2026-Q1/0001/{file_name(kind)}" for kind in (*FORMATS, PACK)}
    assert one.keys() == other.keys() >= written
    assert {name: len(data) for name, data in one.items() if data != other[name]} == {}


def test_json_reads_in_the_order_of_the_summary(written, full):
    assert list(json.loads(written(full, "json"))) == list(Summary.__struct_fields__)


# Every section in every format

SECTIONS_OF_THE_PAGE = {
    **{name: name for name in ("review", "findings", "headlines", "reach", "ratings", "trends", "questions")},
    "annex": "annex",
}


def test_every_section_of_the_summary_has_its_place_on_the_page(written, full, house):
    page = Page(written(full, "html"))
    shown = {e.attributes.get("id") or e.attributes.get("class") for e in page.all("section")}
    given = {name for name in SECTIONS_OF_THE_PAGE if name == "review" or getattr(full, name)}
    assert given <= shown
    texts = house.release.templates()
    template = "".join(text for name, text in texts.items() if re.match(r"summaries/.*html$", name))
    unprinted = {f for f in Summary.__struct_fields__ if not re.search(rf"summary\.{f}\b", template)}
    assert unprinted == {"segments"}, "these reach the page as the names of segments"


def test_the_json_has_every_field_of_the_summary(written, full):
    assert set(msgspec.json.decode(written(full, "json"))) == set(Summary.__struct_fields__)
