"""What is asked for with GET: a page, thanks, a message; never anything stored."""

from datetime import timedelta

import msgspec
import pytest
from conftest import SECRET
from pages.reading import Page

from listenwell.intake.receipts import receipt, token

ID = "0000000a-0000-4000-8000-00000000000a"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_getting_a_page_never_stores(house, method):
    house.json("visit", {"id": ID, "answers": {"overall": 1}})
    before = dict(house.responses.kept)
    for path in ("/r/visit/home", "/r/visit/trade", "/r/pulse/home", "/r/visit/home/thanks", "/r/none/none"):
        query = {
            "overall": "5",
            "recommend": "9",
            "_version": house.version("visit"),
            "_id": ID,
            "channel": "web",
        }
        house.get(path, method=method, **query, t=token(ID, SECRET))
    assert house.responses.kept == before


def test_a_rating_tapped_in_an_email_opens_a_page_with_that_rating_chosen(house):
    reply = house.get("/r/visit/home", overall="5", channel="telephone", invitation="inv-7", days="wed")
    sent = Page(reply.body.decode()).form()
    assert (reply.status, sent) == (
        200,
        {
            "_version": [house.version("visit")],
            "_channel": ["telephone"],
            "_invitation": ["inv-7"],
            "_website": [""],
            "overall": ["5"],
            "days": ["wed"],
            "better": [""],
        },
    )
    assert house.form("visit", sent).status == 303


@pytest.mark.parametrize("query", [{"overall": "99"}, {"extra": "1"}, {"_id": ID}, {"channel": "letter"}])
def test_what_an_address_may_not_choose_is_left_aside(house, query):
    plain = Page(house.get("/r/visit/home").body.decode()).form()
    assert Page(house.get("/r/visit/home", **query).body.decode()).form() == plain


@pytest.mark.parametrize(("language", "shown"), [("de", "de"), ("fr", "en"), ("<b>", "en")])
def test_the_page_comes_in_the_language_that_is_asked_for_or_the_first(house, language, shown):
    page = Page(house.get("/r/visit/home", language=language).body.decode())
    assert page.one("html").attributes["lang"] == shown


def test_words_in_an_address_are_shown_as_words(house):
    attack = '"><script>alert(1)</script>'
    page = Page(house.get("/r/visit/home", better=attack, invitation=attack).body.decode())
    assert page.strange_scripts == []
    assert page.one("textarea").text == f"\n{attack}"


# Thanks


@pytest.fixture
def thanked(house):
    """The path and token of a response's thank-you page."""
    house.form("visit", {"overall": "5", "_id": ID})
    return "/r/visit/home/thanks", token(ID, SECRET)


def code(reply):
    assert reply.status == 200
    return [e.text for e in Page(reply.body.decode()).all("p", class_="receipt")]


@pytest.mark.parametrize(
    ("passed", "shown"),
    [(timedelta(0), True), (timedelta(minutes=30), True), (timedelta(minutes=30, seconds=1), False),
     (timedelta(days=9), False)],
)  # fmt: skip
def test_the_receipt_is_shown_for_half_an_hour(house, thanked, passed, shown):
    path, given = thanked
    house.now += passed
    assert code(house.get(path, t=given)) == ([receipt(ID, SECRET)] if shown else [])


def test_no_good_token_thanks_without_a_code(house, thanked):
    path, given = thanked
    changed = given[:10] + ("A" if given[10] != "A" else "B") + given[11:]
    others = token(ID, SECRET + "!"), token("0000000b-0000-4000-8000-00000000000a", SECRET)
    for bad in ("", "x", given[:-5], changed, "é", "\x00", "A" * 43, *others):
        reply = house.get(path, t=bad)
        assert code(reply) == []
        assert "We have your answers" not in reply.body.decode(), "nobody knows of any"
    assert "We have your answers" in house.get(path, t=given).body.decode()


def test_a_token_opens_the_page_of_its_own_survey_and_segment_only(house, thanked):
    _, given = thanked
    assert code(house.get("/r/visit/trade/thanks", t=given)) == []
    assert code(house.get("/r/pulse/home/thanks", t=given)) == []


def test_thanks_are_in_the_language_that_was_answered(house):
    house.json("visit", {"id": ID, "language": "de", "answers": {"overall": 5}})
    page = Page(house.get("/r/visit/home/thanks", t=token(ID, SECRET)).body.decode())
    assert (page.one("html").attributes["lang"], page.one("h1").text) == ("de", "Vielen Dank")


def test_thanks_show_the_surveys_own_words(house):
    house.json("pulse", {"id": ID, "answers": {"recommend": 9}})
    page = Page(house.get("/r/pulse/home/thanks", t=token(ID, SECRET)).body.decode())
    assert page.one("div", class_="intro").text == "We read every answer."


def test_a_store_that_is_away_after_the_answer_was_kept_does_not_ask_to_send_it_again(house, thanked):
    path, given = thanked
    house.responses.away = True
    reply = house.get(path, t=given)
    assert b"could not take your answers" not in reply.body
    assert b"<form" not in reply.body


def test_getting_a_page_without_a_release_is_503_and_says_when_to_come_back(house):
    reply = type(house)({}).get("/r/visit/home")
    assert (reply.status, reply.headers["Retry-After"]) == (503, "30")


def test_a_new_release_is_served_without_a_restart(house):
    assert "Our visit" in house.get("/r/visit/home").body.decode()
    index = house.release.index()
    firm = msgspec.structs.replace(index.organisation, name="New Name Ltd")
    house.documents.put("index.json", msgspec.json.encode(msgspec.structs.replace(index, organisation=firm)))
    assert "New Name Ltd" not in house.get("/r/visit/home").body.decode()
    house.seconds = 61
    assert "New Name Ltd" in house.get("/r/visit/home").body.decode()
