"""The preview in a browser: a saved edit shows by itself, and what was typed and read is still there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Folder
from playwright.sync_api import Browser, Page, expect

from listenwell.local.preview.door import Door
from listenwell.local.preview.running import HOST
from listenwell.local.preview.studio import Studio
from listenwell.local.serving import address, listen

PATIENCE = 30_000
"""Milliseconds, on a machine that has much else to do; how long it takes is measured in benchmarks/."""


@pytest.fixture
def written(folder: Folder, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """A page of the small firm's preview, with the watch running and `check` beside it."""
    studio, stop = Studio(tmp_path / "preview", folder.root, None), threading.Event()
    studio.look()
    server = listen(Door(studio), HOST, 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    watching = studio.watch(stop)
    while studio.checking:  # or the first page would be loaded again at a moment of its own
        stop.wait(0.05)
    context = browser.new_context(base_url=address(server), viewport={"width": 390, "height": 500})
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()
        stop.set()
        watching.join()
        server.trigger.pull_trigger(server.close)
        thread.join()
        server.task_dispatcher.shutdown()


def test_an_edit_shows_on_the_open_page_with_what_was_typed_where_it_was_read(
    written: Page, folder: Folder
) -> None:
    expect.set_options(timeout=PATIENCE)
    faults: list[str] = []
    written.on("pageerror", lambda error: faults.append(str(error)))
    written.goto("/s/visit/home/")
    written.check("input[name=overall][value='4']")
    written.check("input[name=days][value='tue']")
    words = written.locator("textarea[name=better]")
    words.fill("More often")
    words.scroll_into_view_if_needed()
    place = words.bounding_box()["y"]

    folder.replace(
        "surveys/visit.yaml", "How was it?", "How great was it, in all, from the first day to the last?"
    )
    expect(written.locator("legend", has_text="How great was it, in all")).to_be_visible()
    # What `check` finds arrives by itself, beside the question.
    spot = written.locator("fieldset", has=written.locator("input[name=overall]")).locator(
        "listenwell-finding"
    )
    expect(spot).to_contain_text("“How great” leads to an answer")
    expect(spot).to_contain_text("survey_templates/surveys/visit.yaml, line 9")

    expect(words).to_have_value("More often")
    expect(words).to_be_focused()
    expect(written.locator("input[name=overall][value='4']")).to_be_checked()
    expect(written.locator("input[name=days]:checked")).to_have_count(1)
    assert abs(words.bounding_box()["y"] - place) < 2  # though the text above it is longer now

    folder.replace("surveys/visit.yaml", "type: choices", "type: choises")
    mistake = written.locator("listenwell-preview .errors")
    expect(mistake).to_contain_text(
        "line 34: the question “days” has the type “choises”, which we do not know"
    )
    expect(mistake).to_be_in_viewport()
    expect(words).to_have_value("More often")
    folder.replace("surveys/visit.yaml", "type: choises", "type: choices")
    expect(mistake).to_have_count(0)

    written.click("main button[type=submit]")
    written.wait_for_url("**/thanks?t=*")
    written.get_by_text("Test answers").click()
    expect(written.locator("pre")).to_contain_text('"better": "More often"')
    assert faults == []


def test_a_preview_that_has_ended_says_so_and_keeps_nothing_to_be_sent_later(
    written: Page, folder: Folder
) -> None:
    expect.set_options(timeout=PATIENCE)
    written.goto("/s/visit/home/")
    written.fill("textarea[name=better]", "a test")
    # As if nobody answered any more; a page that is just being loaded again for its findings still comes.
    written.route("**/preview/now?*", lambda route: route.abort())
    expect(written.locator("listenwell-preview .lost")).to_be_visible()
    written.route("**/*", lambda route: route.abort())
    written.click("main button[type=submit]")  # the page's own script keeps it, to be sent later
    expect(written.locator(".status")).to_contain_text("There is no connection at the moment.")
    written.unroute("**/*")
    written.goto("/preview/answers")
    kept = written.evaluate("() => localStorage.getItem('listenwell/visit/home')")
    assert '"out":false' in kept
