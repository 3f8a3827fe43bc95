"""Show-if in a real browser: its stylesheet hides what the evaluator of intake and counting leaves out."""

import random

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from listenwell.pages.conditional import hiding
from listenwell.pages.rendering import Renderer
from listenwell.survey.question import NOT_APPLICABLE, Question
from listenwell.survey.question_types import Choice, Choices, Rating, RatingGrid, Recommend
from listenwell.survey.questionnaire import Questionnaire

from .conftest import PHONE, Site

pytestmark = pytest.mark.xdist_group("browser")

SCALE = {"low": "Bad", "high": "Good"}
ROWS = {"timing": "T", "value": "V"}
QUESTIONS: tuple[Question, ...] = (
    Rating(id="overall", text="Overall?", not_applicable=True, **SCALE),
    RatingGrid(id="aspects", text="Aspects?", rows=ROWS, not_applicable=True, **SCALE),
    Choice(id="new", text="New?", options={"yes": "Yes", "no": "No", "unsure": "Unsure"}),
    Choices(id="days", text="Days?", options={"mon": "M", "tue": "T", "wed": "W"}),
    Recommend(id="recommend", text="Recommend?", **SCALE),
    Choice(id="again", text="Again?", options={"yes": "Yes", "no": "No"}),
    Rating(id="late", text="Late?", **SCALE),
)
PAGES, CASES = 25, 120

CHOOSE = """(cases) => cases.map(chosen => {
  for (const input of document.querySelectorAll('form :is([type=radio],[type=checkbox])'))
    input.checked = chosen.includes(input.name + '=' + input.value)
  return [...document.querySelectorAll('[data-if]')]
    .filter(e => getComputedStyle(e).display === 'none').map(e => e.dataset.if)
})"""


def a_condition(chance: random.Random, above: list[Question], depth: int = 0) -> str:
    if depth < 3 and chance.random() < 0.55:
        one, other = (a_condition(chance, above, depth + 1) for _ in range(2))
        return chance.choice([f"({one}) and ({other})", f"({one}) or ({other})", f"not ({one})"])
    question = chance.choice(above)
    item = chance.choice(question.items()).answer
    if chance.random() < 0.2:
        return f"answered({chance.choice([item, question.id])})"
    listed, kind = question.answers().listed, question.answers().kind
    value = chance.choice(listed)
    if kind == "many":
        return chance.choice([f"{item} contains {value}", f"{item} in ({value}, {listed[0]})"])
    signs = ["=", "!="] + ["<", "<=", ">", ">="] * isinstance(value, int)
    return chance.choice([f"{item} {chance.choice(signs)} {value}", f"{item} not in ({value}, {listed[-1]})"])


def with_conditions(chance: random.Random) -> Questionnaire:
    """The questions, each but the first under a condition on some above it."""
    made = [QUESTIONS[0]]
    for question in QUESTIONS[1:]:
        show_if = a_condition(chance, made) if chance.random() < 0.8 else ""
        made.append(msgspec.structs.replace(question, show_if=show_if))
    return Questionnaire(survey="s", segment="business", language="en", title="T", questions=tuple(made))


def some_answers(chance: random.Random) -> dict:
    answers = {}
    for question in QUESTIONS:
        listed = list(question.answers().listed)
        if chance.random() < 0.25:
            continue
        if isinstance(question, RatingGrid):
            rows = chance.sample(list(ROWS), chance.randint(1, 2))
            answers[question.id] = {row: chance.choice(listed) for row in rows}
        elif question.many:
            answers[question.id] = chance.sample(listed, chance.randint(1, 3))
        else:
            answers[question.id] = chance.choice(listed)
    return answers


def chosen(answers: dict) -> list[str]:
    """Field=value of every input that is checked."""
    found = []
    for name, value in answers.items():
        parts = {f"{name}.{row}": v for row, v in value.items()} if isinstance(value, dict) else {name: value}
        for field, given in parts.items():
            found += [f"{field}={each}" for each in (given if isinstance(given, list) else [given])]
    return found


def test_the_stylesheet_hides_what_the_evaluator_leaves_out(browser: Browser, site: Site) -> None:
    chance = random.Random("show-if")  # noqa: S311 - repeatable
    renderer = Renderer(site.release.index(), site.release.templates())
    page = browser.new_page()
    compared = hidden = 0
    try:
        for _ in range(PAGES):
            asked = with_conditions(chance)
            in_full = hiding(asked.questions).in_full
            cases = [some_answers(chance) for _ in range(CASES)]
            page.goto("about:blank")  # or the policy of the page before would hold for this one too
            page.set_content(renderer.survey_page(asked))
            for answers, found in zip(cases, page.evaluate(CHOOSE, [chosen(a) for a in cases]), strict=True):
                expected = asked.not_asked(answers)
                assert set(found) & in_full == expected & in_full, (asked.questions, answers)
                assert set(found) <= expected, "what is asked is never hidden"
                compared += len(in_full)
                hidden += len(found)
    finally:
        page.close()
    assert compared > 10_000
    assert 0.1 < hidden / compared < 0.9
    assert NOT_APPLICABLE in QUESTIONS[0].answers().listed


def test_a_low_rating_asks_what_went_wrong_and_a_high_one_does_not(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/s/service-rating/business/")
    asked, words = page.locator("[data-if=went_wrong]"), page.locator("[data-if=went_wrong] .when")
    assert not asked.is_visible()
    page.get_by_role("radio", name="2", exact=True).first.check(force=True)
    assert (asked.is_visible(), words.is_visible()) == (True, False)
    page.get_by_label("We came late, or not at all").check()
    page.get_by_role("radio", name="4", exact=True).first.check(force=True)
    assert not asked.is_visible()
    page.emulate_media(media="print")
    assert (asked.is_visible(), words.is_visible()) == (True, True)
    assert words.inner_text() == (
        "Answer this only if you chose 2 or less for "
        "“Overall, how satisfied or dissatisfied are you with our service?”."
    )
