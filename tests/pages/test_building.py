"""From a folder to dist/: whole or not at all, the same bytes, and nothing lost of what was published."""

import shutil

import msgspec
import pytest
from conftest import NOON, House, documents_in, make_folder

from listenwell.pages import addresses
from listenwell.pages.building import build
from listenwell.pages.release import INDEX, Index
from listenwell.survey.problems import TemplateError

from .reading import Page


def made(folder, out):
    return build(out, folder.root, portal=None)


def placed(out):
    return documents_in(out / "public"), documents_in(out / "release")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "dist"


def test_a_build_writes_every_page_and_the_release_and_nothing_else(folder, out):
    result = made(folder, out)
    pages = {
        path.relative_to(result.public).as_posix() for path in result.public.rglob("*") if path.is_file()
    }
    assert pages == {
        "s/visit/home/index.html",
        "s/visit/home/de/index.html",
        "s/visit/trade/index.html",
        "s/visit/trade/de/index.html",
        "s/pulse/home/index.html",
        "s/pulse/home/de/index.html",
    }
    assert (result.pages, result.versions, result.problems) == (6, 6, [])
    release = documents_in(result.release)
    assert sorted(name.split("/")[0] for name in release) == [INDEX, *["questionnaires"] * 8, "templates"]
    assert sorted(path.name for path in out.iterdir()) == [".cache", ".next", "public", "release"]


def test_the_built_page_is_the_page_that_the_handler_renders(built, house):
    for published in house.release.index().published:
        place = addresses.page(published.survey, published.segment, published.language, "en")
        written = (built / "public" / place.strip("/") / "index.html").read_bytes()
        address = addresses.intake(published.survey, published.segment)
        assert house.get(address, language=published.language).body == written


def test_two_folders_with_the_same_files_give_the_same_bytes(tmp_path):
    one, other = (make_folder(tmp_path / name / "survey_templates") for name in ("one", "other"))
    first, second = build(tmp_path / "a", one.root, None), build(tmp_path / "b", other.root, None)
    assert documents_in(first.public) == documents_in(second.public)
    assert documents_in(first.release) == documents_in(second.release)


def test_building_the_same_again_changes_nothing(folder, out):
    made(folder, out)
    before = documents_in(out)
    made(folder, out)
    assert documents_in(out) == before


def test_an_error_in_the_templates_leaves_the_old_site_as_it_was(folder, out):
    made(folder, out)
    before = documents_in(out)
    folder.replace("surveys/pulse.yaml", "type: text", "type: txet")
    with pytest.raises(TemplateError):
        made(folder, out)
    assert documents_in(out) == before


def test_an_error_in_the_templates_of_a_first_build_makes_no_folder(folder, out):
    folder.remove("organisation.yaml")
    with pytest.raises(TemplateError):
        made(folder, out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ questionnaire.titel }}</h1>"),
        ("pages/survey.html", "{{ minutes }}", "{{ 1 / 0 }}"),
        ("pages/survey.html", "{{ minutes }}", "{{ minutes | no_such_filter }}"),
        ("pages/survey.html", '{% extends "base.html" %}', '{% extends "bass.html" %}'),
        ("pages/questions/text.html", "{{ limit }}", "{{ limmit }}"),
    ],
)
def test_a_page_template_that_fails_while_rendering_leaves_the_old_site_and_release(
    folder, out, file, old, new
):
    made(folder, out)
    before = placed(out)
    folder.replace(file, old, new)
    with pytest.raises(TemplateError):
        made(folder, out)
    assert placed(out) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ questionnaire.titel }}</h1>"),
        ("pages/survey.html", '{% extends "base.html" %}', '{% extends "bass.html" %}'),
        ("pages/thanks.html", "{{ receipt }}", "{{ receit }}"),
        ("pages/message.html", "{{ title }}</h1>", "{{ titel }}</h1>"),
        ("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ 1/0 }}</h1>"),
        ("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ [][1].x + 'a' + 1 }}</h1>"),
        ("pages/survey.html", "{{ questionnaire.title }}</h1>", "{{ 'a' + 1 }}</h1>"),
    ],
)
def test_a_page_template_that_would_fail_while_rendering_is_told_in_words(folder, out, file, old, new):
    folder.replace(file, old, new)
    with pytest.raises(TemplateError) as refused:
        made(folder, out)
    assert {p.code for p in refused.value.problems} == {"P01"}


