"""summary.xlsx: numbers are numbers, words are words, sheets print, and charts show what the cells hold."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import msgspec
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from listenwell.summary import model
from listenwell.summary.formats import FORMATS, xlsx
from listenwell.summary.formats.xlsx.book import Book, fitting
from listenwell.summary.model import Comment, Summary

from .charts.sections import complaints, drivers, importance, rating, reach, trend
from .opening import parts
from .samples import item

SOFFICE = shutil.which("soffice")
FRONT = {"Read me", "Charts"}


@pytest.fixture
def made(house):
    """A summary as bytes, and as openpyxl reads them."""

    def make(summary, language="en"):
        texts = dict(house.release.templates())
        if language not in ("en", "de"):
            texts[f"summaries/words/{language}.json"] = texts["summaries/words/en.json"]
        data = FORMATS["xlsx"](replace(summary, language=language), texts)
        return data, load_workbook(io.BytesIO(data))

    return make


@pytest.fixture
def drawn(full):
    """The full summary with something for every chart."""
    return replace(
        full,
        ratings=(rating([1, 2, 3, 4, 5]), rating([0, 0, 2, 9, 9], "Price", "price")),
        trends=(
            trend([0.5 + n / 100 for n in range(20)], control=(0.4, 0.7), signals=[(3, "WE1")]),
            trend([0.5, None, 0.4], words="With a gap"),
        ),
        drivers=(drivers([0.3, 0.1]),),
        complaints=(complaints([9, 4]),),
    )


def near(*numbers):
    """Numbers as a spreadsheet keeps them: to 15 digits."""
    return [number if number is None else pytest.approx(number, rel=1e-14) for number in numbers]


def table(workbook, name):
    """The rows of a sheet by their heads; of a head that stands twice the first."""
    heads, *rows = workbook[name].iter_rows(values_only=True)
    return [dict(reversed(list(zip(heads, row, strict=True)))) for row in rows]


def test_the_sheets_stand_in_their_order_and_are_listed_in_the_first(full, made):
    _, workbook = made(full)
    assert workbook.sheetnames == [
        *("Read me", "Findings", "Headlines", "Charts", "Where it was asked", "Ratings", "By segment"),
        *("Trend", "What customers want", "Questions", "Comments", "Raw counts", "Method", "As asked"),
    ]
    first = workbook["Read me"]
    links = {cell.value: cell.hyperlink.location for (cell,) in first["A1":"A99"] if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in workbook.sheetnames[1:]}
    told = {cell.value for row in first for cell in row}
    assert {full.title, full.organisation, *(f.sentence for f in full.findings)} <= told


def test_an_empty_summary_has_the_sheets_that_are_always_there(empty, made):
    _, workbook = made(empty)
    words = {name.casefold().replace(" ", "_") for name in workbook.sheetnames}
    assert {"read_me", *xlsx.ALWAYS} <= words
    assert "charts" not in words


def test_numbers_are_numbers_in_the_format_of_their_unit(full, made):
    sheet = made(full)[1]["Headlines"]
    heads = [cell.value for cell in sheet[1]]
    for line, headline in enumerate(full.headlines, 2):
        figure = headline.figure
        cells = {name: sheet.cell(line, at) for at, name in reversed(list(enumerate(heads, 1)))}
        shown = [cells[name] for name in ("Value", "95 % from", "95 % to", "Answers")]
        assert [cell.value for cell in shown] == near(figure.value, figure.lower, figure.upper, figure.base)
        form = {"csat": "0.0%", "nps": "+0;-0;0"}[figure.measure]
        assert [cell.number_format for cell in shown] == [form] * 3 + ["#,##0"]
        change = figure.change
        assert [cells["Difference"].value, cells["p"].value] == near(change.difference, change.p)


def test_every_figure_stands_with_its_numbers(full, made):
    _, workbook = made(full)
    rows = {row["Figure id"]: row for row in table(workbook, "By segment")}
    for figure in (f for q in full.questions for i in q.items for f in i.figures):
        row, change = rows[figure.id], figure.change
        told = "hidden (n < 5)" if figure.hidden else "no data"
        assert row["Value"] == (told if figure.value is None else pytest.approx(figure.value, rel=1e-14))
        shown = [row[name] for name in ("95 % from", "95 % to", "Answers")]
        assert shown == near(figure.lower, figure.upper, None if figure.hidden else figure.base)
        shown = [row[name] for name in ("Before", "Later", "p after Benjamini-Hochberg")]
        assert shown == (near(change.earlier, change.later, change.p_adjusted) if change else [None] * 3)


def test_a_hidden_figure_says_so_and_has_no_number_in_its_row(full, made):
    one, *others = full.trends
    (first, *points) = one.points
    nothing = {"value": None, "lower": None, "upper": None, "base": None, "hidden": True, "change": None}
    point = replace(first, figure=replace(first.figure, **nothing))
    summary = replace(full, trends=(replace(one, points=(point, *points)), *others))
    _, workbook = made(summary)
    hidden = {f.id for f in summary.figures() if f.hidden}
    rows = [row for row in table(workbook, "By segment") if row["Figure id"] in hidden]
    assert rows and {row["Value"] for row in rows} == {"hidden (n < 5)"}
    months = [row for row in table(workbook, "Trend") if row["Figure id"] in hidden]
    assert months and {(row["Value"], row["Note"]) for row in months} == {(None, "hidden (n < 5)")}
    assert [v for row in (*rows, *months) for v in row.values() if isinstance(v, int | float)] == []


def test_comments_stand_with_theme_month_and_segment(full, made):
    rows = table(made(full)[1], "Comments")
    shown = item(full, "better").comments.shown
    assert [(row["Comment"], row["Month"]) for row in rows] == [(c.text, c.month or None) for c in shown]


# Nothing is run

STARTS = ("=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "  =1", "{=1}")
ODD = (
    "\x00\x01\x1f\x7f",
    "_x0041_",
    "\ufffe\uffff",
    "\ud800",
    "\u202e👋",
    "http://a.example",
    "<b>&amp;",
    "12",
)


def with_comments(summary, texts):
    (question,) = [q for q in summary.questions if q.id == "better"]
    (one,) = question.items
    comments = replace(one.comments, shown=tuple(Comment(text=text) for text in texts))
    changed = replace(question, items=(replace(one, comments=comments, words=texts[0]),))
    return replace(summary, questions=tuple(changed if q.id == "better" else q for q in summary.questions))


def test_no_word_becomes_a_formula_a_link_or_a_number(full, made):
    data, workbook = made(with_comments(full, STARTS + ODD))
    files = parts(data)
    sheets = {name: part for name, part in files.items() if name.startswith("xl/worksheets/")}
    assert sheets and not any(re.search(rb"<f[ >]", part) for part in sheets.values())
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n", "d"}
    sheet = workbook["Comments"]
    cells = [row[4] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * 9 + [False] * (1 + len(ODD))
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)
    told = [row["Comment"] for row in table(workbook, "Comments")]
    kept = [
        text.replace("\r", "_x000D_").translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}) for text in STARTS + ODD
    ]
    kept[len(STARTS) : len(STARTS) + 4] = ["_x0000__x0001__x001F_\x7f", "_x0041_", "\ufffd\ufffd", "\ufffd"]
    assert [text.replace("\r", "_x000D_") for text in told] == kept


def test_every_text_of_a_summary_may_be_an_attack(full, made):
    attack = "=1+1'\"</t><f>1</f>{{ 7*7 }}\u202e👋&A[x]"
    plain = ("id", "measure", "verdict", "kind", "as_of", "standing", "type")

    def attacked(value, key=""):
        match value:
            case str():
                return attack if key not in plain and not re.fullmatch(r"[\w/@.-]*", value) else value
            case list() | tuple():
                return [attacked(each) for each in value]
            case dict():
                return {name: attacked(each, name) for name, each in value.items()}
            case _:
                return value

    summary = msgspec.convert(attacked(msgspec.to_builtins(full, str_keys=True)), Summary)
    _, workbook = made(summary)
    assert sum(cell.value == attack for sheet in workbook for row in sheet for cell in row) > 10
    assert {cell.data_type for sheet in workbook for row in sheet for cell in row} <= {"s", "n", "d"}
    assert workbook["Read me"]["B1"].value == attack


@pytest.mark.parametrize("text", ["x" * 32_768, "👋" * 16_384, "x" + "👋" * 40_000])
def test_text_too_long_for_a_cell_ends_in_an_ellipsis(text):
    cut = fitting(text)
    assert cut.endswith("…") and text.startswith(cut[:-1])
    assert 32_765 <= len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert fitting(text[:10]) == text[:10]


# Sheets


def test_every_table_has_frozen_heads_a_filter_and_prints_on_a4(full, made):
    _, workbook = made(full)
    for sheet in workbook:
        page, front = sheet.page_setup, sheet.title == "Read me"
        across = (page.fitToWidth or 1, 1 if page.fitToHeight is None else page.fitToHeight)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(page.paperSize), *across) == (9, 1, int(front))
        assert sheet.oddHeader.left.text == full.title
        if sheet.title not in FRONT:
            assert (sheet.freeze_panes, sheet.print_title_rows, page.orientation) == (
                "A2",
                "$1:$1",
                "landscape",
            )
            assert sheet.auto_filter.ref == sheet.dimensions
            assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])


@pytest.mark.parametrize(("language", "leftward"), [("en", False), ("de", False), ("ar", True)])
def test_sheets_run_as_the_language_does(full, made, language, leftward):
    _, workbook = made(full, language)
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in workbook} == {leftward}
    assert workbook.sheetnames[0] == ("Lies mich" if language == "de" else "Read me")


def test_names_of_sheets_are_made_such_as_a_workbook_takes():
    class Workbook:
        def set_properties(self, properties):
            self.properties = properties

    class Head:
        title = organisation = "x" * 300
        period = model.Span(label="2026", first=None, last=None)
        as_of = datetime(2026, 1, 1, tzinfo=UTC)

    names = Book(
        Workbook(), Head, Head.title, {"a": "In/out: [x]*?'", "b": "y" * 40, "c": "Y" * 40, "d": ""}, False
    ).names
    assert names == {"a": "In out x", "b": "y" * 30 + "…", "c": "Y" * 26 + "… 3", "d": "d"}


def test_the_workbook_says_when_it_was_compiled_and_carries_no_other_time(full, made):
    data, workbook = made(full)
    assert workbook.properties.created == full.as_of.replace(tzinfo=None)
    assert (workbook.properties.title, workbook.properties.creator) == (
        f"{full.title}, {full.period.label}",
        full.organisation,
    )
    assert {info.date_time for info in ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Charts

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def series_of(data):
    """Of each chart: its title, and for each reference the address and the numbers or names kept with it."""
    found = []
    for name, part in sorted(parts(data).items()):
        if name.startswith("xl/charts/chart"):
            root = ElementTree.fromstring(part)  # noqa: S314 - our own
            refs = [*root.iter(f"{CHART}numRef"), *root.iter(f"{CHART}strRef")]
            kept = [(ref.find(f"{CHART}f").text, [v.text for v in ref.iter(f"{CHART}v")]) for ref in refs]
            found.append(("".join(root.find(f".//{CHART}title").itertext()), kept))
    return found


def test_every_chart_stands_on_cells_that_hold_what_it_shows(drawn, made):
    data, workbook = made(drawn)
    charts = series_of(data)
    assert [title for title, _ in charts] == [
        "Ratings, best first",
        "How was it? – Two best ratings" if len(drawn.segments) > 2 else "Overall? – Two best ratings",
        "With a gap – Two best ratings",
        "What goes with satisfaction: Overall?",
        "Why?",
    ]
    for _, references in charts:
        assert references
        for address, kept in references:
            sheet, cells = address.replace("'", "").split("!")
            found = [cell.value for (cell,) in workbook[sheet][cells.replace("$", "")]]
            assert [v for v in found if v is not None] == [
                type(v)(k) for v, k in zip((v for v in found if v is not None), kept, strict=True)
            ]


OVERVIEW = ("Overview", "InBrief", "Heard")
"""A document of its own."""
ELSEWHERE = {
    *("Action.moved", "Signal.meaning", "Version.segment_words"),  # told in the summary's own words
    *("Change.family", "Finding.numbers", "Review.problems"),  # on Method, in the sentence, among the notes
    *("Importance.question", "Reliability.question"),  # by their words
    "Question.scored",  # seen by ratings
}


def test_every_field_of_the_summary_and_its_parts_is_printed():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(xlsx.__file__).parent.glob("*.py"))
    values = {name: getattr(model, name) for name in model.__all__}
    unprinted = {
        f"{name}.{field}"
        for name, value in values.items()
        for field in getattr(value, "__struct_fields__", ())
        if name not in OVERVIEW and not re.search(rf"\.{field}\b", source)
    }
    assert unprinted == ELSEWHERE


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_and_recalculates_it_to_the_same_cells(drawn, made, tmp_path):
    summary = replace(drawn, importance=(importance([]),), reach=tuple(reach([4, 5])))
    data, workbook = made(summary)
    (tmp_path / "summary.xlsx").write_bytes(data)
    place = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE, "--headless", place, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    done = subprocess.run(  # noqa: S603 - LibreOffice itself
        [*command, str(tmp_path / "out"), str(tmp_path / "summary.xlsx")],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert "Error" not in done.stdout + done.stderr
    again = load_workbook(tmp_path / "out" / "summary.xlsx")
    assert again.sheetnames == workbook.sheetnames
    for sheet in workbook:
        rows, kept = (list(each[sheet.title].iter_rows(values_only=True)) for each in (workbook, again))
        assert [list(filled(row)) for row in kept if any(filled(row))] == [
            [pytest.approx(v, rel=1e-12) if isinstance(v, float) else v for v in filled(row)]
            for row in rows
            if any(filled(row))
        ]


def filled(row):
    """The cells of a row that hold something."""
    return tuple(value for value in row if value is not None)
