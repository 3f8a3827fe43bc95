"""summary.pdf as a reader, a screen reader and an archive see it."""

import io
import re

import msgspec
import pikepdf
import pypdf
import pytest

from listenwell.summary.formats import pdf
from listenwell.summary.printing.cleaning import cleaned
from listenwell.survey.problems import TemplateError

from .samples import some, summary_of

INERT = (
    '#panic("run") $x^2$ \\ @label <here> = Heading *bold* _it_ `code` // gone /* gone */ #import "a.typ"',
    "👋🏽 🇩🇪 ☎ 中文 ไทย ꦗꦮ 𓀀 \u00ad \u200d \ufe0f",
    "السعر \u202emorf dluohs\u202c مرتفع (5) جدا",
    "nul \x00 bell \x07 bom \ufeff none \uffff private \ue000 line\r\nbreak\u2028end \u2066isolate",
    "=1+1</style><script>alert(1)</script>{{ 7*7 }}",
)
LONG = "y" * 10_000


def document(data):
    return pypdf.PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def answered(released):
    """A summary in which customers wrote what might be taken for markup, and its PDF."""
    from conftest import House  # noqa: PLC0415 - the tests' own

    house = House(released)
    responses = []
    for number in range(24):
        better = LONG if number == 20 else INERT[number % len(INERT)]
        answers = {"overall": 1 + number % 5, "days": ["mon"], "better": better}
        day = f"2026-0{1 + number % 2}-{10 + number // 3:02}"
        responses += some(house, 1, day, segment=("home", "trade")[number % 2], answers=answers)
    summary = summary_of(house, responses)
    data = pdf.write(summary, house.release.templates())
    return house, summary, data, [page.extract_text() for page in document(data).pages]


def test_every_word_of_customers_is_printed_as_they_wrote_it(answered):
    _, summary, _, pages = answered
    said = "".join("".join(pages).split()).replace("\u200b", "").replace("\u00ad", "")
    comments = [c.text for q in summary.questions for i in q.items if i.comments for c in i.comments.shown]
    assert len(comments) == 24
    for comment in {c for c in comments if not re.search(r"[\u0590-\u06ff]", c)}:
        if "👋" not in comment and comment != LONG:
            kept = "".join(cleaned(comment).split()).replace("\u200d", "").replace("\ufe0f", "")
            assert kept in said
    assert said.count("y" * 100) >= 90
    assert "👋" in said


def test_a_letter_that_no_font_has_is_a_box_that_can_be_searched_and_copied(answered):
    _, _, data, pages = answered
    with pikepdf.open(io.BytesIO(data)) as opened:
        drawn = b"".join(page.Contents.read_bytes() for page in opened.pages)
    for letter in "中文ไทยꦗ𓀀":
        copied = b"ActualText<FEFF" + letter.encode("utf-16-be").hex().upper().encode() + b">"
        assert copied in drawn or any(letter in page for page in pages)


def test_it_is_tagged_titled_and_in_a_language(answered):
    _, summary, data, _ = answered
    with pikepdf.open(io.BytesIO(data)) as opened:
        root = opened.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as told:
            assert told["dc:title"] == f"{summary.title}, 2026-Q1"
            assert told["dc:creator"] == [summary.organisation]
            assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "2", "A")
            assert told["xmp:CreateDate"] == "2026-04-08T02:00:00Z"
        kinds = set(kinds_of(root.StructTreeRoot.K))
    assert {"/Document", "/Title", "/H1", "/H2", "/Table", "/THead", "/TH", "/TD", "/L", "/LI"} <= kinds


def kinds_of(element):
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from kinds_of(each)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)
        yield from kinds_of(element.get("/K", pikepdf.Array()))


def test_every_picture_is_told_in_words(answered):
    _, _, data, _ = answered
    with pikepdf.open(io.BytesIO(data)) as opened:
        figures = [
            str(each.get("/Alt", ""))
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert len(figures) >= 3
    assert all(len(told) > 20 for told in figures)


def test_its_bookmarks_are_its_sections_in_their_order(answered):
    house, _, data, _ = answered
    words = msgspec.json.decode(house.release.templates()["summaries/words/en.json"])["page"]
    sections = [each["/Title"] for each in document(data).outline if not isinstance(each, list)]
    names = ("review", "findings", "headlines", "asked", "ratings", "trend", "needs", "every")
    assert sections == [words[name] for name in (*names, "annex", "discussion")]


def test_nothing_in_it_runs_asks_or_comes_from_elsewhere(answered):
    _, _, data, _ = answered
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []
        names = {
            key
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
            for key in each.keys()  # noqa: SIM118 - it iterates over values
        }
        fonts = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
    active = {"/JavaScript", "/JS", "/AA", "/OpenAction", "/URI", "/Launch", "/EmbeddedFile", "/AcroForm"}
    assert names & active == set()
    assert {str(font.FontName).split("+")[1] for font in fonts} >= {"NotoSans-Regular", "ListenwellBox"}
    assert all(font.keys() & {"/FontFile2", "/FontFile3"} for font in fonts)


def test_every_page_but_the_first_says_survey_period_and_state_and_all_their_number(answered):
    _, summary, _, pages = answered
    state = re.search(r"state ([0-9a-f]{12})", pages[1])[1]
    assert all(f"{n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all(f"{summary.title} · 2026-Q1 · state {state}" in page for page in pages[1:])
    assert state not in pages[0]
    assert re.search(rf"{state}[0-9a-f]{{52}}", "".join("".join(pages).split()))


def test_a_summary_of_nothing_is_a_document_too(house):
    summary = summary_of(house, [])
    assert "Nobody answered in this period" in " ".join(
        document(pdf.write(summary, house.release.templates())).pages[0].extract_text().split()
    )


def test_a_mistake_in_the_template_is_told_with_its_line(house):
    templates = dict(house.release.templates())
    templates["summaries/summary.typ"] = templates["summaries/summary.typ"].replace(
        "#let said(b)", "#let said(b"
    )
    with pytest.raises(TemplateError) as told:
        pdf.write(summary_of(house, []), templates)
    (problem,) = told.value.problems
    assert (problem.code, problem.file) == ("P01", "survey_templates/summaries/summary.typ")
    assert problem.line > 10
