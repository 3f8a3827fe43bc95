"""The optional script: small, allowed by its hash alone, only where something is filled in or was sent."""

import brotli
from conftest import SHIPPED

from listenwell.pages.filters import shorter
from listenwell.survey.opening import ALWAYS

from .reading import Page

MOST = 2 * 1024


def test_the_script_is_under_2_kb_as_browsers_get_it():
    script = shorter((SHIPPED / "pages/script.js").read_text(encoding="utf-8"))
    assert len(brotli.compress(script.encode())) < MOST
    assert "//" not in script and "</" not in script


def policy_of(page):
    return page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]


def test_pages_that_take_nothing_have_no_script_and_allow_none(house):
    renderer, asked = house.services.renderer(), house.asked("visit")
    for made in (
        renderer.state_page(asked, "closed", ALWAYS, {"better": ["x"]}),
        renderer.message_page("not_found"),
        renderer.thanks_page(asked, "", kept=False),
    ):
        page = Page(made)
        assert page.all("script") == []
        assert "script-src" not in policy_of(page) and "connect-src" not in policy_of(page)


def test_a_draft_is_kept_for_survey_and_segment_in_any_language_and_version(house):
    renderer = house.services.renderer()
    for language in ("en", "de"):
        asked = house.asked("visit", "home", language)
        assert Page(renderer.survey_page(asked)).one("form").attributes["data-draft"] == "visit/home"
        assert Page(renderer.thanks_page(asked, "x")).all("div", **{"data-done": "visit/home"})


def test_interviews_keep_no_draft_on_a_device_that_interviewers_share(rebuilt, folder):
    folder.replace("surveys/visit.yaml", "title:", "audience: interviewers\ntitle:")
    house = rebuilt()
    page = Page(house.services.renderer().survey_page(house.asked("visit")))
    assert page.all("script") == [] and "data-draft" not in page.one("form").attributes
