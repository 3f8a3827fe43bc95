"""The page: what it asks of others (nothing), what it runs (nothing), what it tells after a mistake."""

import base64
import hashlib
import re

import msgspec
import pytest
from conftest import SHIPPED

from listenwell.pages.refused import PageProblem, problem_words
from listenwell.pages.rendering import Renderer
from listenwell.survey.opening import ALWAYS
from listenwell.survey.organisation import OWN_WORDS
from listenwell.survey.question import Refusal
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Questionnaire

from .reading import Page

NASTY = {
    "script": "<script>alert(1)</script>",
    "end of everything": "</textarea></title></style></form></html><img src=x onerror=alert(1)>",
    "quotes": '"\'`><b onmouseover="x" \'',
    "template": "{{ 7*7 }}{% for x in range(9) %}x{% endfor %}{{ organisation.__class__ }}",
    "right to left": "\u202eevil\u202c \u2066שירות\u2069 \u200f",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "entity": "&lt;b&gt; &amp; &#39;",
}


@pytest.fixture
def renderer(house):
    return house.services.renderer()


@pytest.fixture(params=["visit", "pulse"])
def asked(request, house):
    return house.asked(request.param)


@pytest.fixture
def page(renderer, house):
    return Page(renderer.survey_page(house.asked("visit")))


def with_style_of(page):
    (style,) = page.all("style")
    return style.text


def assert_no_request(page):
    """Nothing is fetched when the page is opened, and nothing on it runs but the script that ships."""
    assert page.strange_scripts == []
    fetching = {"src", "srcset", "background", "poster", "data", "action", "formaction", "ping", "manifest"}
    for element in page.elements:
        assert element.tag not in (
            "iframe",
            "object",
            "embed",
            "base",
            "link",
            "audio",
            "video",
            "svg",
        )
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in fetching:
                assert re.fullmatch(r"/[^/].*", value), f"{element.tag} {name}={value}"
            if name == "href":
                assert element.tag == "a"
                assert re.match(r"(https:|mailto:|tel:|/[^/]|#|\?)", value), value
    assert not re.search(r"url\(|@import|expression", with_style_of(page))


def test_a_page_makes_no_request_and_runs_nothing(renderer, asked):
    for made in (
        renderer.survey_page(asked),
        renderer.state_page(asked, "closed", ALWAYS, {"why": ["<script>"], "_id": ["x"]}),
        renderer.thanks_page(asked, "0000-0000-0000-0000"),
        renderer.message_page("not_found"),
    ):
        assert_no_request(Page(made))


def test_the_policy_allows_the_one_style_and_the_one_script_and_forms_to_us(page):
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (with_style_of(page), page.one("script").text)
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'"
    )
    assert not [e for e in page.elements if "style" in e.attributes], "the policy would refuse it"


def test_a_page_names_its_version_and_posts_to_its_intake(page, house):
    form = page.one("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/r/visit/home")
    assert page.one("input", name="_version").attributes["value"] == house.version("visit")
    assert page.one("input", name="_channel").attributes["value"] == "web"
    assert {"_id", "_invitation"} & page.names == set()


def test_a_page_says_its_language_and_has_a_button_for_the_other(renderer, house):
    english, german = (Page(renderer.survey_page(house.asked("visit", "home", at))) for at in ("en", "de"))
    assert (english.one("html").attributes["lang"], german.one("html").attributes["lang"]) == ("en", "de")
    for page, other in ((english, "de"), (german, "en")):
        button = page.one("button", name="_language").attributes
        assert (button["value"], button["lang"], button["form"]) == (
            other,
            other,
            page.one("form").attributes["id"],
        )
        first = page.all("button")[0].attributes  # what Enter in a text field presses
        assert "name" not in first and (first["tabindex"], first["aria-hidden"]) == ("-1", "true")
    assert english.one("title").text == "Our visit – Müller & <Sons>"


def test_every_id_of_a_page_is_there_once_and_every_description_is_there(renderer, asked):
    typed = {"_": [""]}
    refusals = [Refusal(field, "choose_one") for q in asked.questions for field in q.fields()]
    for more in ({}, {"typed": typed, "refusals": refusals, "notice": "x"}):
        page = Page(renderer.survey_page(asked, **more))
        assert len(set(page.ids)) == len(page.ids)
        for element in page.elements:
            for name in ("aria-describedby", "aria-labelledby", "for"):
                assert set(element.attributes.get(name, "").split()) <= set(page.ids)


