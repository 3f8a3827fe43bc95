"""What every door answers, word for word the same: Chalice's in all its shapes, and our own WSGI door."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from listenwell.intake.receipts import receipt, token

from .doors import FORM, JSON, KEY, Answer, Door, receipt_in

PULSE = "/r/pulse/household"
HTML = "text/html; charset=utf-8"
SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
POLICY = "content-security-policy"
OF_PAGES = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
OF_JSON = "default-src 'none'; frame-ancestors 'none'"
WORDS = "Grüße & 100 % <b>„gut“</b> 👩🏽‍🔧 +1 = שלום, مرحبا; 客户\nnext line"


def page_fields(door: Door, **fields: object) -> dict[str, object]:
    """What the page of the pulse survey sends, with an id of its own."""
    version = door.version("pulse", "household")
    return {"_version": version, "_channel": "web", "_id": str(uuid4()), **fields}


def stored_today(door: Door) -> set[str]:
    today = datetime.now(UTC).date()
    return {r.id for r in door.responses.received(today - timedelta(days=1), today)}


def messages(answer: Answer) -> list[str]:
    return [problem["message"] for problem in answer.json["problems"]]


# Taken


def test_a_form_is_answered_303_and_the_thank_you_page_shows_its_receipt(door: Door) -> None:
    sent = page_fields(door, recommend="9", why="Quick.")
    answer = door.form(PULSE, sent)
    assert (answer.status, answer.headers["location"]) == (
        303,
        f"{PULSE}/thanks?t={token(sent['_id'], KEY)}",
    )
    page = door.get(answer.headers["location"])
    assert (page.status, receipt_in(page.text)) == (200, receipt(sent["_id"], KEY))
    stored = door.kept(sent["_id"])
    assert (stored.survey, stored.segment, stored.channel, stored.language, stored.version) == (
        "pulse",
        "household",
        "web",
        "en",
        sent["_version"],
    )
    assert stored.answers == {"recommend": 9, "why": "Quick."}


def test_a_program_is_answered_201_with_its_receipt(door: Door) -> None:
    response_id = str(uuid4())
    answer = door.program(PULSE, {"id": response_id, "answers": {"recommend": 10}})
    stored = door.kept(response_id)
    assert (answer.status, answer.headers["content-type"], stored.answers) == (201, JSON, {"recommend": 10})
    assert answer.json == {
        "id": response_id,
        "receipt": receipt(response_id, KEY),
        "received_at": stored.received_at.isoformat().replace("+00:00", "Z"),
    }


@pytest.mark.parametrize("way", ["form", "program"])
def test_the_same_submission_sent_twice_is_stored_once_and_answered_alike(door: Door, way: str) -> None:
    sent = page_fields(door, recommend="7", why="Twice")
    if way == "program":
        sent = {"id": sent["_id"], "answers": {"recommend": 7, "why": "Twice"}}
    first, second = (getattr(door, way)(PULSE, sent) for _ in range(2))
    assert (first.status, first.body) == (second.status, second.body)
    assert first.headers.get("location") == second.headers.get("location")
    assert door.kept(sent.get("id") or sent["_id"]).answers == {"recommend": 7, "why": "Twice"}


def test_another_answer_under_a_taken_id_is_refused_and_the_first_one_kept(door: Door) -> None:
    sent = page_fields(door, recommend="7")
    door.form(PULSE, sent)
    assert door.form(PULSE, {**sent, "recommend": "3"}).status == 409
    assert door.kept(sent["_id"]).answers == {"recommend": 7}


@pytest.mark.parametrize("way", ["form", "program"])
def test_words_of_every_script_are_stored_as_they_were_written(door: Door, way: str) -> None:
    sent = page_fields(door, recommend="5", why=WORDS.replace("\n", "\r\n"))
    if way == "program":
        sent = {"id": sent["_id"], "answers": {"recommend": 5, "why": WORDS}}
    getattr(door, way)(PULSE, sent)
    assert door.kept(sent.get("id") or sent["_id"]).answers == {"recommend": 5, "why": WORDS}


@pytest.mark.parametrize(
    "content_type",
    ["Application/X-WWW-Form-URLEncoded; Charset=UTF-8", "application/x-www-form-urlencoded ;"],
)
def test_a_content_type_counts_in_any_case_and_with_parameters(door: Door, content_type: str) -> None:
    sent = page_fields(door, recommend="8")
    answer = door.send("POST", PULSE, urlencode(sent).encode(), CONTENT_TYPE=content_type)
    assert (answer.status, door.kept(sent["_id"]).answers) == (303, {"recommend": 8})


def test_a_path_counts_in_any_spelling(door: Door) -> None:
    assert door.get("/r/%70ulse/house%68old").status == 200


# With the receipt code


def test_a_customer_with_the_code_sees_corrects_and_erases_without_an_account(door: Door) -> None:
    sent = page_fields(door, recommend="9", why="Quick.")
    code = receipt_in(door.get(door.form(PULSE, sent).headers["location"]).text)
    assert door.get("/receipt").status == 200
    assert "Quick." in door.form("/receipt", {"_code": code}).text
    text = door.form("/receipt", {"_code": code, "_do": "text"})
    assert text.headers["content-disposition"] == 'attachment; filename="answers.txt"'
    fields = {"_version": sent["_version"], "recommend": "3", "_code": code, "_do": "store", "_of": "1"}
    assert door.form("/receipt", fields).status == 200
    assert '"recommend": 3' in door.form("/receipt", {"_code": code, "_do": "json"}).text
    assert door.form("/receipt", {"_code": code, "_do": "erase-now"}).status == 200
    assert (door.form("/receipt", {"_code": code}).status, door.kept(sent["_id"])) == (404, None)


# Shown


def test_the_address_chooses_language_channel_and_answers_of_a_page(door: Door) -> None:
    page = door.get(f"{PULSE}?language=de&channel=qr&recommend=9&why=a%26b&why=c&invitation=May-1").text
    assert '<html lang="de"' in page
    assert 'name="_channel" value="qr"' in page
    assert 'name="_invitation" value="May-1"' in page
    assert re.findall(r'value="(\d+)"(?: id="recommend")? checked', page) == ["9"]
    assert re.search(r'<textarea id="why"[^>]*>\na&amp;b</textarea>', page)


@pytest.mark.parametrize("path", [PULSE, f"{PULSE}/thanks", "/r/pulse/nobody"])
def test_head_is_answered_like_get_without_a_body(door: Door, path: str) -> None:
    get, head = door.get(path), door.send("HEAD", path)
    assert (head.status, head.body) == (get.status, b"")
    assert {n: head.headers[n] for n in ("content-type", *SAFE)} == {"content-type": HTML, **SAFE}


def test_get_stores_nothing(door: Door) -> None:
    sent = page_fields(door, recommend="8")
    before = stored_today(door)
    assert door.get(f"{PULSE}?{urlencode(sent)}").status == 200
    assert stored_today(door) == before


def test_a_token_that_is_not_ours_opens_no_receipt(door: Door) -> None:
    sent = page_fields(door, recommend="8")
    door.form(PULSE, sent)
    page = door.get(f"{PULSE}/thanks?t={token(sent['_id'], 'the key of somebody else, long enough')}")
    assert (page.status, receipt_in(page.text)) == (200, "")


def test_a_button_gives_the_page_in_another_language_with_every_answer_kept(door: Door) -> None:
    sent = page_fields(door, recommend="99", why=WORDS, _channel="qr", _invitation="May-1", _language="de")
    before = stored_today(door)
    answer = door.form(PULSE, sent)
    assert (answer.status, stored_today(door)) == (200, before)
    assert '<html lang="de"' in answer.text and "Fehler" not in answer.text
    kept = re.search(r'<textarea id="why"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)[1]
    assert unescape(kept) == WORDS
    for name, value in {
        "_version": door.version("pulse", "household", "de"),
        "_channel": "qr",
        "_invitation": "May-1",
        "_id": sent["_id"],
    }.items():
        assert f'name="{name}" value="{value}"' in answer.text
    back = door.form(PULSE, {**sent, "recommend": "9", "_language": "xx"}).text
    assert '<html lang="en"' in back, "a language that the survey has not is the first"
    assert re.findall(r'value="(\d+)"(?: id="recommend")? checked', back) == ["9"]


# Refused, and nothing stored


@pytest.fixture
def nothing_stored(door: Door):
    before = stored_today(door)
    yield
    assert stored_today(door) == before


@pytest.mark.usefixtures("nothing_stored")
def test_a_refused_form_comes_back_with_every_answer_kept(door: Door) -> None:
    answer = door.form(PULSE, page_fields(door, recommend="11", why=WORDS, _invitation="May-1"))
    assert (answer.status, answer.headers["content-type"]) == (422, HTML)
    kept = re.search(r'<textarea id="why"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)[1]
    assert unescape(kept) == WORDS
    assert "<b>" not in kept
    assert 'name="_invitation" value="May-1"' in answer.text
    assert '<a href="#recommend">' in answer.text
    assert "Choose a number from 0 to 10" in answer.text


@pytest.mark.usefixtures("nothing_stored")
def test_a_program_is_told_each_field_that_is_wrong(door: Door) -> None:
    answer = door.program(PULSE, {"answers": {"recommend": "eleven", "why": 5, "colour": "red"}})
    assert (answer.status, answer.headers["content-type"]) == (422, JSON)
    assert {problem["field"] for problem in answer.json["problems"]} == {"recommend", "why", "colour"}


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("fields", [{"_version": "0123456789ab"}, {"_version": "../../x"}, {"colour": "red"}])
def test_a_form_of_an_unknown_version_or_with_unknown_fields_is_refused(
    door: Door, fields: dict[str, str]
) -> None:
    answer = door.form(PULSE, page_fields(door, recommend="9", **fields))
    assert (answer.status, answer.headers["content-type"]) == (422, HTML)


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize(
    "path", ["/r/pulse/nobody", "/r/nothing/household", "/r/PULSE/household", "/r/%00/%C3"]
)
def test_an_unknown_survey_is_404_for_people_and_for_programs(door: Door, path: str) -> None:
    page, program = door.form(path, {"recommend": "9"}), door.program(path, {"answers": {"recommend": 9}})
    assert (door.get(path).status, page.status, program.status) == (404, 404, 404)
    assert (page.headers["content-type"], program.headers["content-type"]) == (HTML, JSON)
    assert "<h1>Page not found</h1>" in page.text
    assert messages(program)[0].startswith("There is no survey at this address.")


@pytest.mark.usefixtures("nothing_stored")
def test_interviews_are_not_open_to_customers(door: Door) -> None:
    path = "/r/telephone-interview/business"
    assert (door.get(path).status, door.program(path, {"answers": {}}).status) == (404, 404)


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "PATCH", "PUT"])
@pytest.mark.parametrize(("path", "allowed"), [(PULSE, "GET, POST"), (f"{PULSE}/thanks", "GET")])
def test_another_method_is_405_and_told_which_are_allowed(
    door: Door, method: str, path: str, allowed: str
) -> None:
    answer = door.send(method, path, b"{}", Content_Type=JSON)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest.mark.usefixtures("nothing_stored")
def test_a_body_over_64_kb_is_413(door: Door) -> None:
    form = urlencode(page_fields(door, recommend="9", why="")).encode()
    most, over = form.ljust(65536, b"x"), form.ljust(65537, b"x")
    assert door.send("POST", PULSE, most, Content_Type=FORM).status == 422
    answer = door.send("POST", PULSE, over, Content_Type=FORM)
    assert (answer.status, answer.headers["content-type"]) == (413, HTML)
    assert "<h1>Your answers are too long</h1>" in answer.text


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""]
)
def test_another_content_type_is_415(door: Door, content_type: str) -> None:
    headers = {"Content_Type": content_type} if content_type else {}
    answer = door.send("POST", PULSE, b"recommend=9", **headers)
    assert (answer.status, answer.headers["content-type"]) == (415, HTML)
    assert "<h1>Your answers could not be read</h1>" in answer.text


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b"recommend=9&why=%FF%FE"),
        (FORM, b"recommend=9&why=\xff\xfe"),
        (FORM, b"&".join(b"f%d=1" % n for n in range(501))),
        (JSON, b'{"answers": {"recommend": 9, "why": "\xff\xfe"}}'),
        (JSON, b'{"answers": {"recommend": 9}'),
        (JSON, b'{"answers": {"recommend": 9}, "secret": 1}'),
        (JSON, b"[" * 60000),
        (JSON, b""),
    ],
)
def test_a_body_that_is_not_what_its_content_type_says_is_400(
    door: Door, content_type: str, body: bytes
) -> None:
    answer = door.send("POST", PULSE, body, Content_Type=content_type)
    assert (answer.status, answer.headers["content-type"]) == (400, HTML if content_type == FORM else JSON)


# Every answer


def test_every_answer_keeps_out_of_caches_frames_and_guesses(door: Door) -> None:
    sent = page_fields(door, recommend="9")
    answers = [
        door.get(PULSE),
        door.program(PULSE, {"id": str(uuid4()), "answers": {"recommend": 9}}),
        door.form(PULSE, sent),
        door.get(f"{PULSE}/thanks"),
        door.send("POST", PULSE, b"%", Content_Type=JSON),
        door.get("/r/pulse/nobody"),
        door.send("PUT", PULSE),
        door.send("POST", PULSE, b"x" * 65537, Content_Type=FORM),
        door.send("POST", PULSE, b"x", Content_Type="text/plain"),
        door.form(PULSE, page_fields(door)),
    ]
    found = {a.status: {name: a.headers.get(name) for name in SAFE} for a in answers}
    assert found == dict.fromkeys([200, 201, 303, 400, 404, 405, 413, 415, 422], SAFE)
    kinds = {(answer.headers["content-type"], answer.headers[POLICY]) for answer in answers}
    assert kinds == {(HTML, OF_PAGES), (JSON, OF_JSON)}
    https = {answer.headers.get("strict-transport-security") for answer in answers}
    assert https == {None if door.app is None else "max-age=63072000"}
