"""The sign-in of a single machine: who gets in, for how long, and what keeps others out."""

from datetime import timedelta

import pytest
from conftest import NOON, SECRET
from pages.reading import Page

from listenwell.staff.by_password import ByPassword, safe_next, tries_of
from listenwell.staff.sessions import IDLE, LONGEST, Session, Sessions
from listenwell.staff.signing import Signer
from listenwell.storage.embedded_people import FREE_TRIES, WAIT
from listenwell.web import FORM, Request

from .conftest import HASH, PASSWORD, QUICK, Browser

HOUR = timedelta(hours=1)


def told(reply) -> str:
    page = Page(reply.body.decode())
    return " ".join(element.text for element in page.all("h2") if element.text)


def test_a_name_and_its_password_open_the_page_that_was_asked_for(firm):
    firm.person("jo", "quality-lead")
    browser = Browser(firm.desk)
    sent_away = browser.get("/staff/summaries?q=visit")
    assert (sent_away.status, sent_away.headers["Location"]) == (
        303,
        "/sign-in?next=%2Fstaff%2Fsummaries%3Fq%3Dvisit",
    )
    form = browser.page(sent_away.headers["Location"]).form()
    reply = browser.send("POST", "/sign-in", {**form, "name": " JO ", "password": PASSWORD})
    assert (reply.status, reply.headers["Location"]) == (303, "/staff/summaries?q=visit")
    assert browser.get("/staff/summaries?q=visit").status == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [("jo", "correct horse batter"), ("jo", ""), ("jim", PASSWORD), ("", ""), ("\0", "é")],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_in_the_same_words(firm, name, password):
    firm.person("jo", "quality-lead")
    browser = Browser(firm.desk)
    reply = browser.sign_in(name, password)
    assert (reply.status, told(reply)) == (401, "The name or the password is wrong")
    assert [path for path, _ in browser.jar] == ["/sign-in"], "no session"
    assert password not in reply.body.decode() or not password


def test_an_unknown_name_costs_a_hash_like_a_known_one(firm):
    checked = []

    class Counting:
        hash, outdated = QUICK.hash, QUICK.outdated

        def verify(self, hashed, password):
            checked.append(hashed[:10])
            return QUICK.verify(hashed, password)

    firm.person("jo", "operator")
    firm.desk.entrance = ByPassword(firm.people, Counting(), secret=SECRET, secure=False, now=lambda: NOON)
    for name in ("jo", "jim"):
        Browser(firm.desk).sign_in(name, "wrong password")
    assert checked == ["$argon2id$"] * 2


def test_five_wrong_passwords_make_a_name_wait_and_the_right_one_waits_too(firm):
    firm.person("jo", "quality-lead")
    firm.person("al", "quality-lead")
    browser = Browser(firm.desk)
    for _ in range(FREE_TRIES):
        assert browser.sign_in("jo", "wrong password").status == 401
    reply = browser.sign_in("Jo ")
    assert (reply.status, told(reply), reply.headers["Retry-After"]) == (
        429,
        "Too many wrong passwords: this name waits 15 minutes",
        "900",
    )
    assert browser.sign_in("al").status == 303, "others do not wait"
    firm.house.now += WAIT
    assert Browser(firm.desk).sign_in("jo").status == 303


def test_a_name_that_is_not_there_waits_like_one_that_is(firm):
    browser = Browser(firm.desk)
    assert [browser.sign_in("nobody", "wrong password").status for _ in range(FREE_TRIES + 1)] == [
        *[401] * FREE_TRIES,
        429,
    ]


def test_a_right_password_and_an_unlocking_forgive_the_wrong_ones(firm):
    firm.person("jo", "quality-lead")
    browser = Browser(firm.desk)
    for _ in range(2):
        for _ in range(FREE_TRIES - 1):
            browser.sign_in("jo", "wrong password")
        assert browser.sign_in("jo").status == 303
    for _ in range(FREE_TRIES + 1):
        browser.sign_in("jo", "wrong password")
    assert firm.people.forgive(tries_of("JO", SECRET))
    assert browser.sign_in("jo").status == 303


def test_many_wrong_passwords_in_all_slow_everybody_down_and_keep_nobody_out(firm):
    firm.person("jo", "quality-lead")
    for number in range(30):
        assert Browser(firm.desk).sign_in(f"n{number}", "wrong password").status == 401
    assert Browser(firm.desk).sign_in("x", "wrong password").status == 401
    reply = Browser(firm.desk).sign_in("jo")
    assert (reply.status, told(reply)) == (429, "Please try again in a few seconds")
    firm.house.now += timedelta(seconds=2)
    assert Browser(firm.desk).sign_in("jo").status == 303


