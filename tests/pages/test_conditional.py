"""Questions that not everybody is asked: rules without script, words where those do not reach."""

# ruff: noqa: E501 (a table is read by its rows)

import base64
import hashlib

import msgspec
import pytest

from listenwell.pages.conditional import MAX_SELECTOR, hiding
from listenwell.pages.rendering import Renderer
from listenwell.survey.conditions.in_words import in_words
from listenwell.survey.question import Refusal
from listenwell.survey.question_types import Choice, Choices, Rating, RatingGrid, Text
from listenwell.survey.questionnaire import Questionnaire
from pages.reading import Page

SCALE = {"low": "Bad", "high": "Good"}
OVERALL = Rating(id="overall", text="How was it?", not_applicable=True, **SCALE)
GRID = RatingGrid(id="aspects", text="And each?", rows={"timing": "Timing", "value": "Value"}, **SCALE)
NEW = Choice(id="new", text="Are you new?", options={"yes": "Yes", "no": "Not yet"})
DAYS = Choices(id="days", text="Which days?", options={"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday"})
WORDS = Text(id="better", text="What should be better?")
ABOVE = (OVERALL, GRID, NEW, DAYS, WORDS)
BY_ID = {question.id: question for question in ABOVE}


def last(condition):
    return Text(id="last", text="Last?", show_if=condition)


@pytest.fixture
def page(house):
    def render(questions, language="en", **more):
        asked = Questionnaire(
            survey="firm", segment="home", language=language, title="T", questions=questions
        )
        return Renderer(house.release.index(), house.release.templates()).survey_page(asked, **more)

    return render


def rule(condition):
    """The rule of the last question, without what is around all rules."""
    found = hiding((*ABOVE, last(condition)))
    around = "@supports selector(:has(*)){@media screen{[data-if].sure>.when{display:none}"
    return found.rules.removeprefix(around).removesuffix("}}"), "last" in found.in_full


@pytest.mark.parametrize(
    ("condition", "selector", "in_full"),
    [
        ("overall <= 2", ':has([name="overall"]:is([value="1"],[value="2"]):checked)', True),
        ("new", ':has([name="new"][value="yes"]:checked)', True),
        ("not new", ':not(:has([name="new"][value="yes"]:checked))', True),
        ("aspects.timing = 1", ':has([name="aspects.timing"][value="1"]:checked)', True),
        ("answered(days)", ':has([name="days"]:not([value=""]):checked)', True),
        (
            "answered(aspects)",
            ':has(:is([name="aspects.timing"],[name="aspects.value"]):not([value=""]):checked)',
            True,
        ),
        ("new or answered(better)", None, False),
        (
            "new and answered(better)",
            ':has([name="new"][value="yes"]:checked)',
            False,
        ),
        ("not answered(better)", None, False),
    ],
)
def test_a_rule_hides_what_its_condition_leaves_out(condition, selector, in_full):
    expected = f"form:not({selector}) [data-if=last]{{display:none}}" if selector else ""
    assert rule(condition) == (expected, in_full)


def test_a_rule_asks_whether_what_it_depends_on_is_asked_itself():
    second = Choice(id="second", text="?", options={"a": "A", "b": "B"}, show_if="new")
    rules = hiding((NEW, second, last("second = a"))).rules
    new = ':has([name="new"][value="yes"]:checked)'
    assert f'form:not(:has([name="second"][value="a"]:checked){new}) [data-if=last]' in rules


def test_a_long_chain_of_conditions_ends_in_words_and_not_in_megabytes():
    questions = [NEW]
    for n in range(40):
        before = questions[-1].id
        condition = f"{before} and answered({before}) or not {before} = no and {before} != no"
        questions.append(Choice(id=f"q{n}", text="?", options={"yes": "A", "no": "B"}, show_if=condition))
    found = hiding(questions)
    assert len(found.rules) < 40 * MAX_SELECTOR
    assert 1 <= len(found.in_full) < 40


def test_a_page_without_conditions_has_no_rules(page):
    assert hiding(ABOVE) == ("", frozenset())
    assert "data-if" not in page(ABOVE)
    assert "[data-if]" not in page(ABOVE)


