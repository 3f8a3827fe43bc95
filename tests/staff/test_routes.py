"""Nothing below /staff answers without a role; every form has the token of its session; nothing typed is
lost."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from pages.reading import Page

from listenwell.staff import ROLES
from listenwell.staff.routes import ROUTES, TOKEN
from listenwell.web import JSON

from .conftest import Browser

SAMPLES = {
    "survey": "pulse",
    "segment": "home",
    "period": "2026-Q1",
    "number": "0001",
    "file": "summary.html",
}


def sample(pattern: re.Pattern[str]) -> str:
    """An address that the pattern of a route takes."""
    shapes = {
        "/staff/?": "/staff",
        "/staff/summaries/?": "/staff/summaries",
    }
    text = shapes.get(pattern.pattern) or pattern.pattern
    if "interviews" not in text and "(?P<survey>" in text:
        tail = "/0001/summary.html" if "file" in text else ""
        text = f"/staff/summaries/visit/2026-Q1{tail}"
    text = re.sub(r"\(\?P<(\w+)>.*?\)(?=/|$)", lambda found: SAMPLES[found[1]], text)
    assert pattern.fullmatch(text), (pattern.pattern, text)
    return text


EVERY = [
    pytest.param(route, sample(route.path), id=f"{route.method} {sample(route.path)}") for route in ROUTES
]


@pytest.mark.parametrize(("route", "place"), EVERY)
def test_nothing_below_staff_answers_a_stranger(firm, route, place):
    for browser in (Browser(firm.desk), _with_a_bad_cookie(firm)):
        if route.method == "GET":
            reply = browser.get(place)
            assert (reply.status, reply.headers["Location"].split("?")[0]) == (303, "/sign-in")
        else:
            assert browser.send("POST", place, {"recommend": "9"}).status == 401
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "POST"):
            assert browser.send(method, place).status == 401
    assert firm.house.stored == []


def _with_a_bad_cookie(firm) -> Browser:
    browser = Browser(firm.desk)
    browser.jar["/staff", "listenwell"] = "x"
    return browser


@pytest.mark.parametrize(
    "place", ["/staff/", "/staff/none", "/staff/../r/pulse/home", "/staff/summaries/x/y/z"]
)
def test_a_stranger_is_not_told_which_pages_there_are(firm, place):
    assert Browser(firm.desk).get(place).status == 303


@pytest.mark.parametrize(("route", "place"), EVERY)
def test_every_page_opens_for_its_roles_and_for_no_other(firm, route, place):
    for role in ROLES:
        browser = firm.signed_in(f"a-{role}", role)
        form = browser.page("/staff").form() if route.method == "POST" else {}
        reply = browser.send(route.method, place, {**form, "recommend": "x"} if form else None)
        if role in route.roles:
            assert reply.status in (200, 303, 422), role
        else:
            assert (reply.status, "This page is not for you" in reply.body.decode()) == (403, True), role
    nobody = firm.signed_in("nobody", "a role of another version of ours")
    assert nobody.send(route.method, place, {} if route.method == "POST" else None).status == 403


@pytest.mark.parametrize(("route", "place"), EVERY)
def test_every_answer_keeps_out_of_caches_and_frames(firm, route, place):
    browser = firm.signed_in("jo", *ROLES)
    for reply in (
        browser.send(route.method, place, {} if route.method == "POST" else None),
        Browser(firm.desk).get(place),
    ):
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Content-Security-Policy"].startswith("frame-ancestors 'none'; base-uri 'none'")


@pytest.mark.parametrize(("route", "place"), EVERY)
def test_every_form_has_the_token_of_its_session(firm, route, place):
    browser, other = firm.signed_in("jo", *ROLES), firm.signed_in("al", *ROLES)
    if route.method == "GET":
        page = browser.get(place)
        body = page.body.decode()
        posts = re.findall(r'<form\b[^>]*method="post"[^>]*>(.{0,40})', body)
        assert all(after.startswith(f'<input type="hidden" name="{TOKEN}"') for after in posts)
        return
    mine, theirs = (each.page("/staff").form()[TOKEN] for each in (browser, other))
    assert mine != theirs
    for token in ("", "x", *theirs):
        reply = browser.send("POST", place, {"recommend": "9", TOKEN: token})
        assert (reply.status, firm.house.stored) == (403, [])


def test_an_interview_is_stored_with_the_name_of_who_entered_it(firm):
    browser = firm.signed_in("jo", "interviewer")
    place = "/staff/interviews/pulse/home"
    reply = browser.send("POST", place, {**browser.page(place).form(), "recommend": "9"})
    assert (reply.status, urlsplit(reply.headers["Location"]).path) == (303, f"{place}/thanks")
    assert [(r.entered_by, r.answers) for r in firm.house.stored] == [("jo", {"recommend": 9})]
    assert Page(browser.get(reply.headers["Location"]).body.decode()).all("p", class_="receipt")


def test_a_refused_interview_comes_back_with_its_token_and_every_answer(firm):
    browser = firm.signed_in("jo", "interviewer")
    place = "/staff/interviews/pulse/home"
    form = {**browser.page(place).form(), "recommend": "11", "why": "Gründe & <b>"}
    reply = browser.send("POST", place, form)
    again = Page(reply.body.decode()).form()
    assert (reply.status, again["why"], again[TOKEN]) == (422, ["Gründe & <b>"], form[TOKEN])
    assert browser.send("POST", place, {**again, "why": "Short", "recommend": "9"}).status == 303


def test_an_interview_that_outlived_its_session_is_sent_again_with_nothing_lost(firm):
    browser = firm.signed_in("jo", "interviewer")
    place = "/staff/interviews/pulse/home"
    form = {**browser.page(place).form(), "recommend": "9", "why": "\nLine <b>"}
    browser.jar.clear()
    late = browser.send("POST", place, form)
    assert (late.status, "You are not signed in any more" in late.body.decode()) == (401, True)
    kept = _hidden(late)
    assert (kept["why"], kept["recommend"]) == ("\nLine <b>", "9")
    browser.sign_in("jo")
    stale = browser.send("POST", place, kept)
    assert (stale.status, "Please send this once more" in stale.body.decode()) == (403, True)
    token = re.search(rf'name="{TOKEN}" value="([^"]+)"', stale.body.decode().split("<main>")[1])[1]
    assert browser.send("POST", place, {**_hidden(stale), TOKEN: token}).status == 303
    assert [r.answers for r in firm.house.stored] == [{"recommend": 9, "why": "Line <b>"}]


def _hidden(reply) -> dict[str, str]:
    found = re.findall(r'<textarea hidden name="(\w+)">\n(.*?)</textarea>', reply.body.decode(), re.DOTALL)
    return {name: unescape(value) for name, value in found}


def test_staff_pages_take_forms_only_and_no_large_ones(firm):
    browser = firm.signed_in("jo", "interviewer")
    place = "/staff/interviews/pulse/home"
    assert browser.send("POST", place, {}, JSON).status == 415
    assert browser.send("POST", place, {"why": "x" * 70_000}).status == 413
    assert browser.send("POST", place, {f"f{n}": "" for n in range(501)}).status == 400


def test_what_is_not_there_is_404_and_another_method_405(firm):
    browser = firm.signed_in("jo", *ROLES)
    assert browser.get("/staff/none").status == 404
    for place in ("visit/home", "none/home"):
        assert browser.get(f"/staff/interviews/{place}").status == 404
    reply = browser.send("PUT", "/staff/interviews/pulse/home")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, POST")


def test_a_store_that_is_away_gives_an_interview_back(firm):
    browser = firm.signed_in("jo", "interviewer")
    place = "/staff/interviews/pulse/home"
    form = {**browser.page(place).form(), "recommend": "9"}
    firm.house.responses.away = True
    reply = browser.send("POST", place, form)
    assert reply.status == 503
    assert '"9"' in reply.body.decode() or ">\n9<" in reply.body.decode()


def test_each_role_sees_its_own_part_of_the_first_page(firm):
    parts = {
        "interviewer": ["Interviews to hold"],
        "quality-lead": ["Summaries", "Who downloaded what"],
        "operator": ["Who downloaded what"],
        "marketing": ["Published pages"],
    }
    assert parts.keys() == ROLES.keys()
    for role, headings in parts.items():
        page = firm.signed_in(f"a-{role}", role).page("/staff")
        assert [element.text for element in page.all("h2")] == headings
