"""Every state of every page against WCAG 2.2 AA: axe-core finds nothing, nothing is too small or too wide."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from listenwell.pages.building import Built
from listenwell.pages.correcting import Correcting
from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.pages.typed import kept
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.opening import ALWAYS, Opening
from listenwell.survey.question import Refusal
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire

from .conftest import ROOT

LANGUAGES = sorted(path.stem for path in (ROOT / "survey_templates" / "wording").glob("*.yaml"))

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
TYPED = "Too late, <b>twice</b>, and " + "a very long word " * 3 + "x" * 120


def states(renderer: Renderer, release: Release, language: str) -> dict[str, str]:
    """Each state of a page with every question type, as the build and the handler render it."""
    index = renderer.index
    published = index.find("service-rating", "household", language)
    survey = release.questionnaire("service-rating", published.version)
    questions = tuple(row.example for row in QUESTION_TYPES.values())
    every: Questionnaire = msgspec.structs.replace(survey, questions=questions)
    fields = [field for question in questions for field in question.fields()]
    refusals = [Refusal(field, "required") for field in fields] + [Refusal("", "nothing")]
    opening = Opening(first=date(2026, 12, 1), last=date(2027, 1, 31))
    typed = {field: [TYPED] for field in (*fields, "_language")}
    said = renderer.wording(language).receipt
    every_do = {"correct": said.correct, "withdraw": said.withdraw, "text": said.text}
    about = {"told": (said.ask, said.erase_what), "title": said.title, "chosen": language}
    stored = {q.id: row.kept for q, row in zip(questions, QUESTION_TYPES.values(), strict=True)}
    shown = kept(stored, every, language, renderer.wording(language).page, said.apart)
    fields = Correcting(
        {"_code": "7K3-MV0-QX9-D2T-HB5-C8A", "_of": "1"}, said.correcting_reach, every.version
    )
    return {
        "receipt": renderer.receipt_page(language, asking=True, problem=said.no_code, typed="7K3", **about),
        "receipt shown": renderer.receipt_page(
            language,
            "service-rating",
            "household",
            answers=shown,
            code="7K3",
            spoken="ar",
            direction="rtl",
            actions=tuple(every_do.items()),
            strong=True,
            about=every.title,
            **about,
        ),
        "correcting": renderer.survey_page(every, correcting=fields),
        "fresh": renderer.survey_page(every, opening=opening),
        "shipped": renderer.survey_page(survey),
        "error": renderer.survey_page(every, typed=typed, refusals=refusals, notice="Wait."),
        "thanks": renderer.thanks_page(every, "0000-0000-0000-0000"),
        "early": renderer.state_page(every, "early", opening),
        "closed": renderer.state_page(every, "closed", opening, typed),
        "withdrawn": renderer.state_page(every, "closed", ALWAYS),
        "not found": renderer.message_page("not_found", language, typed=typed, action="/r/x/y"),
        "too large": renderer.message_page("too_large", language, limit=64),
    }


@pytest.fixture(scope="module")
def release(shipped: Built) -> Release:
    return Release(FileDocuments(shipped.release))


@pytest.fixture(scope="module")
def renderer(release: Release) -> Renderer:
    return Renderer(release.index(), release.templates())


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=NARROW)
    yield page
    page.close()


def show(page: Page, html: str) -> None:
    """Open the page afresh: the policy of the one before would hold for it too."""
    page.goto("about:blank")
    page.set_content(html)


def violations(page: Page, options: dict) -> list[str]:
    """Rule and element of everything that axe-core finds."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, select")].filter((e) => {
    const own = e.closest("label") || e, box = own.getBoundingClientRect();
    const unseen = e.type === "hidden" || own.matches(".first") || !box.width;
    return !unseen && !(e.matches("p a")) && (box.width < 24 || box.height < 24);
}).map((e) => e.outerHTML.slice(0, 120))"""

BROKEN = """() => [...document.querySelectorAll(".n11:not(.words)")].filter((e) =>
    new Set([...e.querySelectorAll("label:not(.na)")].map((each) => each.offsetTop)).size > 1
).map((e) => "in several rows: " + e.innerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "language",
    [pytest.param(name, marks=pytest.mark.xdist_group(f"conformance {name}")) for name in LANGUAGES],
)
def test_no_state_of_a_page_breaks_a_rule_on_a_small_phone(
    narrow: Page, renderer: Renderer, release: Release, language: str
) -> None:
    found = {}
    for state, html in states(renderer, release, language).items():
        show(narrow, html)
        wide = ["it scrolls sideways"] if narrow.evaluate(SCROLLS) else []
        told = violations(narrow, RULES) + narrow.evaluate(SMALL) + narrow.evaluate(BROKEN) + wide
        if told:
            found[state] = told
    assert found == {}


