"""The tables of a summary sort by their heads, under the document's own policy."""

from pathlib import Path

import pytest
from conftest import House
from playwright.sync_api import Browser
from summary.samples import some, summary_of

from listenwell.summary.formats import html

pytestmark = pytest.mark.xdist_group("browser")


def test_a_head_sorts_its_table_by_key_and_by_click(browser: Browser, house: House, tmp_path: Path) -> None:
    responses = some(house, 9, "2026-01-10", answers={"overall": 5, "aspects": {"timing": 4, "price": 1}})
    responses += some(house, 1200, "2026-01-11", answers={"recommend": 9})
    file = tmp_path / "summary.html"
    file.write_bytes(html.write(summary_of(house, responses), house.release.templates()))
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto(file.as_uri())
        column = page.locator("#ratings tbody td:last-child")
        head = page.locator("#ratings thead th").last
        assert sorted(column.all_inner_texts()) == ["1,200", "9", "9", "9"]
        head.get_by_role("button").press("Enter")
        assert column.all_inner_texts() == ["9", "9", "9", "1,200"]
        assert head.get_attribute("aria-sort") == "ascending"
        head.get_by_role("button").click()
        assert column.all_inner_texts() == ["1,200", "9", "9", "9"]
        assert head.get_attribute("aria-sort") == "descending"
        assert said == []
    finally:
        page.close()
