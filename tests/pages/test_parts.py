"""Parts that pages have in common are rendered once, and hold nothing that a customer wrote."""

from markupsafe import escape

from listenwell.pages import parts
from listenwell.pages.parts import Kept
from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.frame import read_frame
from listenwell.survey.survey_reading import read_survey

from .reading import Page


def chosen(html):
    return [e.attributes["value"] for e in Page(html).all("input", type="radio") if "checked" in e.attributes]


def test_a_page_with_answers_leaves_none_of_them_in_the_next_one(built):
    release = Release(FileDocuments(built / "release"))
    row = release.index().find("visit", "home", "en")
    asked = release.questionnaire(row.survey, row.version)
    renderer = Renderer(release.index(), release.templates())
    pages = [
        renderer.survey_page(asked, typed=typed)
        for typed in (None, {"overall": ["2"]}, None, {"overall": ["4"]})
    ]
    assert [chosen(page) for page in pages] == [[], ["2"], [], ["4"]]
    assert pages[0] == pages[2]


def test_parts_are_told_apart_by_all_that_they_show_and_forgotten_when_there_are_very_many(monkeypatch):
    monkeypatch.setattr(parts, "_MOST", 2)
    kept, rendered = Kept(), []

    def get(language, words):
        return kept.get("a.html", language, {"words": words}, lambda: rendered.append(words) or escape(words))

    assert [get("en", "x"), get("en", "x"), get("de", "x")] == ["x", "x", "x"]
    assert rendered == ["x", "x"]
    assert [get("en", "y"), get("en", "x")] == ["y", "x"]
    assert rendered == ["x", "x", "y", "x"], "the third part made room"


def test_segments_share_the_questions_that_they_leave_alone(folder):
    read = read_survey(folder.root, read_frame(folder.root), "visit")
    home, trade = (read.questionnaires[name]["en"].by_id for name in ("home", "trade"))
    shared = {name for name in home if name in trade and home[name] is trade[name]}
    equal = {name for name in home if name in trade and home[name] == trade[name]}
    assert shared == equal
    assert equal, "the sample has such questions"
    assert read.questionnaires["home"]["en"].questions is not read.questionnaires["trade"]["en"].questions
