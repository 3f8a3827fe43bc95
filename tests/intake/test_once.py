"""By which rule a submission without a name is one with an earlier one, or a repeat; on each store."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import NOON, SECRET, House
from pages.reading import Page
from storage.conftest import TABLE, mocked_client

from listenwell import web
from listenwell.intake import answer
from listenwell.intake.once import WINDOW
from listenwell.intake.receipts import stored_id
from listenwell.storage.aws_contacts import DynamoContacts
from listenwell.storage.aws_daily import DynamoDaily
from listenwell.storage.aws_responses import DynamoResponses
from listenwell.storage.embedded_contacts import SqliteContacts
from listenwell.storage.embedded_daily import SqliteDaily
from listenwell.storage.embedded_responses import SqliteResponses
from listenwell.survey.response import POSSIBLE_REPEAT
from listenwell.web import Reply, Request, Source

from .conftest import put_over

ANN, BOB = Source("192.0.2.7", "a browser"), Source("192.0.2.7", "another browser")
ELSEWHERE = Source("192.0.2.8", "a browser")
SECOND = timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)


def send(
    house: House, source: Source = ANN, survey: str = "visit", segment: str = "home", **fields: str
) -> Reply:
    """Send a form as a browser without script does: without a name."""
    sent = {"_version": house.version(survey, segment), **(fields or {"overall": "4"})}
    body = urlencode(sent).encode()
    path = f"/r/{survey}/{segment}"
    request = Request(method="POST", path=path, content_type=web.FORM, body=body, source=source)
    return answer(request, house.services)


def stored(house: House) -> list[tuple[datetime, tuple[str, ...]]]:
    """When each was received and its marks, in order of time."""
    days = (NOON - timedelta(days=2)).date(), (NOON + timedelta(days=2)).date()
    return [(r.received_at, r.marks) for r in house.responses.received(*days)]


REPEAT = (POSSIBLE_REPEAT,)


def code_on(house: House, reply: Reply) -> str:
    path, _, token = reply.headers["Location"].partition("?t=")
    return Page(house.get(path, t=token).body.decode()).one("p", class_="receipt").text


@pytest.mark.parametrize("passed", [timedelta(0), SECOND, WINDOW - INSTANT, WINDOW])
def test_the_same_within_two_minutes_is_one_and_gets_the_same_answer(office, passed):
    first = send(office)
    office.now += passed
    again = send(office)
    assert (again, first.status) == (first, 303)
    assert stored(office) == [(NOON, ())]
    assert code_on(office, again) == code_on(office, first)


@pytest.mark.parametrize("passed", [WINDOW + INSTANT, timedelta(hours=11)])
def test_the_same_later_that_day_is_stored_and_marked_and_has_a_code_of_its_own(office, passed):
    first = send(office)
    office.now += passed
    again = send(office)
    assert stored(office) == [(NOON, ()), (NOON + passed, REPEAT)]
    assert code_on(office, again) != (code_on(office, first) if passed < timedelta(hours=1) else "")


def test_a_repeat_has_two_minutes_of_its_own_and_each_further_one_too(office):
    replies = {}
    for minutes in (0, 3, 5, 6, 9, 9, 12, 15, 18, 20):
        office.now = NOON + timedelta(minutes=minutes)
        replies[minutes] = send(office)
    times = [NOON + timedelta(minutes=m) for m in (0, 3, 6, 9, 12, 15, 18)]
    assert stored(office) == list(zip(times, [(), *[REPEAT] * 6], strict=True))
    assert replies[5] == replies[3] and replies[20] == replies[18]
    assert len({reply.headers["Location"] for reply in replies.values()}) == 7


def test_the_same_three_minutes_on_and_on_is_neither_lost_nor_joined(office):
    for n in range(40):
        office.now = NOON + n * (WINDOW + SECOND)
        assert send(office).status == 303
    assert [marks for _, marks in stored(office)] == [(), *[REPEAT] * 39]


@pytest.mark.parametrize(
    "other",
    [
        {"source": BOB},
        {"source": ELSEWHERE},
        {"overall": "5"},
        {"overall": "4", "better": "x"},
        {"overall": "4", "_invitation": "May-2"},
        {"overall": "4", "_channel": "telephone"},
        {"segment": "trade", "overall": "4"},
    ],
    ids=str,
)
def test_another_browser_address_answer_invitation_or_segment_is_another_submission(office, other):
    send(office)
    send(office, **other)
    assert stored(office) == [(NOON, ()), (NOON, ())]


def test_the_same_answers_in_another_spelling_and_from_another_language_are_the_same(office):
    first = send(office, overall="4", better="Größe\r\nx")
    german = office.version("visit", "home", "de")
    again = send(office, overall="4", better=" Gro\u0308ße\nx ", met="", _version=german)
    assert (len(stored(office)), first.status, again.status) == (1, 303, 303)


def test_a_form_and_a_program_without_a_name_are_the_same(office):
    send(office)
    body = msgspec.json.encode({"answers": {"overall": 4}})
    request = Request(method="POST", path="/r/visit/home", content_type=web.JSON, body=body, source=ANN)
    first, again = (msgspec.json.decode(answer(request, office.services).body) for _ in range(2))
    assert first == again
    assert first["receipt"]
    assert stored(office) == [(NOON, ())]


def test_names_of_their_own_make_two_of_the_same(office):
    for name in ("0000000a-0000-4000-8000-00000000000a", "0000000a-0000-4000-8000-00000000000b"):
        send(office, overall="4", _id=name)
    assert stored(office) == [(NOON, ()), (NOON, ())]


# Around midnight

MIDNIGHT = datetime(2026, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (SECOND, timedelta(0), 1),
        (INSTANT, WINDOW - INSTANT, 1),
        (WINDOW, timedelta(0), 1),
        (WINDOW + INSTANT, timedelta(0), 2),
        (SECOND, WINDOW, 2),
    ],
)
def test_two_minutes_hold_over_midnight_and_the_mark_does_not(office, before, after, kept):
    office.now = MIDNIGHT - before
    first = send(office)
    office.now = MIDNIGHT + after
    again = send(office)
    assert (again == first) == (kept == 1)
    assert [marks for _, marks in stored(office)] == [()] * kept


def test_a_repeat_just_before_midnight_is_one_with_the_same_just_after(office):
    for before in (timedelta(hours=3), timedelta(seconds=30)):
        office.now = MIDNIGHT - before
        last = send(office)
    office.now = MIDNIGHT + timedelta(seconds=30)
    assert send(office) == last
    assert [marks for _, marks in stored(office)] == [(), REPEAT]


def test_the_names_of_a_day_cannot_be_made_again_when_its_key_is_gone(office):
    send(office)
    key = office.daily.key(NOON.date())
    assert len(key) == 32
    assert office.daily.key(NOON.date()) == key != office.daily.key(MIDNIGHT.date())
    if isinstance(office.daily, SqliteDaily):
        assert office.daily.sweep(MIDNIGHT.date()) == 0, "yesterday's is needed at midnight"
        assert office.daily.sweep(MIDNIGHT.date() + timedelta(days=1)) == 3, "the key and two counts"
        assert office.daily.key(NOON.date()) != key
    else:
        item = mocked_client("dynamodb").get_item(TableName=TABLE, Key={"id": {"S": "day#2026-03-14#key"}})[
            "Item"
        ]
        assert datetime.fromtimestamp(int(item["expires"]["N"]), UTC) == MIDNIGHT + timedelta(days=1)


# Several servers at once


def second_server(house: House) -> House:
    """Another process over the same store: nothing is shared but the store and the secret."""
    other = House(house.documents.kept)
    if isinstance(house.responses, SqliteResponses):
        file = house.responses._path
        put_over(other, SqliteResponses(file), SqliteContacts(file), SqliteDaily(file))
    else:
        client = mocked_client("dynamodb")
        put_over(
            other, DynamoResponses(client, TABLE), DynamoContacts(client, TABLE), DynamoDaily(client, TABLE)
        )
    other.now = house.now
    return other


@pytest.mark.parametrize("earlier", [0, 1, 2], ids=["first", "first repeat", "second repeat"])
def test_two_servers_that_get_the_same_at_once_store_one(office, earlier):
    for _ in range(earlier):
        send(office)
        office.now += WINDOW + SECOND
    servers = [office, second_server(office), office, second_server(office)]
    start = Barrier(len(servers))

    def click(house: House) -> Reply:
        start.wait()
        return send(house)

    with ThreadPoolExecutor(len(servers)) as pool:
        replies = list(pool.map(click, servers))
    assert [r.status for r in replies] == [303] * 4
    assert len({r.headers["Location"] for r in replies}) == 1
    assert [marks for _, marks in stored(office)] == [(), *[REPEAT] * earlier][: earlier + 1]


def test_clocks_that_differ_by_less_than_the_window_do_no_harm(office):
    other = second_server(office)
    other.now = office.now - timedelta(seconds=50)
    first = send(office)
    assert send(other) == first
    assert stored(office) == [(NOON, ())]


# Nothing of the source is kept


def test_neither_address_nor_browser_is_in_any_file_of_the_store(office, tmp_path, caplog):
    caplog.set_level(0)
    for n in range(3):
        office.now = NOON + n * (WINDOW + SECOND)
        send(office, Source("198.51.100.77", "Tell-tale/7.7"))
    if isinstance(office.responses, SqliteResponses):
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    else:
        kept = repr(mocked_client("dynamodb").scan(TableName=TABLE)["Items"]).encode()
    for told in ("198.51.100.77", "Tell-tale"):
        assert told.encode() not in kept
        assert told not in caplog.text
        assert told not in repr(Source(told))


def test_the_receipt_is_the_hash_of_nothing_but_the_code(office):
    reply = send(office)
    code = code_on(office, reply)
    assert re.fullmatch(r"(\w{3}-){5}\w{3}", code)
    (response,) = office.responses.received(NOON.date(), NOON.date())
    assert code.replace("-", "").lower() not in response.id.replace("-", "")
    assert response.id != stored_id(response.id, SECRET)
