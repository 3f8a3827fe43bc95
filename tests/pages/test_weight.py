"""What a page weighs on its way to a customer, to the byte, with everything inline."""

import re

import brotli

from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire
from pages.reading import Page

from .test_rendering import SHIPPED

MOST = 8 * 1024
SHIPPED_MOST = 7500
"""What we ship leaves room for a firm that asks more."""
QUESTIONS = 12


def test_every_shipped_page_leaves_room_below_8_kb_and_one_of_them_has_twelve_questions(tmp_path):
    built = build(tmp_path / "dist", SHIPPED, portal=None)
    release = Release(FileDocuments(built.release))
    index = release.index()
    counts = [len(release.questionnaire(p.survey, p.version).questions) for p in index.published]
    assert max(counts) >= QUESTIONS
    renderer = Renderer(index, release.templates())
    for page in index.published:
        made = renderer.survey_page(release.questionnaire(page.survey, page.version))
        assert len(brotli.compress(made.encode())) <= SHIPPED_MOST, (page.survey, page.segment, page.language)


def test_a_page_with_a_question_of_every_type_weighs_at_most_8_kb(house):
    questions = tuple(row.example for row in QUESTION_TYPES.values())
    assert len(questions) >= QUESTIONS
    asked = Questionnaire(
        survey="visit", segment="home", language="en", title="Of every kind", questions=questions
    )
    page = house.services.renderer().survey_page(asked)
    assert len(brotli.compress(page.encode())) <= MOST


def test_a_page_is_one_request(house):
    """Nothing in it names something to fetch."""
    page = Page(house.services.renderer().survey_page(house.asked("visit")))
    fetching = {"src", "srcset", "background", "poster", "data", "ping", "manifest"}
    assert [e for e in page.elements if fetching & e.attributes.keys() or e.tag == "link"] == []
    assert not re.search(r"url\(|@import", page.one("style").text)
