"""pack.zip: all formats, what an auditor needs besides, and hashes that programs accept."""

import hashlib
import io
import shutil
import subprocess
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile

import msgspec
import pytest
import yaml
from conftest import SHIPPED, House
from msgspec.structs import replace
from pages.reading import Page

from listenwell.pages.clause_table import CLAUSES
from listenwell.pages.page_templates import read_page_templates
from listenwell.summary.editions import file_name
from listenwell.summary.formats import FORMATS, PACK, documents_of, pack
from listenwell.summary.formats.pack.parts import PARTS
from listenwell.summary.model import Summary

from .opening import parts
from .printing.everything import everything
from .samples import some, summary_of

FOLDER = "visit-2026-Q1-0000/"
ISO_9001 = ["5.1.2", "8.2.1", "9.1.2", "9.1.3", "9.3.2", "10.2", "10.3"]


@pytest.fixture(scope="module")
def made(released):
    """A summary of a few answers, its documents, and the questionnaires."""
    house = House(released)
    responses = some(house, 12, "2026-01-10", answers={"overall": 4, "better": "words"})
    responses += some(house, 6, "2026-02-10", segment="trade", answers={"overall": 2})
    summary = summary_of(house, responses)
    asked = [house.asked("visit"), house.asked("visit", "trade")]
    return summary, documents_of(summary, house.release.templates(), asked), asked


@pytest.fixture(scope="module")
def files(made):
    """What is in its pack, by name within its folder."""
    found = parts(made[1][PACK])
    assert all(name.startswith(FOLDER) for name in found)
    return {name.removeprefix(FOLDER): data for name, data in found.items()}


@pytest.fixture
def packed(house):
    """The files of a pack of a summary that need not be whole; of other formats one."""

    def pack_up(summary, templates=None):
        data = pack.write(summary, templates or house.release.templates(), {"html": b"<p>"}, ())
        return {name.partition("/")[2]: each for name, each in parts(data).items()}

    return pack_up


def whole():
    return replace(everything(), as_of=datetime(2026, 4, 8, 2, 1, 3, tzinfo=UTC))


def test_every_format_is_in_the_pack_as_it_lies_in_the_store(made, files):
    _, documents, asked = made
    assert documents.keys() == {*FORMATS, PACK}
    assert {file_name(kind): documents[kind] for kind in FORMATS} == {
        name: files[name] for name in map(file_name, FORMATS)
    }
    assert set(files) == {
        *map(file_name, FORMATS),
        *("README.html", "clauses.html", "method.html", "questionnaires.html", "MANIFEST.json", "SHA256SUMS"),
        *(f"questionnaires/{each.version}.json" for each in asked),
    }


def test_each_file_has_the_hash_that_the_list_and_the_manifest_say(files):
    listed = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert listed == {name: digest for name, digest in hashes.items() if name != "SHA256SUMS"}
    manifest = msgspec.json.decode(files["MANIFEST.json"])
    assert {each["name"]: (each["sha256"], each["bytes"]) for each in manifest["files"]} == {
        name: (hashes[name], len(data))
        for name, data in files.items()
        if name not in ("SHA256SUMS", "MANIFEST.json")
    }


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum on this machine")
def test_sha256sum_accepts_the_pack_and_finds_one_changed_byte(made, tmp_path):
    with ZipFile(io.BytesIO(made[1][PACK])) as opened:
        opened.extractall(tmp_path)
    check = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    place = tmp_path / FOLDER
    assert subprocess.run(check, cwd=place, capture_output=True, check=False).returncode == 0  # noqa: S603
    csv = place / "summary.csv"
    csv.write_bytes(csv.read_bytes()[:-1] + b" ")
    assert subprocess.run(check, cwd=place, capture_output=True, check=False).returncode == 1  # noqa: S603


def test_the_pack_bears_the_time_of_the_summary_and_no_mark_of_a_machine(made):
    with ZipFile(io.BytesIO(made[1][PACK])) as opened:
        entries = opened.infolist()
    assert {(e.date_time, e.compress_type, e.create_system, e.external_attr >> 16) for e in entries} == {
        ((2026, 4, 8, 2, 0, 0), ZIP_STORED, 3, 0o100644)
    }
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)


def test_a_time_that_no_zip_can_bear_is_its_first(packed):
    assert packed(replace(whole(), as_of=datetime(1971, 1, 1, tzinfo=UTC)))["summary.html"] == b"<p>"


def test_the_manifest_names_the_state_of_the_archive(packed):
    annex = whole().annex
    assert msgspec.json.decode(packed(whole())["MANIFEST.json"])["archive"] == msgspec.to_builtins(
        {"manifest": annex.chain_number, "sha256": annex.chain_head, "files": annex.files}, str_keys=True
    ) | {"files": [msgspec.json.decode(msgspec.json.encode(each)) for each in annex.files]}


def test_a_questionnaire_hashes_to_its_version(files):
    found = [name for name in files if name.startswith("questionnaires/")]
    assert found == [f"questionnaires/{hashlib.sha256(files[n]).hexdigest()[:12]}.json" for n in found]


def test_the_questions_are_told_word_for_word(packed):
    text = packed(whole())["questionnaires.html"].decode()
    told = {e.text for e in Page(text).elements}
    (asked,) = whole().annex.questionnaires
    (question,) = asked.questions
    (row,), (answer,) = question.rows, question.answers
    for words in (asked.title, question.hint, row.words, answer.words):
        assert words in told
    assert question.words in text
    assert f"questionnaires/{asked.version}.json" in text


def said_in(value, names):
    """Every text under one of the names, wherever it stands in the summary."""
    match value:
        case dict():
            for key, each in value.items():
                if key in names and isinstance(each, str) and each:
                    yield each
                yield from said_in(each, names)
        case list() | tuple():
            for each in value:
                yield from said_in(each, names)


