"""Contact details: only with consent, apart from the response, and never half-kept."""

from datetime import date

import msgspec
import pytest
from conftest import NOON, SECRET
from pages.reading import Page

from listenwell.intake.receipts import stored_id
from listenwell.survey.contact import ContactDetails
from listenwell.survey.question_types import Contact

ASKED = Contact(id="reach", text="An answer?", consent="Use these to answer me", days=60)
SURVEY = """\
title: Would you recommend us?
questions:
  why: {type: text, text: Why?}
  reach: {type: contact, text: An answer?, consent: Use these to answer me, days: 60}
"""
GERMAN = "title: x\nquestions:\n  why: {text: Warum?}\n  reach: {text: Antwort?, consent: Zum Antworten}\n"
FIELDS = {
    "why": "Late",
    "reach.email": " j.miller@example.com ",
    "reach.telephone": "",
    "reach.consent": "yes",
}


@pytest.fixture
def asking(folder, rebuilt):
    folder.write("surveys/pulse.yaml", SURVEY).write("translations/pulse.de.yaml", GERMAN)
    return rebuilt()


def test_details_are_kept_apart_with_what_was_agreed_and_until_when(asking):
    assert asking.form("pulse", FIELDS).status == 303
    (response,) = asking.stored
    assert response.answers == {"why": "Late", "reach": "given"}
    assert b"miller" not in msgspec.json.encode(response)
    assert asking.contacts.kept == {
        response.id: ContactDetails(
            id=response.id,
            email="j.miller@example.com",
            agreed="Use these to answer me",
            agreed_at=NOON,
            until=date(2026, 5, 13),
        )
    }


def test_the_json_door_keeps_the_same(asking):
    given = {"why": "Late", "reach": {"email": "j.miller@example.com", "consent": True}}
    assert asking.json("pulse", {"answers": given}).status == 201
    (response,) = asking.stored
    assert response.answers == {"why": "Late", "reach": "given"}
    assert asking.contacts.kept[response.id].email == "j.miller@example.com"


def test_details_for_a_question_that_was_not_asked_are_dropped(folder, rebuilt):
    asked = SURVEY.replace("days: 60}", "days: 60, show_if: answered(why)}")
    folder.write("surveys/pulse.yaml", asked).write("translations/pulse.de.yaml", GERMAN)
    house = rebuilt()
    only = {"reach.email": "j.miller@example.com", "reach.consent": "yes"}
    assert house.form("pulse", only).status == 422
    assert house.form("pulse", {**FIELDS, "why": "Late"}).status == 303
    assert len(house.contacts.kept) == 1


def test_without_details_nothing_is_kept_apart(asking):
    asking.form("pulse", {"why": "Late", "reach.email": " ", "reach.telephone": ""})
    assert asking.stored[0].answers == {"why": "Late"}
    assert asking.contacts.kept == {}


@pytest.mark.parametrize(
    ("changes", "linked"),
    [
        ({"reach.consent": None}, "reach.consent"),
        ({"reach.email": ""}, "reach.email"),
        ({"reach.email": "j.miller"}, "reach.email"),
        ({"reach.telephone": "soon"}, "reach.telephone"),
    ],
)
def test_a_refusal_stores_nothing_and_keeps_what_was_typed(asking, changes, linked):
    sent = {name: value for name, value in {**FIELDS, **changes}.items() if value is not None}
    reply = asking.form("pulse", sent)
    page = Page(reply.body.decode())
    assert reply.status == 422
    assert (asking.stored, asking.contacts.kept) == ([], {})
    (link,) = [a for a in page.all("a") if a.attributes.get("href", "").startswith("#reach")]
    assert link.attributes["href"] == f"#{linked}"
    kept = {name: values[0] for name, values in page.form().items() if name in FIELDS}
    assert kept == {"reach.email": "", "reach.telephone": "", **sent}


def test_when_the_contact_cannot_be_kept_the_customer_sends_again_and_both_are_there_once(asking):
    asking.responses.away = True
    reply = asking.form("pulse", FIELDS)
    assert reply.status == 503
    again = {name: values[0] for name, values in Page(reply.body.decode()).form().items()}
    assert again["reach.email"] == FIELDS["reach.email"]
    asking.responses.away = False
    assert asking.form("pulse", again).status == 303
    (response,) = asking.stored
    assert list(asking.contacts.kept) == [response.id]


def test_when_the_response_cannot_be_kept_no_details_are(asking):
    asking.responses.away = True
    assert asking.form("pulse", FIELDS).status == 503
    assert asking.contacts.kept == {}


