"""A customer on an old phone, with a keyboard and without JavaScript: from the built page to the summary."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page

from listenwell.pages.building import Built
from listenwell.summary.period import quarter_of
from listenwell.summary.publishing import compile_period
from listenwell.survey.response import Response

from .conftest import PHONE, Site

pytestmark = pytest.mark.xdist_group("browser")

FOCUSED = "document.activeElement.name || document.activeElement.tagName"
RECEIPT = re.compile(r"[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{3}){5}")


def tab_to(page: Page, field: str) -> None:
    """Press Tab until the field of that name has the focus; BUTTON is the one to send with."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == field:
            return
    raise AssertionError(f"no Tab leads to {field}")


def choose(page: Page, name: str, place: int) -> None:
    """Choose the button at that place, from 0, of a row of buttons."""
    tab_to(page, name)
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowRight")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def send(page: Page) -> None:
    tab_to(page, "BUTTON")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]


def receipt_on(page: Page) -> str:
    return page.locator(".receipt").inner_text()


def stored(site: Site) -> list[Response]:
    today = datetime.now(UTC).date()
    return list(site.stores.responses.received(today - timedelta(days=1), today))


def test_an_answer_by_keyboard_is_in_the_store_and_in_the_next_summary(page: Page, site: Site) -> None:
    page.goto("/s/service-rating/household/")
    assert not scrolls_sideways(page)
    choose(page, "overall", 3)
    choose(page, "aspects.understanding", 4)
    choose(page, "aspects.timing", 0)
    choose(page, "aspects.value", 5)  # not applicable
    choose(page, "recommend", 9)
    write(page, "well", "Quick & friendly")
    send(page)
    assert (page.title().split(" – ")[0], page.url.split("?")[0]) == (
        "Thank you",
        f"{site.address}/r/service-rating/household/thanks",
    )
    assert RECEIPT.fullmatch(receipt_on(page))
    assert not scrolls_sideways(page)

    (response,) = stored(site)
    assert (response.survey, response.segment, response.channel, response.language) == (
        "service-rating",
        "household",
        "web",
        "en",
    )
    assert response.answers == {
        "overall": 4,
        "aspects": {"understanding": 5, "timing": 1, "value": "n/a"},
        "recommend": 9,
        "well": "Quick & friendly",
    }

    now = datetime.now(UTC)
    quarter = quarter_of(now.date())
    compile_period(
        "service-rating",
        quarter,
        as_of=now,
        responses=site.stores.responses,
        documents=site.stores.documents,
        release=site.release,
    )
    name = f"summaries/service-rating/{quarter.label}/0001/summary.json"
    summary = json.loads(site.stores.documents.get(name))
    bases = {item["id"]: item["base"] for question in summary["questions"] for item in question["items"]}
    assert summary["responses"] == 1
    assert (bases["overall"], bases["recommend"], bases["well"]) == (None, None, 1)  # one is too few to show
    assert (bases["aspects.timing"], bases["aspects.value"], bases["better"]) == (None, 0, 0)


def test_a_question_left_out_is_found_by_keyboard_and_nothing_typed_is_lost(page: Page, site: Site) -> None:
    page.goto("/s/service-rating/household/")
    choose(page, "aspects.people", 1)
    write(page, "better", "Call first.")
    send(page)
    assert page.title().startswith("Error: ")
    assert not scrolls_sideways(page)
    assert page.evaluate("document.activeElement.className") == "summary"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#overall"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "overall"
    assert stored(site) == []

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    send(page)
    assert RECEIPT.fullmatch(receipt_on(page))
    (response,) = stored(site)
    assert response.answers == {"overall": 2, "aspects": {"people": 2}, "better": "Call first."}


def test_a_german_page_is_german_to_the_end(page: Page, site: Site) -> None:
    page.goto("/s/pulse/business/de/")
    send(page)
    assert page.title().startswith("Fehler: ")
    assert page.locator("html").get_attribute("lang") == "de"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    write(page, "why", "Pünktlich – größtenteils")
    send(page)
    assert page.locator("h1").inner_text() == "Vielen Dank"
    assert page.locator("html").get_attribute("lang") == "de"
    assert RECEIPT.fullmatch(receipt_on(page))
    (response,) = stored(site)
    assert (response.language, response.answers) == (
        "de",
        {"recommend": 0, "why": "Pünktlich – größtenteils"},
    )


def test_no_page_scrolls_sideways_on_a_small_phone(visits: BrowserContext, shipped: Built) -> None:
    built = [path.parent.relative_to(shipped.public) for path in shipped.public.rglob("index.html")]
    page = visits.new_page()
    wide = []
    for place in built:
        page.goto(f"/{place.as_posix()}/")
        if scrolls_sideways(page):
            wide.append(place)
    assert (len(built), wide) == (shipped.pages, [])