def test_a_page_without_mistakes_has_no_error_summary(page):
    assert page.all("div", role="alert") == []
    assert not page.one("title").text.startswith("Error:")


def test_after_a_mistake_the_title_says_so_and_the_summary_comes_first(renderer, house):
    asked = house.asked("visit")
    refusals = [
        Refusal(f, "number_range", {"low": 1, "high": 5}) for q in asked.questions for f in q.fields()
    ]
    page = Page(renderer.survey_page(asked, refusals=refusals))
    assert page.one("title").text == "Error: Our visit – Müller & <Sons>"
    wrappers = ("opening", "in")
    inside = [e for e in page.elements if e.inside("main") and e.attributes.get("class") not in wrappers]
    assert inside[0].attributes["role"] == "alert"
    links = [e.attributes["href"] for e in page.all("a") if e.inside("li") and e.attributes["href"][0] == "#"]
    links = [link for link in links if link not in ("#privacy", "#ways")]
    assert links == [f"#{f}" for q in asked.questions for f in q.fields()]
    assert {link[1:] for link in links} <= set(page.ids)
    for refusal in refusals:
        assert page.one("p", id=f"{refusal.field}-error").text == "Choose a number from 1 to 5"


def test_a_problem_of_the_whole_page_stands_in_the_summary_without_a_link(renderer, house):
    page = Page(renderer.survey_page(house.asked("visit"), refusals=[Refusal("", "nothing")], notice="Stop."))
    assert [e.text for e in page.all("li") if e.above.above.attributes.get("role") == "alert"] == [
        "Stop.",
        "Answer at least one question before you send.",
    ]
    assert page.all("p", class_="error") == []


def test_of_two_refusals_of_one_field_the_first_is_told(renderer, house):
    wording, asked = renderer.index.wordings["de"], house.asked("visit")
    told = problem_words(
        [
            Refusal("better", "too_long", {"limit": 5, "length": 6}),
            Refusal("better", "required"),
            Refusal("", "nothing"),
            Refusal("", "nothing"),
            Refusal("", "version"),
        ],
        asked,
        wording,
    )
    assert told == [
        PageProblem(
            "better", "Verwenden Sie höchstens 5 Zeichen (Ihre Antwort hat 6)", about="What should be better?"
        ),
        PageProblem("", wording.errors.nothing),
        PageProblem("", wording.errors.version),
    ]


def test_typed_answers_of_every_type_are_kept(renderer, house):
    typed = {
        "overall": ["n/a"],
        "aspects.timing": ["5"],
        "aspects.price": ["1"],
        "recommend": ["0"],
        "met": ["no"],
        "days": ["mon", "wed"],
        "better": ['\n  two\nlines <b> & "quotes"  '],
    }
    sent = Page(
        renderer.survey_page(house.asked("visit"), typed=typed, response_id="x", invitation="y")
    ).form()
    version = house.version("visit")
    assert sent == {
        "_version": [version],
        "_channel": ["web"],
        "_invitation": ["y"],
        "_id": ["x"],
        "_website": [""],
        **typed,
    }


def test_typed_answers_that_no_button_has_choose_nothing(renderer, house):
    typed = {f: ['99" checked onclick="x'] for q in house.asked("visit").questions for f in q.fields()}
    page = Page(renderer.survey_page(house.asked("visit"), typed=typed))
    assert not [e for e in page.elements if "checked" in e.attributes]
    assert_no_request(page)


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nothing_that_anybody_wrote_is_run(house, words):
    release = house.release
    index = release.index()
    firm = msgspec.structs.replace(
        index.organisation,
        name=words,
        telephone=words,
        post=words,
        telephone_hours=dict.fromkeys(("en", "de"), words),
    )
    nasty = msgspec.structs.replace(index, organisation=firm)
    asked = Questionnaire(
        survey="visit",
        segment="home",
        language="en",
        title=words,
        introduction=words,
        thanks=words,
        audience="interviewers",
        questions=tuple(
            msgspec.structs.replace(row.example, text=words, hint=words, interviewer=words)
            for row in QUESTION_TYPES.values()
        ),
    )
    renderer = Renderer(nasty, release.templates())
    typed = {f: [words] for q in asked.questions for f in q.fields()}
    plain = Page(renderer.survey_page(msgspec.structs.replace(asked, title="x"), typed={}))
    page = Page(
        renderer.survey_page(
            asked, typed=typed, invitation=words, channel=words, response_id=words, notice=words
        )
    )
    allowed = {e.tag for e in plain.elements} | {"div", "ul", "li", "h2"}
    assert {e.tag for e in page.elements} <= allowed
    assert page.one("h1").text == words
    assert page.one("a", class_="org").text == words
    assert page.one("title").text == f"Error: {words} – {words}"
    assert page.one("textarea").text == f"\n{words}"
    assert page.one("input", name="_invitation").attributes["value"] == words
    assert_no_request(page)
    done = Page(renderer.thanks_page(asked, words))
    assert words in done.one("p", class_="receipt").text
    assert_no_request(done)


