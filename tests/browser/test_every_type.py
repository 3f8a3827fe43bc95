"""The keyboard alone, on a page with a question of every type: no script, 320 px, text at 200 %."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from conftest import make_folder
from playwright.sync_api import Browser, Page

from listenwell.pages.building import build
from listenwell.settings import Settings
from listenwell.storage import connect
from listenwell.survey.question_types import QUESTION_TYPES

from .conftest import PHONE, opened

pytestmark = pytest.mark.xdist_group("browser")

STOP = """() => {
    const e = document.activeElement;
    return e.name || e.getAttribute("href") || e.tagName;
}"""
IN_SIGHT = """() => {
    const e = document.activeElement, seen = e.matches(".scale input") ? e.nextElementSibling : e;
    const box = seen.getBoundingClientRect(), style = getComputedStyle(seen);
    return box.left >= 0 && box.right <= innerWidth && box.bottom > 0 && box.top < innerHeight
        && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
}"""
FIELDS = """() => {
    const seen = new Set();
    return [...document.querySelectorAll("#answers :is(input, textarea, select)")].filter((e) =>
        e.type !== "hidden" && e.tabIndex >= 0 && !seen.has(e.name) && seen.add(e.name)
    ).map((e) => e.name);
}"""
"""Where Tab must stop: each field in the order of the page, a group of radios or boxes once; not the one that
nobody sees."""
REQUIRED = "rating"
KEYS = {  # what is pressed in each field, by question type; the radios of a group begin with the first
    "rating": {"": ["Space", "ArrowRight", "ArrowRight", "ArrowLeft"]},
    "recommend": {"": ["Space", *["ArrowRight"] * 9]},
    "effort": {"": ["Space", "ArrowLeft"]},  # from the first around to the last
    "yes-no": {"": ["Space", "ArrowDown"]},
    "choice": {"": ["Space"]},
    "ranking": {".time": ["2"], ".price": ["1"], ".talk": ["3"]},
    "text": {"": ["Two", "Enter", "lines"]},
    "number": {"": ["3"]},
    "date": {".when": ["Space", "ArrowDown", "ArrowDown"], ".day": ["5"], ".month": ["3"], ".year": ["2027"]},
    "consent": {"": ["Space"]},
    "contact": {".email": ["j@example.com"], ".telephone": [], ".consent": ["Space"]},
}
CHOICES = {"mon": ["Space"], "tue": ["Space", "Space"], "wed": ["Space"]}  # a tick that is taken back
STORED = {
    "rating": 2, "rating-grid": {"timing": 1, "value": 2}, "recommend": 9, "effort": 7, "yes-no": "no",
    "choice": "yes", "choices": ["mon", "wed"], "ranking": ["price", "time", "talk"], "text": "Two\nlines",
    "number": 3, "date": "2027-03-05", "consent": "yes", "contact": "given",
}  # fmt: skip
ID = {name: row.example.id for name, row in QUESTION_TYPES.items()}


def every_type(place: Path) -> Path:
    """The small firm's templates with a survey that asks a question of each type, one of them required."""
    folder = make_folder(place / "survey_templates")
    questions = {}
    for name, row in QUESTION_TYPES.items():
        written = msgspec.to_builtins(row.example)
        kept = {k: v for k, v in written.items() if k not in ("id", "type", *row.question.fixed)}
        questions[ID[name]] = {"type": name, **kept, **({"required": True} if name == REQUIRED else {})}
    folder.write("surveys/every.yaml", json.dumps({"title": "Of every kind", "questions": questions}))
    folder.replace("segments/home.yaml", "[visit, pulse]", "[every, visit, pulse]")
    return folder.root


def pressed(page: Page, keys: list[str]) -> None:
    for key in keys:
        named = key in ("Space", "Enter") or key.startswith("Arrow")
        page.keyboard.press(key) if named else page.keyboard.type(key)


def walk(page: Page, but: str) -> list[str]:
    """Tab through the form, giving every answer except to the question `but`; the fields in their order."""
    to_press = {f"{ID[name]}{part}": keys for name, parts in KEYS.items() for part, keys in parts.items()}
    rows = QUESTION_TYPES["rating-grid"].example.rows
    to_press |= {f"{ID['rating-grid']}.{row}": ["Space", *["ArrowRight"] * n] for n, row in enumerate(rows)}
    stops: list[str] = []
    while (stop := tab(page)) != "BUTTON":
        assert len(stops) < 60, stops
        assert page.evaluate(IN_SIGHT), f"{stop} has the focus and is not seen to"
        stops.append(stop)
        if stop == ID["choices"]:
            pressed(page, CHOICES[page.evaluate("document.activeElement.value")])
        elif stop != but:
            pressed(page, to_press[stop])
    return list(dict.fromkeys(stops))


def tab(page: Page) -> str:
    page.keyboard.press("Tab")
    return page.evaluate(STOP)


def enlarge(page: Page) -> None:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def by_keyboard(page: Page) -> None:
    """From the fresh page over its error summary to the receipt."""
    page.goto("/s/every/home/")
    enlarge(page)
    fields = page.evaluate(FIELDS)
    head = [tab(page)]  # the organisation, the languages, the facts
    while head[-1] != fields[0] and len(head) < 20:
        head.append(tab(page))
    assert head[-1] == ID[REQUIRED], head
    page.keyboard.press("Shift+Tab")
    assert walk(page, but=ID[REQUIRED]) == fields
    send(page)

    assert page.title().startswith("Error: ")
    enlarge(page)
    assert page.evaluate("document.activeElement.className") == "summary"
    assert tab(page) == f"#{ID[REQUIRED]}"
    page.keyboard.press("Enter")
    assert page.evaluate(STOP) == ID[REQUIRED] and page.evaluate(IN_SIGHT)
    pressed(page, KEYS[REQUIRED][""])
    rest = [tab(page)]
    while rest[-1] != "BUTTON" and len(rest) < 60:
        assert page.evaluate(IN_SIGHT), rest
        rest.append(tab(page))
    send(page)
    enlarge(page)
    assert page.locator(".receipt").count() == 1


def test_every_question_type_is_answered_missed_and_mended_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    built = build(tmp_path / "dist", every_type(tmp_path), portal=None)
    stores = connect(Settings(data=tmp_path / "data", release=built.release))
    with opened(built.public, stores) as place:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=place)
        try:
            by_keyboard(context.new_page())
        finally:
            context.close()
    today = datetime.now(UTC).date()
    (response,) = stores.responses.received(today - timedelta(days=1), today)
    assert response.answers == {ID[name]: value for name, value in STORED.items()}
