"""The summary on paper: what a reader opens with a click on the screen is printed too, but for lists to look
things up in."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser

from listenwell.local.simulating import simulate
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_period

from .conftest import Site

pytestmark = pytest.mark.xdist_group("browser")


def test_folded_comments_and_distributions_are_on_paper_and_lists_once_they_are_opened(
    browser: Browser, site: Site
) -> None:
    for response in simulate(site.release, count=120, first=date(2026, 1, 1), last=date(2026, 3, 31), seed=1):
        site.stores.responses.add(response)
    compile_period(
        "service-rating",
        parse("2026-Q1"),
        as_of=datetime(2026, 4, 8, tzinfo=UTC),
        responses=site.stores.responses,
        documents=site.stores.documents,
        release=site.release,
    )
    page = browser.new_page(java_script_enabled=False)
    try:
        page.set_content(
            site.stores.documents.get("summaries/service-rating/2026-Q1/0001/summary.html").decode()
        )
        folded = [page.locator(".comments li").first, page.locator("details .dist").first]
        assert [part.is_visible() for part in folded] == [False, False]
        page.emulate_media(media="print")
        assert [part.is_visible() for part in folded] == [True, True]
        listed, told = page.locator(".reference ol").first, page.locator(".paper").first
        assert [listed.is_visible(), told.is_visible()] == [False, True]
        page.locator("details.reference").evaluate_all("all => all.forEach(each => each.open = true)")
        assert listed.is_visible()
    finally:
        page.close()
