"""A survey before it opens, after it closes and after it was withdrawn: no typed word is lost."""

import shutil
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from conftest import House, documents_in, make_folder
from pages.reading import Page

from listenwell.pages.building import build
from listenwell.survey.opening import GRACE

OPENS, CLOSED = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
WORDS = "Too \u202elate\u202c & <b>sorry</b>,\nstill: 100 %"
DAYS = "opens: 2026-12-01\ncloses: 2027-01-31\ntitle:"


@pytest.fixture(scope="module")
def winter(tmp_path_factory):
    """The release of a firm whose survey is open in December and January."""
    root = tmp_path_factory.mktemp("winter")
    folder = make_folder(root / "survey_templates").replace("surveys/visit.yaml", "title:", DAYS)
    built = build(root / "dist", folder.root, portal=None, now=OPENS - timedelta(days=1))
    return built.public.parent


@pytest.fixture
def house(winter):
    return House(documents_in(winter / "release"))


def typed(house, **fields):
    return {
        "_channel": "web",
        "overall": "5",
        "aspects.price": "n/a",
        "days": ["mon", "wed"],
        "better": WORDS,
        **fields,
    }


def written(page):
    """Question and answers of the part that says what was typed."""
    found = {}
    for element in page.elements:
        if element.inside("section") and element.tag == "dt" and not element.above.above.inside("footer"):
            found[element.text] = []
        elif element.tag == "dd" and not element.above.above.inside("footer"):
            found[list(found)[-1]].append(element.text)
    return found


def send(house, survey, fields):
    """Send a page that the release may no longer have."""
    return house.post(f"/r/{survey}/home", urlencode(fields, doseq=True).encode())


SHOWN = {
    "How was it?": ["5 – Good"],
    "Price": ["Not applicable"],
    "Which days suit you?": ["Monday", "Wednesday"],
    "What should be better?": [WORDS.replace("\n", "")],
}


@pytest.mark.parametrize(
    ("now", "status", "title", "told"),
    [
        (OPENS - timedelta(seconds=1), 403, "This survey is not open yet", "It opens on 1 December 2026."),
        (CLOSED + GRACE, 410, "This survey is closed", "It closed on 31 January 2027."),
    ],
)
def test_a_post_outside_the_days_is_not_stored_and_gives_back_every_word(house, now, status, title, told):
    house.now = now
    reply = house.form("visit", typed(house))
    page = Page(reply.body.decode())
    assert (reply.status, house.stored) == (status, [])
    assert (page.one("h1").text, page.one("html").attributes["lang"]) == (title, "en")
    assert told in page.one("div", class_="intro").text
    assert written(page) == SHOWN
    assert page.one("section", **{"aria-labelledby": "ways"})


def test_a_page_opened_before_midnight_still_submits_for_a_day(house):
    house.now = CLOSED + GRACE - timedelta(seconds=1)
    reply = house.form("visit", typed(house))
    assert (reply.status, len(house.stored)) == (303, 1)
    thanks, _, query = reply.headers["Location"].partition("?")
    page = Page(house.get(thanks, t=query.removeprefix("t=")).body.decode())
    assert page.one("p", class_="receipt").text


def test_a_closed_page_in_another_language_keeps_the_words(house):
    house.now = CLOSED + GRACE
    first = Page(house.form("visit", typed(house)).body.decode())
    (button,) = [e.attributes for e in first.all("button")]
    reply = house.form("visit", {**first.form(), button["name"]: button["value"]})
    page = Page(reply.body.decode())
    assert (reply.status, page.one("html").attributes["lang"]) == (410, "de")
    assert list(written(page)) == ["Wie war es?", "Preis", "Welche Tage?", "Was soll besser werden?"]
    assert {name: values for name, values in page.form().items() if name != "_language"} == first.form()


@pytest.mark.parametrize(("now", "status"), [(OPENS - timedelta(days=1), 403), (CLOSED + GRACE, 410)])
def test_a_program_is_told_that_a_survey_is_not_open(house, now, status):
    house.now = now
    reply = house.json("visit", {"answers": {"overall": 5}})
    assert (reply.status, house.stored) == (status, [])
    assert b'"problems":[{"field":"","message":"This survey is ' in reply.body


