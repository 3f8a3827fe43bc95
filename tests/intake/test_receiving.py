"""The road of one answer, by form and by JSON: stored once, or refused in words with nothing stored."""

import json
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import NOON, SECRET
from pages.reading import Page

from listenwell import web
from listenwell.intake import answer
from listenwell.intake.parsing import MAX_BODY
from listenwell.intake.receipts import name_of, receipt, stored_id
from listenwell.survey.response import Response, is_response_id
from listenwell.web import Request, Source

ID = "0000000a-0000-4000-8000-00000000000a"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
FULL = {
    "overall": "4",
    "aspects.timing": "5",
    "aspects.price": "n/a",
    "recommend": "0",
    "met": "no",
    "days": ["wed", "mon"],
    "better": " Größe 👋 \u202eשירות \r\n=1+1 ",
}
VALUES = {
    "overall": 4,
    "aspects": {"timing": 5, "price": "n/a"},
    "recommend": 0,
    "met": "no",
    "days": ["mon", "wed"],
    "better": "Größe 👋 \u202eשירות \n=1+1",
}


def problems(reply):
    """What is told to a program."""
    assert reply.headers["Content-Type"] == "application/json"
    return [(p["field"], p["message"]) for p in json.loads(reply.body)["problems"]]


def summary(reply):
    """What is told at the top of the page, as (field, words)."""
    page = Page(reply.body.decode())
    (box,) = page.all("div", role="alert")
    entries = [e for e in page.all("li") if e.inside("div") is box]
    found = []
    for entry in entries:
        links = [e for e in page.all("a") if e.above is entry]
        about = [e.text for e in page.all("span") if e.inside("li") is entry]
        field = links[0].attributes["href"].removeprefix("#") if links else ""
        found.append((field, entry.text.removeprefix("".join(about)).strip()))
    return found


# Taken


def test_a_form_is_stored_and_answered_by_303_to_the_thank_you_page(house):
    reply = house.form("visit", {**FULL, "_channel": "telephone", "_invitation": "a_B-9"})
    (stored,) = house.stored
    path, token = reply.headers["Location"].split("?t=")
    name = name_of(token, SECRET)
    assert stored == Response(
        id=stored_id(name, SECRET),
        survey="visit",
        version=house.version("visit"),
        segment="home",
        channel="telephone",
        language="en",
        received_at=NOON,
        answers=VALUES,
        invitation="a_B-9",
    )
    assert (reply.status, path, reply.body) == (303, "/r/visit/home/thanks", b"")
    assert HEADERS.items() <= reply.headers.items()
    page = Page(house.get(path, t=token).body.decode())
    assert page.one("p", class_="receipt").text == receipt(name, SECRET)


def test_json_is_stored_the_same_and_answered_by_201_with_the_receipt(house):
    sent = {
        "id": ID,
        "version": house.version("visit"),
        "channel": "telephone",
        "invitation": "a_B-9",
        "answers": VALUES,
    }
    reply = house.json("visit", sent)
    (stored,) = house.stored
    house.form("visit", {**FULL, "_channel": "telephone", "_invitation": "a_B-9"})
    assert msgspec.structs.replace(house.stored[1], id=stored_id(ID, SECRET)) == stored
    assert (reply.status, json.loads(reply.body)) == (
        201,
        {"id": ID, "receipt": receipt(ID, SECRET), "received_at": "2026-03-14T12:00:00Z"},
    )
    assert HEADERS.items() <= reply.headers.items()


def test_an_answer_in_the_second_language_is_kept_with_its_language(house):
    house.form("visit", {"overall": "5", "_version": house.version("visit", "home", "de")})
    house.json("visit", {"language": "de", "answers": {"overall": 4}})
    assert [(r.language, r.version) for r in house.stored] == [
        ("de", house.version("visit", "home", "de"))
    ] * 2


def test_json_without_a_version_means_the_current_questionnaire(house):
    assert house.json("visit", {"answers": {"overall": 5}}).status == 201
    assert house.stored[0].version == house.version("visit")


def test_blank_answers_are_left_out(house):
    house.form("visit", {"overall": "5", "better": " \r\n\t ", "met": "", "aspects.timing": ""})
    assert house.stored[0].answers == {"overall": 5}