def test_what_is_kept_of_a_try_is_neither_a_name_nor_an_address(firm):
    Browser(firm.desk).sign_in("jo.smith", "wrong password")
    with firm.people.connection() as connection:
        ((who, wrong, last),) = connection.execute("select * from tries").fetchall()
    assert (who, wrong, last) == (Signer(SECRET, "tries").mark("jo.smith"), 1, NOON.timestamp())
    firm.house.now += timedelta(days=2)
    Browser(firm.desk).sign_in("al", "wrong password")
    with firm.people.connection() as connection:
        assert connection.execute("select count(*) from tries").fetchone() == (1,), "forgotten in a day"


# Sessions


def test_a_session_slides_for_half_an_hour_and_ends_after_twelve(firm):
    browser = firm.signed_in("jo", "quality-lead")
    minutes = 0
    while timedelta(minutes=minutes) < LONGEST:
        assert browser.get("/staff").status == 200, minutes
        firm.house.now += timedelta(minutes=29)
        minutes += 29
    assert browser.get("/staff").status == 303
    browser.sign_in("jo")
    firm.house.now += IDLE + timedelta(seconds=1)
    assert browser.get("/staff").status == 303


def test_a_page_within_the_minute_sends_no_new_cookie(firm):
    browser = firm.signed_in("jo", "quality-lead")
    assert "Set-Cookie" not in browser.get("/staff").headers
    firm.house.now += timedelta(seconds=61)
    assert "Set-Cookie" in browser.get("/staff").headers


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_for_staff_pages_alone_and_out_of_reach_of_scripts(firm, secure):
    firm.person("jo", "operator")
    firm.desk = firm.opened(secure=secure)
    browser = Browser(firm.desk)
    entry = browser.get("/sign-in").headers["Set-Cookie"]
    session = browser.sign_in("jo").headers["Set-Cookie"]
    more = "; Secure" if secure else ""
    prefix = "__Secure-" if secure else ""
    assert entry.startswith(f"{prefix}listenwell-entry=")
    assert entry.split("; ", 1)[1] == f"Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age=3600{more}"
    assert session.startswith(f"{prefix}listenwell=")
    assert session.split("; ", 1)[1] == f"Path=/staff; HttpOnly; SameSite=Lax{more}"


def test_signing_out_ends_every_session_of_the_person_on_the_server(firm):
    here = firm.signed_in("jo", "quality-lead")
    there = Browser(firm.desk)
    there.sign_in("jo")
    kept = dict(here.jar)
    form = here.page("/staff").form()
    reply = here.send("POST", "/staff/sign-out", form)
    assert (reply.status, reply.headers["Location"]) == (303, "/sign-in")
    assert ("/staff", "listenwell") not in here.jar
    here.jar = kept
    assert [browser.get("/staff").status for browser in (here, there)] == [303, 303]


@pytest.mark.parametrize("change", ["password", "roles", "remove"])
def test_a_new_password_new_roles_and_a_removal_end_the_sessions(firm, change):
    browser = firm.signed_in("jo", "quality-lead")
    match change:
        case "password":
            firm.people.change("jo", password=QUICK.hash("another horse battery"))
        case "roles":
            firm.people.change("jo", roles=["operator"])
        case "remove":
            firm.people.remove("jo")
    assert browser.get("/staff").status == 303


def test_a_sign_in_begins_a_session_that_the_browser_could_not_have_had_before(firm):
    firm.person("jo", "quality-lead")
    planted = Browser(firm.desk)
    planted.jar["/staff", "listenwell"] = (
        Sessions("x" * 32, secure=False)
        .written(Session("jo", 0, int(NOON.timestamp()), int(NOON.timestamp()), "planted"))
        .split("=", 1)[1]
        .split(";")[0]
    )
    assert planted.get("/staff").status == 303, "signed with another key"
    first, second = Browser(firm.desk), Browser(firm.desk)
    first.sign_in("jo")
    second.sign_in("jo")
    values = {browser.jar["/staff", "listenwell"] for browser in (first, second)}
    assert len(values) == 2