@pytest.mark.xdist_group("conformance")
@pytest.mark.parametrize(
    "mode",
    [
        {"color_scheme": "dark"},
        {"contrast": "more"},
        {"color_scheme": "dark", "contrast": "more"},
        {"forced_colors": "active"},
    ],
    ids=["dark", "more contrast", "dark with more contrast", "forced colours"],
)
def test_colours_hold_in_every_state_and_mode(
    browser: Browser, renderer: Renderer, release: Release, mode: dict[str, str]
) -> None:
    page = browser.new_page(viewport=WIDE, **mode)
    found = {}
    for state, html in states(renderer, release, "en").items():
        show(page, html)
        page.evaluate(
            "document.querySelectorAll('input').forEach((e) => e.type !== 'hidden' && (e.checked = true))"
        )
        if told := violations(page, COLOURS):
            found[state] = told
    page.close()
    assert found == {}


@pytest.mark.xdist_group("conformance")
def test_text_of_twice_the_size_fits_in_every_state(
    browser: Browser, renderer: Renderer, release: Release
) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 800})
    wide = []
    for language in renderer.index.wordings:
        for state, html in states(renderer, release, language).items():
            show(page, html)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            if page.evaluate(SCROLLS):
                wide.append((language, state))
    page.close()
    assert wide == []


FOCUS = """async () => {
    await new Promise(requestAnimationFrame);  // the page has scrolled to it
    const e = document.activeElement, seen = e.matches(".scale input") ? e.nextElementSibling : e;
    const box = seen.getBoundingClientRect(), style = getComputedStyle(seen);
    return {tag: e.tagName, name: e.name || e.getAttribute("href") || "",
            top: box.top + scrollY, height: box.height,
            outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
            // a text area is scrolled to its caret, not to its end
            inside: box.top >= 0 && (box.bottom <= innerHeight || e.matches("textarea"))};
}"""


@pytest.mark.xdist_group("conformance")
def test_tab_goes_through_the_page_in_its_order_with_the_focus_in_sight(
    narrow: Page, renderer: Renderer, release: Release
) -> None:
    show(narrow, states(renderer, release, "en")["shipped"])
    stops = []
    while True:
        narrow.keyboard.press("Tab")
        stop = narrow.evaluate(FOCUS)
        if stop["tag"] == "BODY" or len(stops) > 99:
            break
        stops.append(stop)
    assert stops[0]["name"].startswith("https://"), "the organisation comes first"
    assert [s["tag"] for s in stops].count("BUTTON") == len(renderer.index.wordings), (
        "languages, and one to send"
    )
    assert [s for s in stops if s["outline"] < 2 or not s["inside"]] == []
    jumps = [(a["name"], b["name"]) for a, b in pairwise(stops) if b["top"] + b["height"] < a["top"]]
    assert jumps == []


@pytest.mark.xdist_group("conformance")
def test_a_page_is_a_clean_form_on_paper(browser: Browser, renderer: Renderer, release: Release) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 1000}, color_scheme="dark")
    show(page, states(renderer, release, "en")["shipped"])
    page.emulate_media(media="print", color_scheme="dark")
    shown = {
        part: page.locator(part).first.is_visible()
        for part in ("nav", "button:not(.first)", ".facts", ".limit", ".paper", "legend", "textarea")
    }
    assert shown == {
        **dict.fromkeys(("nav", "button:not(.first)", ".facts", ".limit"), False),
        **dict.fromkeys((".paper", "legend", "textarea"), True),
    }
    assert "12 Harbour Road" in page.locator(".paper").inner_text()
    lines = page.locator("textarea").first.evaluate("(e) => getComputedStyle(e).backgroundImage")
    assert lines.startswith("repeating-linear-gradient")
    ink = page.evaluate(
        "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor"
    )
    assert ink == "rgb(22, 25, 29)rgb(255, 255, 255)"
    assert page.evaluate(SCROLLS) is False
    page.close()