def test_empty_lines_of_words_make_paragraphs_and_line_ends_make_lines(renderer, house):
    asked = msgspec.structs.replace(house.asked("pulse"), introduction="one <b>\ntwo\n\nthree")
    made = renderer.survey_page(asked)
    assert '<div class="intro"><p>one &lt;b&gt;<br>two</p><p>three</p></div>' in made


def test_the_notes_for_interviewers_are_on_their_pages_only(renderer, house):
    question = msgspec.structs.replace(QUESTION_TYPES["choice"].example, interviewer="Do not read out.")
    asked = msgspec.structs.replace(house.asked("visit"), questions=(question,))
    staff = msgspec.structs.replace(asked, audience="interviewers")
    assert "Do not read out." not in renderer.survey_page(asked)
    page = Page(renderer.survey_page(staff))
    assert "Do not read out." in page.one("div", class_="interviewer").text
    assert page.one("form").attributes["action"] == "/staff/interviews/visit/home"


def test_other_pages_offer_own_words_where_the_segment_has_them(rebuilt, folder):
    folder.write(
        "surveys/your-own-words.yaml", "title: Say it\nquestions:\n  words: {type: text, text: Say it.}\n"
    )
    folder.write("translations/your-own-words.de.yaml", "title: Sagen\nquestions:\n  words: {text: Sagen.}\n")
    folder.replace("segments/home.yaml", "visit, pulse", "visit, pulse, your-own-words")
    house = rebuilt()
    renderer = house.services.renderer()

    def offered(survey, segment, language):
        page = Page(renderer.survey_page(house.asked(survey, segment, language)))
        return [
            e.attributes["href"]
            for e in page.all("a")
            if f"/{OWN_WORDS}/" in e.attributes["href"] and "hreflang" not in e.attributes
        ]

    assert offered("visit", "home", "en") == ["/s/your-own-words/home/"]
    assert offered("visit", "home", "de") == ["/s/your-own-words/home/de/"]
    assert offered("visit", "trade", "en") == []
    assert offered(OWN_WORDS, "home", "en") == []


@pytest.mark.parametrize("language", ["en", "de", "fr", ""])
def test_a_message_is_in_the_language_asked_for_or_the_first(renderer, language):
    page = Page(renderer.message_page("too_large", language, limit=64))
    assert page.one("html").attributes["lang"] == ("de" if language == "de" else "en")
    assert "64 KB" in page.one("div", class_="intro").text
    assert "{" not in page.one("main").text


def test_pages_are_small_enough_for_a_slow_train(renderer, house):
    assert len(renderer.survey_page(house.asked("visit")).encode()) < 32 * 1024


def test_every_error_word_of_every_shipped_language_can_be_told(renderer, house):
    for language in ("en", "de"):
        wording = renderer.index.wordings[language]
        for reason in wording.errors.__struct_fields__:
            values = {"low": 1, "high": 5, "limit": 7, "length": 8, "decimals": 2, "days": 30}
            values |= {"day": 5, "month": 3, "year": 2026}
            values |= {"rank": 2, "gap": 1, "count": 3, "option": "x", "which": "To", "problem": "y"}
            (told,) = problem_words([Refusal("", reason, values)], house.asked("visit"), wording)
            assert "{" not in told.words


def test_no_shipped_page_template_marks_anything_as_safe():
    for path in (SHIPPED / "pages").rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path.name