def test_the_method_sheet_has_every_method_and_every_source(packed):
    cells = {e.text for e in Page(packed(whole())["method.html"].decode()).all("td")}
    told = set(said_in(msgspec.to_builtins(whole(), str_keys=True), ("method", "source", "meaning")))
    assert len(told) > 25
    assert told <= cells


def test_the_read_me_says_what_it_is_and_how_to_check_it(packed):
    page = Page(packed(whole())["README.html"].decode())
    text = " ".join(e.text for e in page.elements)
    for words in (whole().title, whole().organisation, whole().annex.chain_head, whole().annex.suppression):
        assert words in text
    assert [e.text for e in page.all("code")] == [
        "sha256sum -c SHA256SUMS",
        "shasum -a 256 -c SHA256SUMS",
        "certutil -hashfile FILE SHA256",
        "listenwell archive verify",
        f"listenwell trace {whole().headlines[0].figure.id} --edition {whole().edition}",
    ]


def test_every_link_in_the_pack_leads_to_something_in_it(files):
    pages = {name: Page(data.decode()) for name, data in files.items() if name.endswith(".html")}
    links = {e.attributes["href"] for page in pages.values() for e in page.all("a")} - {"#"}
    assert len(links) > 12
    for link in links:
        name, _, place = link.partition("#")
        assert not name or name in files
        assert not (name and place) or place in pages[name].ids


def test_the_shipped_clauses_name_parts_that_a_full_summary_has(packed):
    templates, problems = read_page_templates(SHIPPED)
    assert problems == []
    table = msgspec.json.decode(templates[CLAUSES])
    assert list(table["clauses"]) == ISO_9001
    page = Page(packed(whole(), templates)["clauses.html"].decode())
    assert [e.text for e in page.all("b")] == ISO_9001
    assert [e.attributes["href"] for e in page.all("a")] == [
        PARTS[part][0] for clause in table["clauses"].values() for part in clause["evidence"]
    ]


def test_the_shipped_clauses_speak_every_language_of_summaries():
    languages = {path.stem for path in (SHIPPED / "summaries" / "words").glob("*.yaml")}
    table = yaml.safe_load((SHIPPED / "summaries" / "clauses.yaml").read_text(encoding="utf-8"))
    for clause in table["clauses"].values():
        for spoken in (clause["name"], *clause["evidence"].values()):
            assert spoken.keys() == languages


def test_what_a_summary_has_nothing_of_is_no_link_but_said(packed, empty):
    page = Page(packed(empty)["clauses.html"].decode())
    assert "summary.html#complaints" not in {e.attributes["href"] for e in page.all("a")}
    assert "nothing in this period" in {e.text for e in page.all("span")}


def test_clauses_of_another_language_are_told_in_what_there_is(packed, house):
    table = {
        "standard": "X",
        "clauses": {"1": {"name": {"fr": "Un"}, "evidence": {"annex": {"en": "A", "fr": "B"}}}},
    }
    templates = house.release.templates() | {CLAUSES: msgspec.json.encode(table).decode()}
    text = packed(replace(whole(), language="de"), templates)["clauses.html"].decode()
    assert "<b>1</b> Un" in text
    assert "<td>A</td>" in text


def test_parts_have_words_in_every_language_and_no_others():
    for path in (SHIPPED / "summaries" / "words").glob("*.yaml"):
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert list(words["parts"]) == list(PARTS)
        assert words["files"].keys() >= {*map(file_name, FORMATS)}


def test_words_of_customers_and_marketing_stay_words(packed):
    evil = "<script>alert(1)</script>{{ 7 * 7 }}"
    asked = replace(whole().annex.questionnaires[0], title=evil)
    summary = replace(
        whole(), title=evil, organisation=evil, annex=replace(whole().annex, questionnaires=(asked,))
    )
    for name in ("README.html", "clauses.html", "method.html", "questionnaires.html"):
        text = packed(summary)[name].decode()
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in text


# The table that marketing edits


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "says"),
    [
        ("      headlines:\n", "      headline:\n", 9, "K01", "Did you mean “headlines”?"),
        ("    name: {en: Customer focus, de: Kundenorientierung}\n", "", 6, "K03", "“name” is missing"),
        ("standard: ISO 9001:2015\n", "standard:\n", 4, "K02", "it must be words"),
        ("standard: ISO", "standart: ISO", 4, "K01", "Did you mean “standard”?"),
        ('  "5.1.2":', '  "5.1 .2":', 6, "K02", "the number of a clause in quotes"),
    ],
)
def test_a_mistake_in_the_clause_table_is_told_with_its_line(folder, old, new, line, code, says):
    folder.replace("summaries/clauses.yaml", old, new)
    templates, problems = read_page_templates(folder.root)
    first = problems[0]
    assert (first.file, first.line, first.code) == ("survey_templates/summaries/clauses.yaml", line, code)
    assert says in str(first)
    assert CLAUSES not in templates


def test_a_clause_without_evidence_and_a_missing_table_are_told(folder):
    folder.write(
        "summaries/clauses.yaml", 'standard: X\nclauses:\n  "1":\n    name: {en: A}\n    evidence: {}\n'
    )
    assert [(p.line, p.code) for p in read_page_templates(folder.root)[1]] == [(5, "K02")]
    folder.remove("summaries/clauses.yaml")
    assert [(p.file, p.code) for p in read_page_templates(folder.root)[1]] == [
        ("survey_templates/summaries/clauses.yaml", "F01")
    ]


def test_every_field_of_the_summary_is_in_the_pack(files):
    assert set(msgspec.json.decode(files["summary.json"])) == set(Summary.__struct_fields__)
