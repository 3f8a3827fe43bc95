"""A page is sent every rule that can mean something on it, and hardly another one."""

import re

import pytest
from conftest import SHIPPED

from listenwell.pages.filters import smaller
from listenwell.pages.styling import Styles
from listenwell.survey.opening import ALWAYS
from listenwell.survey.question import Refusal
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.question_types.choice import Choice
from listenwell.survey.question_types.rating import Rating
from listenwell.survey.questionnaire import Questionnaire

from .reading import Page

ROOT = SHIPPED / "pages"
SHEETS = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in ROOT.rglob("*.css")}
ASKED = (
    *(row.example for row in QUESTION_TYPES.values()),
    Rating(id="stars", text="?", low="a", high="b", show="stars"),
    Rating(id="wide", text="?", low="a", high="b", points=9, not_applicable=True),
    Rating(id="said", text="?", points=3, show="words", words={"1": "a", "2": "b", "3": "c"}),
    Choice(id="which", text="?", options={"a": "A", "b": "B"}, other="Another"),
    Choice(id="then", text="?", options={"a": "A", "b": "B"}, show_if="said = 1", interviewer="Ask."),
)


def selectors(rules):
    """Every selector of a stylesheet, each of the alternatives in it by itself."""
    for prelude in re.findall(r"([^{}]+)\{", re.sub(r"@import[^;]*;|@media[^{]*\{", "", smaller(rules))):
        plain = re.sub(r":(not|has)\([^()]*(\([^()]*\)[^()]*)*\)", "", prelude)
        if inside := re.search(r":is\(([^()]*)\)", plain):
            for each in inside[1].split(","):
                yield from plain.replace(inside[0], each).split(",")
        else:
            yield from plain.split(",")


def asks_for(selector):
    """What a page must have for the selector to choose something: classes, and kinds of fields."""
    return set(re.findall(r"\.[a-z][\w-]*|textarea|select(?!\w)|\[type=text\]|\[aria-invalid\]", selector))


def has(page):
    """The same of a page, but for the form that hides what was typed where it cannot be taken."""
    seen = [e for e in page.elements if not (form := e.inside("form")) or "hidden" not in form.attributes]
    found = {f".{name}" for e in seen for name in e.attributes.get("class", "").split()}
    found |= {e.tag for e in seen} | {f"[type={e.attributes.get('type')}]" for e in seen}
    return found | {"[aria-invalid]" for e in seen if "aria-invalid" in e.attributes}


def missing(made):
    page = Page(made)
    sent, there = set(selectors(page.one("style").text)), has(page)
    known = {each for rules in SHEETS.values() for each in selectors(rules)}
    return {each for each in known - sent if asks_for(each) and asks_for(each) <= there}


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_a_question_alone_has_all_its_rules_with_and_without_errors(house, question):
    before = [q for q in ASKED if question.show_if and q.id == "said"]
    renderer = house.services.renderer()
    for audience in ("customers", "interviewers"):
        asked = Questionnaire(
            survey="visit",
            segment="home",
            language="en",
            title="?",
            audience=audience,
            questions=(*before, question),
        )
        assert missing(renderer.survey_page(asked)) == set()
        refused = [Refusal(field, "required") for field in question.fields()[:1]]
        assert missing(renderer.survey_page(asked, refusals=refused)) == set()


def test_pages_without_questions_have_all_their_rules(house):
    renderer, asked = house.services.renderer(), house.asked("visit")
    for made in (
        renderer.thanks_page(asked, "7K2M-9QXD-4T8V-HW3C"),
        renderer.state_page(asked, "closed", ALWAYS),
        renderer.state_page(asked, "closed", ALWAYS, {"better": ["x"]}),
        renderer.message_page("not_found"),
        renderer.message_page("not_found", typed={"better": ["x"]}, action="/r/visit/home"),
    ):
        assert missing(made) == set()


def test_rules_that_mean_nothing_on_a_page_stay_away_from_it(house):
    renderer, asked = house.services.renderer(), house.asked("visit")
    thanks = Page(renderer.thanks_page(asked, "7K2M-9QXD-4T8V-HW3C")).one("style").text
    assert ".receipt{" in thanks
    assert not re.search(r"\.(q|options|written|rank|row)\b", thanks)
    short = Questionnaire(survey="visit", segment="home", language="en", title="?", questions=ASKED[:1])
    assert not re.search(r"\.(receipt|written|rank|summary li)\b", renderer.survey_page(short))


def test_what_several_take_in_is_sent_once_before_them_and_put_together_once():
    styles = Styles(
        {
            "style.css": "a{}",
            "one.css": '@import "both.css";\nb{}',
            "two.css": '@import "both.css";\n@import "two.css";\nc{}',
            "both.css": '@import "one.css";\nd{}',
        }
    )
    made = styles.of("#123456", ("one.css", "two.css", "not-there.css"))
    assert made == ":root{--brand:#123456}a{}d{}b{}c{}"
    assert styles.of("#123456", ("one.css", "two.css", "not-there.css")) is made
    assert styles.of("#654321", ("one.css",)) == ":root{--brand:#654321}a{}d{}b{}"