def test_control_characters_do_not_reach_the_store(house):
    house.form("visit", {"better": "nul\x00 bell\x07 esc\x1b del\x7f c1\x85\x9b tab\t line\r\n end\u2028"})
    assert house.stored[0].answers == {"better": "nul bell esc del c1 tab\t line\n end"}


def test_letters_written_in_two_ways_are_kept_in_one(house):
    house.json("visit", {"answers": {"better": "u\u0308"}})
    assert house.stored[0].answers == {"better": "ü"}


def test_nothing_of_the_caller_is_in_what_is_stored(house):
    """Of address and browser a request has only what can be compared, and what is stored was asked for."""
    secret = Source("192.0.2.7", "a browser")
    assert (repr(secret), secret.keyed(b"k") == Source("192.0.2.7", "a browser").keyed(b"k")) == (
        "Source(...)",
        True,
    )
    assert Request.__struct_fields__ == (
        *("method", "path", "query", "content_type", "body"),
        *("source", "cookies", "ends"),
    )
    house.form("visit", FULL)
    stored = msgspec.to_builtins(house.stored[0])
    assert set(stored) <= set(Response.__struct_fields__)
    assert set(stored["answers"]) == set(VALUES)


# Sent twice


@pytest.mark.parametrize("fields", [FULL, {"overall": "1"}])
def test_the_same_form_sent_twice_is_stored_once_and_answered_the_same(house, fields):
    first = house.form("visit", {**fields, "_id": ID})
    house.now += timedelta(minutes=5)
    again = house.form("visit", {**fields, "_id": ID})
    assert (again, len(house.stored), house.stored[0].received_at) == (first, 1, NOON)


def test_the_same_json_sent_twice_is_stored_once_and_answered_the_same(house):
    sent = {"id": ID, "answers": VALUES}
    first = house.json("visit", sent)
    house.now += timedelta(days=400)
    assert (house.json("visit", sent), len(house.stored)) == (first, 1)


def test_the_same_id_with_other_answers_is_409_and_the_first_stays(house):
    house.form("visit", {"overall": "1", "_id": ID})
    reply = house.form("visit", {"overall": "2", "_id": ID})
    assert (reply.status, house.stored[0].answers, len(house.stored)) == (409, {"overall": 1}, 1)
    told = (
        "We have already received answers from this page. To send these answers as well, press the button "
        "again."
    )
    assert summary(reply) == [("", told)]
    by_json = house.json("visit", {"id": ID, "answers": {"overall": 2}})
    assert (by_json.status, problems(by_json), len(house.stored)) == (409, [("", told)], 1)
    pressed_again = house.form("visit", Page(reply.body.decode()).form())
    assert (pressed_again.status, [r.answers for r in house.stored]) == (
        303,
        [{"overall": 1}, {"overall": 2}],
    )


def test_the_same_id_from_another_segment_is_409(house):
    house.json("visit", {"id": ID, "answers": {"overall": 1}})
    assert house.json("visit", {"id": ID, "answers": {"overall": 1}}, "trade").status == 409
    assert len(house.stored) == 1


# Refused with 422

UNKNOWN = "This page has a field that does not belong to the survey. Open the survey again from its link."
TWICE = "More than one answer was sent here. Give one answer."
LISTED = "Choose from the answers listed"
RANGE = "Choose a number from 1 to 5"