@pytest.mark.parametrize(
    ("now", "form"), [(OPENS - timedelta(days=1), False), (OPENS, True), (CLOSED, False)]
)
def test_getting_a_page_shows_its_state(house, now, form):
    house.now = now
    for path in ("/r/visit/home", "/s/visit/home/", "/s/visit/home/de/"):
        reply = house.get(path)
        page = Page(reply.body.decode())
        assert (reply.status, bool(page.all("form"))) == (200, form)
        assert page.one("html").attributes["lang"] == ("de" if "/de/" in path else "en")
    assert house.get("/s/visit/home/fr/").status == 404
    assert house.get("/s/visit/home/en/").status == 200


def test_an_open_page_says_until_when(house):
    house.now = OPENS
    assert "<li>Open until 31 January 2027</li>" in house.get("/r/visit/home").body.decode()
    assert "<li>Offen bis 31. Januar 2027</li>" in house.get("/r/visit/home", language="de").body.decode()
    assert "Open until" not in house.get("/r/pulse/home").body.decode()


def test_the_built_page_has_the_state_of_the_day_it_was_built(winter):
    page = Page((winter / "public/s/visit/home/index.html").read_text(encoding="utf-8"))
    assert page.one("h1").text == "This survey is not open yet"
    assert Page((winter / "public/s/pulse/home/index.html").read_text(encoding="utf-8")).one("form")


# Withdrawn


@pytest.fixture
def withdrawn(tmp_path, built):
    """The firm's intake after a release without visits at home, at noon; the version of its page before."""
    shutil.copytree(built / "release", tmp_path / "dist/release")
    before = House(documents_in(tmp_path / "dist/release"))
    folder = make_folder(tmp_path / "survey_templates").replace("segments/home.yaml", "visit, pulse", "pulse")
    build(tmp_path / "dist", folder.root, portal=None, now=before.now)
    return House(documents_in(tmp_path / "dist/release")), before.version("visit")


def test_an_answer_to_a_withdrawn_survey_is_kept_for_a_day(withdrawn):
    house, version = withdrawn
    house.now += GRACE - timedelta(seconds=1)
    reply = send(house, "visit", typed(house, _version=version))
    assert (reply.status, [r.version for r in house.stored]) == (303, [version])
    thanks, _, query = reply.headers["Location"].partition("?")
    assert house.get(thanks, t=query.removeprefix("t=")).status == 200


def test_after_that_day_the_closed_page_gives_every_word_back(withdrawn):
    house, version = withdrawn
    house.now += GRACE
    reply = send(house, "visit", typed(house, _version=version))
    page = Page(reply.body.decode())
    assert (reply.status, house.stored, page.one("h1").text) == (410, [], "This survey is closed")
    assert written(page) == SHOWN
    assert Page(house.get("/r/visit/home").body.decode()).one("h1").text == "This survey is closed"


def test_a_survey_that_is_asked_again_is_no_longer_withdrawn(withdrawn, tmp_path):
    folder = make_folder(tmp_path / "again/survey_templates")
    build(tmp_path / "dist", folder.root, portal=None)
    house = House(documents_in(tmp_path / "dist/release"))
    assert house.release.index().withdrawn == ()
    assert house.form("visit", typed(house)).status == 303


def test_the_day_of_withdrawal_is_remembered_over_later_releases(withdrawn, tmp_path):
    house, _ = withdrawn
    build(tmp_path / "dist", tmp_path / "survey_templates", portal=None, now=house.now + timedelta(days=9))
    later = House(documents_in(tmp_path / "dist/release")).release.index()
    assert {(w.page.language, w.since) for w in later.withdrawn} == {("en", house.now), ("de", house.now)}


def test_words_sent_to_an_address_that_never_was_are_given_back_too(house):
    reply = house.post("/r/visit/nobody", b"better=All+the+words&_id=x")
    page = Page(reply.body.decode())
    assert (reply.status, page.one("h1").text) == (404, "Page not found")
    assert written(page) == {"better": ["All the words"]}