def test_the_rules_stand_at_the_end_of_the_style_as_they_are(page):
    questions = (*ABOVE, last("overall = 1"))
    assert Page(page(questions)).one("style").text.endswith(hiding(questions).rules)


def test_the_policy_of_each_page_has_the_hash_of_its_own_style(page):
    policies = set()
    for questions in (ABOVE, (*ABOVE, last("new")), (*ABOVE, last("overall = 1"))):
        found = Page(page(questions))
        digest = base64.b64encode(hashlib.sha256(found.one("style").text.encode()).digest()).decode()
        (meta,) = [e for e in found.all("meta") if "http-equiv" in e.attributes]
        policy = meta.attributes["content"]
        assert f"style-src 'sha256-{digest}';" in policy
        assert [e.attributes for e in found.all("script")] == [{}], "the one script of every page"
        policies.add(policy)
    assert len(policies) == 3


def test_the_words_stand_before_the_question_in_the_language_of_the_page(page):
    for language, words in (
        ("en", "Answer this only if you chose 2 or less for “How was it?”."),
        ("de", "Bitte nur beantworten, wenn Sie bei „How was it?“ 2 oder weniger gewählt haben."),
    ):
        found = Page(page((*ABOVE, last("overall <= 2")), language))
        (when,) = found.all("p", class_="when")
        assert (when.text, when.above.attributes) == (words, {"class": "if sure", "data-if": "last"})


def test_words_that_the_rules_cannot_replace_stay_on_the_screen(page):
    found = Page(page((*ABOVE, last("answered(better)"))))
    assert found.one("p", class_="when").above.attributes["class"] == "if"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("overall < 3", "you chose 2 or less for “How was it?”"),
        ("overall > 3", "you chose 4 or more for “How was it?”"),
        ("overall >= 5", "you chose 5 for “How was it?”"),
        ("overall in (1, 5, n/a)", "you chose 1 or 5 or “Not applicable” for “How was it?”"),
        ("overall != 3", "you chose an answer other than 3 for “How was it?”"),
        ("not overall != 3", "you chose 3 for “How was it?” or you did not answer “How was it?”"),
        ("not overall <= 3", "you did not choose 3 or less for “How was it?”"),
        ("aspects.timing = 1", "you chose 1 for “Timing”"),
        ("answered(aspects)", "you answered “And each?”"),
        ("not answered(better)", "you did not answer “What should be better?”"),
        ("new = no", "you chose “Not yet” for “Are you new?”"),
        ("days in (mon, tue)", "you chose “Monday” or “Tuesday” for “Which days?”"),
        (
            "new and (overall = 1 or overall = 2)",
            "you chose “Yes” for “Are you new?” and (you chose 1 for “How was it?” or you chose 2 for “How was it?”)",
        ),
        (
            "not (new or overall = 1)",
            "you did not choose “Yes” for “Are you new?” and you did not choose 1 for “How was it?”",
        ),
    ],
)
def test_a_condition_is_told_in_words(house, condition, words):
    wording = house.release.index().wordings["en"]
    assert in_words(condition, BY_ID, wording) == f"Answer this only if {words}."


def test_braces_and_tags_in_a_question_are_words_of_a_condition(house, page):
    nasty = msgspec.structs.replace(NEW, text="{answers} <script>{{ 7*7 }}")
    found = Page(page((nasty, last("new"))))
    assert found.one("p", class_="when").text == (
        "Answer this only if you chose “Yes” for “{answers} <script>{{ 7*7 }}”."
    )


def test_a_hidden_question_stays_hidden_when_the_page_comes_back(page):
    """The rules look at what is chosen, and the page chooses again what was chosen."""
    html = page(
        (*ABOVE, last("new")), typed={"new": ["no"], "last": ["kept"]}, refusals=[Refusal("", "nothing")]
    )
    found = Page(html)
    assert "checked" in found.one("input", name="new", value="no").attributes
    assert found.one("textarea", name="last").text.strip() == "kept"
    assert "[data-if=last]{display:none}" in html