BAD_FORMS = {
    "unknown field": ({"overall": "5", "extra": "x"}, [("", UNKNOWN)]),
    "unknown control": ({"overall": "5", "_admin": "1"}, [("", UNKNOWN)]),
    "row that is not there": ({"aspects.style": "5"}, [("", UNKNOWN)]),
    "grid without row": ({"aspects": "5"}, [("", UNKNOWN)]),
    "answer twice": ({"overall": ["5", "1"]}, [("overall", TWICE)]),
    "same answer twice": ({"overall": ["5", "5"]}, [("overall", TWICE)]),
    "version twice": ({"overall": "5", "_id": [ID, ID]}, [("", TWICE)]),
    "too high": ({"overall": "6"}, [("overall", RANGE)]),
    "too low": ({"overall": "0"}, [("overall", RANGE)]),
    "negative": ({"overall": "-1"}, [("overall", RANGE)]),
    "fraction": ({"overall": "4.5"}, [("overall", RANGE)]),
    "fullwidth digit": ({"overall": "５"}, [("overall", RANGE)]),
    "blanks around": ({"overall": " 5"}, [("overall", RANGE)]),
    "huge number": ({"overall": "9" * 5000}, [("overall", RANGE)]),
    "row too high": ({"aspects.price": "6"}, [("aspects.price", RANGE)]),
    "option that is not there": ({"met": "maybe"}, [("met", LISTED)]),
    "one of two options not there": ({"days": ["mon", "sun"]}, [("days", LISTED)]),
    "too long": (
        {"better": "x" * 2001},
        [("better", "Enter your answer using 2,000 or fewer characters (it now has 2,001)")],
    ),
    "wrong channel": ({"overall": "5", "_channel": "letter"}, [("", UNKNOWN)]),
    "invitation with signs": ({"overall": "5", "_invitation": "a b"}, [("", UNKNOWN)]),
    "invitation too long": ({"overall": "5", "_invitation": "a" * 65}, [("", UNKNOWN)]),
    "id that is none": ({"overall": "5", "_id": "1"}, [("", UNKNOWN)]),
    "id in capitals": ({"overall": "5", "_id": ID.upper()}, [("", UNKNOWN)]),
    "nothing": ({}, [("", "Answer at least one question before you send.")]),
    "nothing but blanks": ({"better": "  \r\n "}, [("", "Answer at least one question before you send.")]),
    "nothing but control characters": (
        {"better": "\x00\x07"},
        [("", "Answer at least one question before you send.")],
    ),
    "several at once": (
        {"overall": "9", "recommend": "11", "met": "x"},
        [("overall", RANGE), ("recommend", "Choose a number from 0 to 10"), ("met", LISTED)],
    ),
}


@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_form_with_a_mistake_comes_back_with_what_is_wrong_and_nothing_is_stored(house, name):
    fields, told = BAD_FORMS[name]
    reply = house.form("visit", fields)
    assert (reply.status, house.stored) == (422, [])
    assert summary(reply) == told
    assert HEADERS.items() <= reply.headers.items()


@pytest.mark.parametrize("name", [n for n in BAD_FORMS if n not in ("id that is none",)])
def test_the_page_that_comes_back_can_be_sent_when_it_is_mended(house, name):
    sent = Page(house.form("visit", BAD_FORMS[name][0]).body.decode()).form()
    mended = {**sent, "overall": "5", "better": "", "_invitation": ""}
    assert house.form("visit", mended).status == 303


