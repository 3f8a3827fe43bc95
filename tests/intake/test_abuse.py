"""Programs are held back or marked, and people who look like one lose nothing; on both stores."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from conftest import SECRET, House
from pages.reading import Page

from listenwell import web
from listenwell.intake import answer
from listenwell.intake.abuse import BURST, HASTE
from listenwell.storage import StorageUnavailable
from listenwell.survey.response import BURST_OF_ANSWERS, TOO_QUICK
from listenwell.web import Reply, Request, Source

ANN = Source("192.0.2.7", "a browser")
HELD = "Your answers were held back, because a field was filled in that people cannot see"
FULL = "So many answers came from your network today that we take no more from there until tomorrow"
ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def send(house: House, source: Source = ANN, **fields: str) -> Reply:
    sent = {"_version": house.version("visit"), "overall": "4", **fields}
    body = urlencode(sent).encode()
    request = Request(method="POST", path="/r/visit/home", content_type=web.FORM, body=body, source=source)
    return answer(request, house.services)


def marks(house: House) -> list[tuple[str, ...]]:
    found = house.responses.received(house.now.date(), house.now.date())
    return [response.marks for response in found]


def minute_of(house: House, n: int) -> None:
    """Another customer, `n` seconds later: not a repeat."""
    house.now += timedelta(seconds=n)


# The field that people do not see


def test_a_form_with_the_unseen_field_filled_in_is_held_back_with_everything_typed(house: House) -> None:
    reply = send(house, better="My words", _website="https://spam.example", _id=ID)
    page = Page(reply.body.decode())
    assert (reply.status, reply.outcome, house.stored) == (422, "held-back", [])
    assert HELD in reply.body.decode()
    sent = page.form()
    assert (sent["better"], sent["overall"], sent["_website"]) == (["My words"], ["4"], [""])
    assert (
        answer(
            Request(
                method="POST",
                path="/r/visit/home",
                content_type=web.FORM,
                body=urlencode(sent, doseq=True).encode(),
                source=ANN,
            ),
            house.services,
        ).status
        == 303
    ), "sent again as it came back it is taken"


def test_the_unseen_field_is_out_of_reach_of_keyboard_screen_reader_and_autofill(house: House) -> None:
    page = Page(house.get("/r/visit/home").body.decode())
    field = page.one("input", name="_website")
    assert (field.attributes["tabindex"], field.attributes["autocomplete"]) == ("-1", "off")
    assert "hidden" not in field.attributes and field.attributes.get("type", "text") == "text"
    assert page.one("label", class_="first").attributes["aria-hidden"] == "true"
    style = page.one("style").text
    assert "position:absolute" in style.replace(" ", "").split(".first{")[1].split("}")[0]
    assert "display:none" not in style.replace(" ", "").split(".first{")[1].split("}")[0]


def test_a_program_is_told_as_json_that_it_was_held_back(house: House) -> None:
    reply = house.json("visit", {"answers": {"overall": 4}, "website": "x"})
    assert (reply.status, house.stored) == (400, []), "the field is the form's alone"


# Time


@pytest.mark.parametrize(
    ("took", "expected"),
    [
        (str(HASTE - 1), (TOO_QUICK,)),
        ("0", (TOO_QUICK,)),
        (str(HASTE), ()),
        ("", ()),
        ("-5", ()),
        ("soon", ()),
        ("9" * 400, ()),
        ("١٢", ()),
    ],
)
def test_a_page_sent_sooner_than_it_can_be_read_is_marked_and_taken(
    house: House, took: str, expected: tuple[str, ...]
) -> None:
    assert send(house, _took=took).status == 303
    assert marks(house) == [expected]


# Counting networks


def test_after_a_burst_from_one_network_answers_are_marked_until_the_slot_is_over(office: House) -> None:
    for n in range(BURST + 2):
        assert send(office, Source("192.0.2.7", f"browser {n}"), better=f"words {n}").status == 303
        minute_of(office, 5)
    assert sorted(marks(office)) == [()] * BURST + [(BURST_OF_ANSWERS,)] * 2
    send(office, Source("192.0.2.8", "a browser"), better="elsewhere")
    minute_of(office, 600)
    send(office, better="later")
    assert sorted(marks(office)) == [()] * (BURST + 2) + [(BURST_OF_ANSWERS,)] * 2


def test_over_the_days_limit_a_customer_gets_everything_back_and_other_ways(office: House) -> None:
    office.services.daily_limit = 2
    first = send(office, _id=ID)
    assert send(office, better="two").status == 303
    reply = send(office, better="Mine is the third")
    page = Page(reply.body.decode())
    assert (reply.status, reply.outcome) == (429, "too-many")
    assert FULL in reply.body.decode() and "01632 960 123" in reply.body.decode()
    assert page.form()["better"] == ["Mine is the third"]
    assert len(marks(office)) == 2
    assert send(office, _id=ID) == first, "what was stored before is answered as before"
    assert send(office, Source("192.0.2.8", "a browser"), better="x").status == 303
    office.now += timedelta(days=1)
    assert send(office, better="Mine is the third").status == 303


def test_a_count_that_cannot_be_had_holds_nobody_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StorageUnavailable("away")

    house.services.daily_limit = 1
    monkeypatch.setattr(house.daily, "count", away)
    assert [send(house, _id=ID.replace("6f", n)).status for n in ("10", "11", "12")] == [303] * 3


def test_devices_that_share_a_network_are_counted_together_and_no_address_can_be_read() -> None:
    key = SECRET.encode()
    one = Source("2001:db8:1:2:aaaa::1", "a browser")
    assert one.network(key) == Source("2001:db8:1:2:bbbb::2", "another").network(key)
    assert one.network(key) != Source("2001:db8:1:3:aaaa::1", "a browser").network(key)
    assert ANN.network(key) == Source("192.0.2.7", "another").network(key)
    assert ANN.network(key) != Source("192.0.2.8", "a browser").network(key)
    assert ANN.network(key) != ANN.network(b"another day")
    assert not Source("", "a browser").known and ANN.known


def test_what_is_counted_is_gone_after_the_day(office: House) -> None:
    day = office.now.date()
    assert office.daily.count(day, "ab", "120") == (1, 1)
    assert office.daily.count(day, "ab", "121") == (2, 1)
    assert office.daily.count(day, "ab", "121") == (3, 2)
    assert office.daily.count(day, "cd", "121") == (1, 1)
    assert office.daily.count(day + timedelta(days=1), "ab", "121") == (1, 1)