def test_other_answers_under_the_same_id_bring_no_details(asking):
    asking.form("pulse", {**FIELDS, "_id": (name := "00000000-0000-4000-8000-0000000000aa")})
    other = {**FIELDS, "why": "Early", "reach.email": "x@example.com", "_id": name}
    assert asking.form("pulse", other).status == 409
    assert asking.contacts.kept[stored_id(name, SECRET)].email == "j.miller@example.com"


def test_a_link_can_neither_tick_the_box_nor_fill_in_who_somebody_is(asking):
    reply = asking.get(
        "/r/pulse/home", **{"reach.email": "x@example.com", "reach.consent": "yes", "why": "Late"}
    )
    sent = Page(reply.body.decode()).form()
    assert (sent["why"], sent["reach.email"], "reach.consent" in sent) == (["Late"], [""], False)


def test_the_page_says_what_happens_to_the_details(asking):
    text = Page(asking.get("/r/pulse/home").body.decode()).one("main").text
    assert "We keep these details apart from your answers and delete them after 60 days." in text
    footer = Page(asking.get("/r/pulse/home").body.decode()).one("footer").text
    assert "Only if you want an answer do we ask how to reach you." in " ".join(footer.split())
    other = Page(asking.get("/r/visit/home").body.decode()).one("footer").text
    assert "how to reach you" not in other


def test_browsers_may_fill_in_their_owners_details_and_correct_no_spelling(asking):
    page = Page(asking.get("/r/pulse/home").body.decode())
    for field, token in (("reach.email", "email"), ("reach.telephone", "tel")):
        attributes = page.one("input", id=field).attributes
        assert (attributes["autocomplete"], attributes["spellcheck"]) == (token, "false")


REAL_NUMBERS = (
    *("01632 960 001", "+44 (0)1632 960-001", "0049/30/123456", "030 123456-78", "(01632) 960001 ext. 23"),
    *(
        "+1.202.555.0143",
        "tel:+49-30-123456",
        "٠٣٠١٢٣٤٥٦",
        "112233",
        "07700 900 123, after 6 pm",
        "０３−１２３４−５６７８",
    ),
)
NO_NUMBERS = ("call me", "1234", "j.miller@example.com", "1" * 26, "x" * 300)
REAL_ADDRESSES = (
    *("j.miller@example.com", "J+tag@sub.example.co.uk", "o'brien@example.ie", "用户@例子.世界"),
    *("jürgen@müller.example", "a@b.co"),
)
NO_ADDRESSES = (
    "miller",
    "@example.com",
    "a@b",
    "a b@example.com",
    "a@example.",
    "a@.com",
    "a@b..c",
    "a@@example.com",
    "a@example.com,b@example.com",
    "<a@example.com>",
    "mailto:a@example.com",
    '"><script>@example.com',
    "x" * 255 + "@b.c",
)


@pytest.mark.parametrize("typed", REAL_NUMBERS)
def test_every_way_to_write_a_telephone_number_is_taken(typed):
    assert ASKED.reach({"telephone": typed, "consent": True}).telephone == typed


@pytest.mark.parametrize("typed", REAL_ADDRESSES)
def test_real_e_mail_addresses_are_taken(typed):
    assert ASKED.reach({"email": typed, "consent": "yes"}).email == typed


@pytest.mark.parametrize(
    ("way", "typed"),
    [*(("telephone", t) for t in NO_NUMBERS), *(("email", t) for t in NO_ADDRESSES)],
)
def test_what_cannot_be_one_is_refused_where_it_stands(way, typed):
    (refusal,) = ASKED.check({way: typed, "consent": True}).refusals
    assert (refusal.field, refusal.reason) == (f"reach.{way}", f"contact_{way}")


def test_marks_that_copying_brings_along_are_dropped():
    pasted = "\u200e j.miller@example.com\u200b\n"
    assert ASKED.reach({"email": pasted, "consent": True}).email == "j.miller@example.com"


def test_only_the_ways_that_are_asked_are_taken():
    one = Contact(id="reach", text="An answer?", consent="Yes", ways=("email",))
    assert one.fields() == ("reach.email", "reach.consent")
    assert one.check({"telephone": "01632 960 001", "consent": True}).refusals[0].reason == "choose_listed"


def test_the_part_of_an_answer_that_is_wrong_is_marked(asking):
    page = Page(asking.form("pulse", {**FIELDS, "reach.email": "miller"}).body.decode())
    marked = [e.attributes["id"] for e in page.elements if e.attributes.get("aria-invalid") == "true"]
    assert marked == ["reach.email"]