BAD_JSON = {
    "unknown question": ({"answers": {"overall": 5, "extra": 1}}, [("extra", UNKNOWN)]),
    "boolean as a number": ({"answers": {"overall": True}}, [("overall", RANGE)]),
    "float as a number": ({"answers": {"overall": 4.0}}, [("overall", RANGE)]),
    "huge number": ({"answers": {"overall": 2**62}}, [("overall", RANGE)]),
    "list as a number": ({"answers": {"overall": [5]}}, [("overall", RANGE)]),
    "object as a number": ({"answers": {"overall": {"a": 5}}}, [("overall", RANGE)]),
    "n/a where it is none": ({"answers": {"recommend": "n/a"}}, [
        ("recommend", "Choose a number from 0 to 10"),
    ]),
    "row that is not there": ({"answers": {"aspects": {"style": 5}}}, [("aspects.timing", LISTED)]),
    "row out of range": ({"answers": {"aspects": {"price": 0}}}, [("aspects.price", RANGE)]),
    "grid in a grid": ({"answers": {"aspects": {"price": {"price": 5}}}}, [("aspects.price", RANGE)]),
    "words as a list": ({"answers": {"better": ["a"]}}, [("better", "Enter your answer in words")]),
    "number as words": ({"answers": {"better": 5}}, [("better", "Enter your answer in words")]),
    "one day, no list": ({"answers": {"days": "mon"}}, [("days", LISTED)]),
    "list in a list": ({"answers": {"days": [["mon"]]}}, [("days", LISTED)]),
    "wrong channel": ({"channel": "letter", "answers": {"overall": 5}}, [("", UNKNOWN)]),
    "id that is none": ({"id": "x", "answers": {"overall": 5}}, [("", UNKNOWN)]),
    "nothing": ({"answers": {}}, [("", "Answer at least one question before you send.")]),
    "nothing but empty rows": (
        {"answers": {"aspects": {"price": ""}}}, [("", "Answer at least one question before you send.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_JSON)
def test_json_with_a_mistake_is_told_what_is_wrong_and_nothing_is_stored(house, name):
    given, told = BAD_JSON[name]
    reply = house.json("visit", given)
    assert (reply.status, problems(reply), house.stored) == (422, told, [])


def test_mistakes_are_told_in_the_language_of_the_page(house):
    reply = house.form("visit", {"overall": "9", "_version": house.version("visit", "home", "de")})
    assert summary(reply) == [("overall", "Wählen Sie eine Zahl von 1 bis 5")]


def test_a_required_question_that_is_left_out_is_told_at_its_place(house):
    reply = house.form("pulse", {"why": "because"})
    assert (reply.status, summary(reply)) == (422, [("recommend", "Choose one answer")])
    assert problems(house.json("pulse", {"answers": {"why": "x"}})) == [("recommend", "Choose one answer")]


def test_every_answer_is_kept_when_a_page_comes_back(house):
    back = Page(
        house.form(
            "visit", {**FULL, "overall": "9", "_channel": "telephone", "_invitation": "inv"}
        ).body.decode()
    ).form()
    assert back == {
        "_version": [house.version("visit")],
        "_channel": ["telephone"],
        "_invitation": ["inv"],
        "_website": [""],
        "_id": [str(uuid.UUID(int=1))],
        "aspects.timing": ["5"],
        "aspects.price": ["n/a"],
        "recommend": ["0"],
        "met": ["no"],
        "days": ["mon", "wed"],
        "better": [FULL["better"]],
    }


# Versions


@pytest.mark.parametrize("version", ["0123456789ab", "", "../../index", "x" * 5000, None])
def test_a_version_that_was_never_published_brings_the_current_page_with_every_answer(house, version):
    reply = house.form("visit", {**FULL, "_version": version})
    page = Page(reply.body.decode())
    assert (reply.status, house.stored) == (422, [])
    assert page.form()["_version"] == [house.version("visit")]
    assert page.form()["better"] == [FULL["better"]]
    assert house.form("visit", page.form()).status == 303


@pytest.mark.parametrize("place", [("pulse", "home"), ("visit", "trade")])
def test_the_version_of_another_survey_or_segment_is_not_taken(house, place):
    reply = house.form("visit", {"overall": "5", "_version": house.version(*place)})
    told = [
        (
            "",
            "This page was made for another issue of the questionnaire. Please look through your answers and "
            "send again.",
        )
    ]
    assert (reply.status, summary(reply), house.stored) == (422, told, [])
    by_json = house.json("visit", {"version": house.version(*place), "answers": {"overall": 5}})
    assert (by_json.status, problems(by_json), house.stored) == (422, told, [])


# Addresses, methods, types, sizes


@pytest.mark.parametrize(
    "path",
    ["/r/nothing/home", "/r/visit/nobody", "/r/pulse/trade", "/r/visit", "/r/visit/home/", "/r/Visit/home",
     "/", "", "/r/visit/home/thanks/x", "/r/../visit/home", "/r/visit/home\n", "/staff", "/r/vis%69t/home",
     "/r/" + "a" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_without_a_survey_is_404(house, path, method):
    request = Request(method=method, path=path, content_type=web.FORM, body=b"overall=5")
    reply = answer(request, house.services)
    assert (reply.status, house.stored) == (404, [])
    assert Page(reply.body.decode()).one("h1").text == "Page not found"


def test_a_program_is_told_404_as_json(house):
    reply = house.post("/r/nothing/home", b"{}", web.JSON)
    words = house.release.index().wordings["en"].messages.not_found
    assert (reply.status, problems(reply)) == (404, [("", words)])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "x" * 100])
def test_another_method_is_405_and_says_which_are_allowed(house, method):
    reply = house.get("/r/visit/home", method=method)
    assert (reply.status, reply.headers["Allow"], house.stored) == (405, "GET, POST", [])
    assert house.get("/r/visit/home/thanks", method="POST").status == 405


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data", "application/xml", "application/json; x"]
)
def test_another_content_type_is_415(house, kind):
    reply = house.post("/r/visit/home", b"overall=5", kind)
    assert (reply.status, house.stored) == (415, [])
    assert Page(reply.body.decode()).one("h1").text == "Your answers could not be read"


def test_a_body_of_the_greatest_size_is_read_and_one_byte_more_is_413(house):
    start = urlencode({"_version": house.version("visit"), "overall": "9", "better": ""}).encode()
    whole = start + b"x" * (MAX_BODY - len(start))
    assert house.post("/r/visit/home", whole).status == 422
    reply = house.post("/r/visit/home", whole + b"x")
    assert (reply.status, house.stored) == (413, [])
    assert "64 KB" in Page(reply.body.decode()).one("div", class_="intro").text


@pytest.mark.parametrize("kind", [web.FORM, web.JSON])
def test_ten_megabytes_are_413(house, kind):
    assert (house.post("/r/visit/home", b"x" * 10_000_000, kind).status, house.stored) == (413, [])


def test_a_program_is_told_the_limit_of_413_in_words(house):
    told = problems(house.json("visit", b"x" * (MAX_BODY + 1)))
    assert told == [("", house.release.index().wordings["en"].messages.too_large.replace("{limit}", "64"))]


BROKEN = {
    "raw bytes": (web.FORM, b"better=\xff\xfe"),
    "percent bytes": (web.FORM, b"better=%FF%FE"),
    "percent lone surrogate": (web.FORM, b"better=%ED%A0%80"),
    "overlong percent": (web.FORM, b"better=%C0%AF"),
    "percent in a name": (web.FORM, b"%FF=1"),
    "a thousand fields": (web.FORM, b"&".join(b"f%d=1" % n for n in range(1000))),
    "no JSON": (web.JSON, b"overall=5"),
    "empty": (web.JSON, b""),
    "half": (web.JSON, b'{"answers": {'),
    "list": (web.JSON, b"[]"),
    "null": (web.JSON, b"null"),
    "no answers": (web.JSON, b"{}"),
    "answers as list": (web.JSON, b'{"answers": []}'),
    "unknown field": (web.JSON, b'{"answers": {}, "ip": "x"}'),
    "number as version": (web.JSON, b'{"version": 1, "answers": {}}'),
    "null as id": (web.JSON, b'{"id": null, "answers": {}}'),
    "NaN": (web.JSON, b'{"answers": {"overall": NaN}}'),
    "infinity": (web.JSON, b'{"answers": {"overall": 1e999}}'),
    "raw bytes in JSON": (web.JSON, b'{"answers": {"better": "\xff"}}'),
    "lone surrogate": (web.JSON, b'{"answers": {"better": "\\ud800"}}'),
    "five thousand digits": (web.JSON, b'{"answers": {"overall": ' + b"9" * 5000 + b"}}"),
    "deep lists": (web.JSON, b'{"answers": {"a": ' + b"[" * 30_000 + b"]" * 30_000 + b"}}"),
    "deep objects": (web.JSON, b'{"answers":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001),
    "UTF-16": (web.JSON, '{"answers": {}}'.encode("utf-16")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_body_that_is_not_what_it_says_is_400_and_nothing_is_stored(house, name):
    kind, body = BROKEN[name]
    reply = house.post("/r/visit/home", body, kind)
    assert (reply.status, house.stored) == (400, [])
    if kind == web.JSON:
        ((field, message),) = problems(reply)
        assert (field, bool(message)) == ("", True)
    else:
        assert Page(reply.body.decode()).one("h1").text == "Your answers could not be read"


# Interviews


def test_interviews_are_not_answered_on_the_customers_side(rebuilt, folder):
    folder.replace("surveys/pulse.yaml", "thanks:", "audience: interviewers\nthanks:")
    house = rebuilt()
    assert house.form("pulse", {"recommend": "9"}).status == 404
    assert house.json("pulse", {"answers": {"recommend": 9}}).status == 404
    assert house.get("/r/pulse/home").status == 404
    assert house.get("/r/pulse/home/thanks").status == 404
    assert house.stored == []


# The store is away


def test_a_store_that_is_away_is_503_with_every_answer_and_sent_again_it_is_stored_once(house):
    house.responses.away = True
    reply = house.form("visit", FULL)
    page = Page(reply.body.decode())
    words = house.release.index().wordings["en"].messages.unavailable
    assert (reply.status, reply.headers["Retry-After"], summary(reply)) == (503, "30", [("", words.strip())])
    sent = page.form()
    assert sent["better"] == [FULL["better"]]
    assert is_response_id(sent["_id"][0]), "the name under which it may have been stored"
    house.responses.away = False
    first, again = house.form("visit", sent), house.form("visit", sent)
    assert (first.status, again, len(house.stored), house.stored[0].answers) == (303, first, 1, VALUES)
    assert house.form("visit", FULL) == first, "the form itself, loaded again"


def test_a_page_without_a_name_that_failed_before_it_got_one_is_named_the_same_when_sent_again(house):
    first = house.form("visit", FULL)
    house.daily.away = True
    reply = house.form("visit", FULL)
    sent = Page(reply.body.decode()).form()
    assert (reply.status, "_id" in sent) == (503, False)
    house.daily.away = False
    assert (house.form("visit", sent), len(house.stored)) == (first, 1)


def test_a_write_that_arrived_although_the_store_said_no_is_stored_once(house):
    class Doubtful(type(house.responses)):
        def add(self, response, contact=None):
            super().add(response, contact)
            self.away = True
            self._answer()

    house.services.responses = doubtful = Doubtful()
    reply = house.form("visit", {"overall": "3"})
    house.services.responses = house.responses
    house.responses.kept = doubtful.kept
    assert reply.status == 503
    assert house.form("visit", Page(reply.body.decode()).form()).status == 303
    assert len(house.stored) == 1


def test_a_program_is_told_503_with_when_to_try_again(house):
    house.responses.away = True
    reply = house.json("visit", {"id": ID, "answers": VALUES})
    words = house.release.index().wordings["en"].messages.unavailable
    assert (reply.status, reply.headers["Retry-After"], problems(reply)) == (503, "30", [("", words)])
    house.responses.away = False
    assert house.json("visit", {"id": ID, "answers": VALUES}).status == 201


NASTY_FORM = {
    **FULL,
    "better": "\nfirst line empty\n</textarea><script>x</script>\"'&amp;",
    "_invitation": "inv",
    "_channel": "telephone",
}


def test_without_a_release_everything_typed_comes_back_and_is_accepted_when_sent_again(house):
    version = house.version("visit")
    empty = type(house)({})
    body = urlencode({"_version": version, **NASTY_FORM}, doseq=True).encode()
    for broken in ("missing", "away"):
        empty.documents.away = broken == "away"
        reply = empty.post("/r/visit/home", body)
        page = Page(f"{reply.body.decode()}".replace("<!doctype html>", ""))
        assert (reply.status, reply.headers["Retry-After"]) == (503, "30")
        assert page.all("script") == []
        assert page.one("form").attributes == {"method": "post", "action": "/r/visit/home"}
        assert page.form() == {
            "_version": [version],
            **{n: v if isinstance(v, list) else [v] for n, v in NASTY_FORM.items()},
        }
    assert house.form("visit", page.form()).status == 303
    (stored,) = house.stored
    assert stored.answers == {**VALUES, "better": NASTY_FORM["better"].strip()}
    assert (stored.channel, stored.invitation, empty.stored) == ("telephone", "inv", [])


def test_without_a_release_a_program_is_told_503_as_json(house):
    empty = type(house)({})
    reply = empty.post("/r/visit/home", b'{"answers": {}}', web.JSON)
    assert (reply.status, reply.headers["Retry-After"], len(problems(reply))) == (503, "30", 1)