def test_a_cookie_that_was_altered_in_any_place_is_none(firm):
    browser = firm.signed_in("jo", "operator")
    good = browser.jar["/staff", "listenwell"]
    spoilt = [good[:i] + ("A" if good[i] != "A" else "B") + good[i + 1 :] for i in range(0, len(good), 7)]
    for value in [*spoilt, "", ".", "é", "A" * 5000, good + "AAAA", good[:-4]]:
        browser.jar["/staff", "listenwell"] = value
        assert browser.get("/staff").status == 303, value


def test_a_token_for_one_purpose_is_worth_nothing_for_another():
    token = Signer(SECRET, "session").sign(["a"])
    assert Signer(SECRET, "session").opened(token, list[str]) == ["a"]
    assert Signer(SECRET, "download").opened(token, list[str]) is None
    assert Signer(SECRET, "session").opened(token, int) is None, "of another version of ours"


# The form


def test_the_form_of_another_site_signs_nobody_in(firm):
    firm.person("jo", "quality-lead")
    mine, theirs = Browser(firm.desk), Browser(firm.desk)
    form = {**mine.page("/sign-in").form(), "name": "jo", "password": PASSWORD}
    for sent in (form, {**form, "_csrf": ""}):
        reply = theirs.send("POST", "/sign-in", sent)
        assert (reply.status, told(reply)) == (403, "Please sign in once more")
    assert mine.send("POST", "/sign-in", form).status == 303


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
def test_the_form_is_taken_as_a_form_only(firm, kind):
    assert Browser(firm.desk).send("POST", "/sign-in", {"name": "jo"}, kind).status == 415


def test_other_methods_and_places_at_the_sign_in_do_nothing(firm):
    browser = Browser(firm.desk)
    assert (browser.send("PUT", "/sign-in").status, browser.get("/sign-in/x").status) == (405, 303)
    request = Request(method="POST", path="/sign-in", content_type=FORM, body=b"x" * 70000)
    assert firm.desk.entrance.answer(request, firm.desk).status == 415


@pytest.mark.parametrize(
    "place",
    ["/staff", "/staff/", "/staff/summaries?q=a%20b&page=2", "/staff/interviews/pulse/home?language=de"],
)
def test_a_staff_page_is_gone_on_to(place):
    assert safe_next(place) == place


@pytest.mark.parametrize(
    "place",
    [
        *(
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/staff/../r/pulse/home",
            "javascript:x",
        ),
        *(
            "/staff//evil.example",
            "/staff\r\nSet-Cookie: x=1",
            "/staffx",
            "/staff@evil.example",
            "/staff?a=<b>",
        ),
    ],
)
def test_no_other_address_is_gone_on_to(place):
    assert safe_next(place) == "/staff"


def test_the_page_says_so_when_nobody_can_sign_in_yet(firm):
    words = "Nobody can sign in yet."
    assert words in Browser(firm.desk).get("/sign-in").body.decode()
    firm.person("jo", "operator")
    assert words not in Browser(firm.desk).get("/sign-in").body.decode()


def test_what_was_typed_as_name_is_shown_again_and_is_inert(firm):
    reply = Browser(firm.desk).sign_in('"><script>x</script>', "wrong password")
    assert "<script>" not in reply.body.decode()
    assert Page(reply.body.decode()).form()["name"] == ['"><script>x</script>']


def test_a_hash_of_weaker_parameters_is_made_anew_when_its_password_comes(firm):
    firm.person("jo", "operator")
    before = firm.people.get("jo")

    class Newer:
        hash, verify = QUICK.hash, QUICK.verify

        def outdated(self, hashed):
            return hashed == HASH

    firm.desk.entrance = ByPassword(firm.people, Newer(), secret=SECRET, secure=False, now=lambda: NOON)
    browser = Browser(firm.desk)
    browser.sign_in("jo")
    after = firm.people.get("jo")
    assert (after.password != before.password, after.counter) == (True, before.counter)
    assert browser.get("/staff").status == 200


def test_a_store_that_is_away_is_told_and_no_password_comes_back(firm, tmp_path):
    firm.person("jo", "operator")
    browser = Browser(firm.desk)
    form = {**browser.page("/sign-in").form(), "name": "jo", "password": PASSWORD}
    firm.people.close()
    (tmp_path / "people.sqlite3").write_bytes(b"this is no database" * 100)
    reply = browser.send("POST", "/sign-in", form)
    assert (reply.status, PASSWORD in reply.body.decode()) == (503, False)