@pytest.mark.parametrize("name", ["pages/questions/rating.html", "pages/survey.html", "pages/style.css"])
def test_a_missing_page_template_is_told_in_words(folder, out, name):
    folder.remove(name)
    with pytest.raises(TemplateError) as refused:
        made(folder, out)
    assert refused.value.problems
    assert not out.exists()


def test_the_pages_of_a_removed_survey_go_and_its_answers_keep_their_questions(folder, out):
    made(folder, out)
    kept = documents_in(out / "release")
    folder.replace("segments/home.yaml", "[visit, pulse]", "[visit]")
    folder.remove("surveys/pulse.yaml").remove("translations/pulse.de.yaml")
    made(folder, out)
    assert not (out / "public" / "s" / "pulse").exists()
    now = documents_in(out / "release")
    assert {name: data for name, data in kept.items() if name != INDEX}.items() <= now.items()
    assert {p.survey for p in msgspec.json.decode(now[INDEX], type=Index).published} == {"visit"}


def test_a_page_opened_before_a_change_of_words_still_submits_after_it(folder, out):
    made(folder, out)
    old = Page((out / "public/s/pulse/home/index.html").read_text(encoding="utf-8")).form()
    folder.replace("surveys/pulse.yaml", "text: How likely?", "text: How likely, really?")
    made(folder, out)
    house = House(documents_in(out / "release"))
    assert old["_version"] != [house.version("pulse")]
    assert house.form("pulse", {**old, "recommend": "9"}).status == 303
    (response,) = house.stored
    assert (response.version, response.answers) == (old["_version"][0], {"recommend": 9})


def test_a_page_in_a_language_that_was_given_up_still_submits(folder, out):
    made(folder, out)
    old = Page((out / "public/s/pulse/home/de/index.html").read_text(encoding="utf-8")).form()
    folder.replace("organisation.yaml", "[en, de]", "[en]").remove("translations").remove("wording/de.yaml")
    made(folder, out)
    house = House(documents_in(out / "release"))
    house.now = NOON
    sent = house.form("pulse", {**old, "recommend": "9"})
    assert sent.status == 303
    path, token = sent.headers["Location"].split("?t=")
    assert house.get(path, t=token).status == 200
    assert house.form("pulse", {**old, "recommend": "99"}).status == 422


def test_leftovers_of_a_build_that_was_cut_off_do_no_harm(folder, out):
    made(folder, out)
    shutil.rmtree(out / ".next")
    (out / ".next").mkdir()
    (out / ".next" / "half.html").write_text("half")
    (out / "release" / "~batch-0").write_text("half")
    folder.replace("surveys/pulse.yaml", "text: Why?", "text: Why so?")
    made(folder, out)
    assert "Why so?" in (out / "public/s/pulse/home/index.html").read_text(encoding="utf-8")
    assert not (out / "public" / "half.html").exists()


def test_interviews_have_no_page_on_the_customers_site(folder, out):
    folder.replace("surveys/pulse.yaml", "thanks:", "audience: interviewers\nthanks:")
    result = made(folder, out)
    assert not (out / "public/s/pulse").exists()
    assert (result.pages, result.versions) == (4, 6)


def test_a_firm_that_only_interviews_is_built_too(folder, out):
    for survey in ("pulse", "visit"):
        folder.replace(f"surveys/{survey}.yaml", "title:", "audience: interviewers\ntitle:")
    result = made(folder, out)
    assert (result.pages, result.versions, result.public.is_dir()) == (0, 6, True)


def test_the_addresses_of_pages():
    assert addresses.page("pulse", "home", "en", "en") == "/s/pulse/home/"
    assert addresses.page("pulse", "home", "de", "en") == "/s/pulse/home/de/"
    assert addresses.intake("pulse", "home") == "/r/pulse/home"
    assert addresses.intake("call", "home", "interviewers") == "/staff/interviews/call/home"
    assert addresses.thanks("call", "home", "T", "interviewers") == "/staff/interviews/call/home/thanks?t=T"
