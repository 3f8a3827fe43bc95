"""The optional script in a browser: a draft, an outbox, a count; and the same page without any of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from listenwell.survey.response import Response

from .conftest import PHONE, Site

pytestmark = pytest.mark.xdist_group("browser")

PULSE = "/s/pulse/household/"
KEPT = "JSON.stringify({...localStorage})"


def stored(site: Site) -> list[Response]:
    today = datetime.now(UTC).date()
    return list(site.stores.responses.received(today - timedelta(days=1), today))


@contextmanager
def visiting(browser: Browser, site: Site, **more: object) -> Iterator[BrowserContext]:
    """A phone with JavaScript on; nothing on its pages is refused by their policy, and none of them fails."""
    context = browser.new_context(viewport=PHONE, base_url=site.address, **more)
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
    yield context
    context.close()
    assert said == []


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with visiting(browser, site) as context:
        yield context.new_page()


def fill(page: Page, score: str = "9", why: str = "Quick & friendly 👋") -> None:
    page.locator(f"input[name=recommend][value='{score}']").check(force=True)
    page.locator("#why").fill(why)


def send(page: Page) -> None:
    page.locator("button[type=submit]").click()


def test_a_draft_survives_a_reload_and_another_language_and_nothing_is_left_after_sending(
    page: Page, site: Site
) -> None:
    page.goto(PULSE)
    assert page.locator(".draft").is_hidden()
    fill(page)
    expect(page.locator(".draft")).to_contain_text("on this device only")
    page.goto("about:blank")
    page.goto(PULSE)
    assert page.locator("input[name=recommend]:checked").get_attribute("value") == "9"
    assert page.locator("#why").input_value() == "Quick & friendly 👋"

    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.locator("#why").input_value() == "Quick & friendly 👋"
    page.goto("/s/pulse/household/de/")
    assert page.locator("#why").input_value() == "Quick & friendly 👋"
    send(page)
    expect(page.locator("h1")).to_have_text("Vielen Dank")
    assert page.evaluate(KEPT) == "{}"
    page.goto(PULSE)
    assert page.locator("#why").input_value() == ""
    assert [r.answers for r in stored(site)] == [{"recommend": 9, "why": "Quick & friendly 👋"}]


def test_what_was_written_is_cleared_at_a_press_and_after_a_week(page: Page) -> None:
    page.goto(PULSE)
    fill(page)
    page.get_by_role("button", name="Clear what I wrote").click()
    expect(page.locator(".status")).to_have_text("Cleared. Nothing is kept on this device.")
    assert (page.evaluate(KEPT), page.locator("#why").input_value()) == ("{}", "")
    assert page.locator("input:checked").count() == 0

    fill(page)
    page.evaluate(
        """() => { const [key] = Object.keys(localStorage), kept = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({...kept, at: kept.at - 7 * 864e5}); }"""
    )
    page.goto("about:blank")
    page.goto(PULSE)
    assert (page.evaluate(KEPT), page.locator("#why").input_value()) == ("{}", "")


def test_answers_sent_without_a_network_are_stored_once_when_it_is_back(page: Page, site: Site) -> None:
    page.goto(PULSE)
    fill(page)
    page.context.set_offline(True)
    send(page)
    expect(page.locator(".status")).to_contain_text("There is no connection at the moment.")
    assert page.locator(".status").get_attribute("role") == "status"
    send(page)
    page.context.set_offline(False)
    page.wait_for_url("**/thanks?t=*")
    assert page.locator(".receipt").inner_text().count("-") == 5
    assert (len(stored(site)), page.evaluate(KEPT)) == (1, "{}")


def test_an_answer_whose_reply_was_lost_is_stored_once(page: Page, site: Site) -> None:
    page.goto(PULSE)
    fill(page)

    def lose(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/r/pulse/household", lose)
    send(page)
    expect(page.locator(".status")).to_contain_text("There is no connection")
    assert len(stored(site)) == 1
    page.unroute("**/r/pulse/household")
    page.goto("about:blank")
    page.goto(PULSE)  # a page that was closed while it waited sends when it is opened again
    page.wait_for_url("**/thanks?t=*")
    assert (len(stored(site)), page.evaluate(KEPT)) == (1, "{}")


def test_a_mistake_is_told_on_the_page_of_the_server_and_the_mended_answer_is_stored(
    page: Page, site: Site
) -> None:
    page.goto(PULSE)
    page.locator("#why").fill("Too early to say")
    send(page)
    expect(page.locator(".summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.locator("input[name=recommend][value='4']").check(force=True)
    send(page)
    page.wait_for_url("**/thanks?t=*")
    assert [r.answers for r in stored(site)] == [{"recommend": 4, "why": "Too early to say"}]
    assert page.evaluate(KEPT) == "{}"


def test_the_characters_that_are_left_are_counted_when_typing_pauses(page: Page) -> None:
    page.goto(PULSE)
    hint = page.locator("#why-limit")
    limit = int(hint.get_attribute("data-limit"))
    page.locator("#why").fill("👋" * 7)
    expect(hint).to_have_text(f"Characters left: {limit - 7:,}")
    page.locator("#why").fill("x" * (limit + 1))
    expect(hint).to_have_text("Characters too many: 1")
    assert hint.get_attribute("aria-live") == "polite"


BROKEN = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"


@pytest.mark.parametrize("how", ["blocked", "without a store", "an old browser"])
def test_without_the_script_or_its_store_the_page_sends_as_it_is(
    browser: Browser, site: Site, how: str
) -> None:
    arrange: dict[str, Callable[[BrowserContext], None]] = {
        "blocked": lambda _: None,
        "without a store": lambda context: context.add_init_script(BROKEN),
        "an old browser": lambda context: context.add_init_script("delete Crypto.prototype.randomUUID"),
    }
    with visiting(browser, site, java_script_enabled=how != "blocked") as context:
        arrange[how](context)
        page = context.new_page()
        page.goto(PULSE)
        fill(page)
        assert page.locator(".draft").is_visible() == (how == "an old browser")
        send(page)
        expect(page.locator("h1")).to_have_text("Thank you")
        assert len(stored(site)) == 1
