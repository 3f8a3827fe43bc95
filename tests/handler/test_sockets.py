"""What the doors on a socket stand: bodies that are huge, slow or cut off. The process lives and goes on."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from .doors import FORM, HOST, SOCKETS, Door
from .test_doors import OF_PAGES, POLICY, PULSE, SAFE, page_fields, stored_today

BOTH = pytest.mark.parametrize("door", SOCKETS, indirect=True, scope="module")
WAITRESS = pytest.mark.parametrize("door", ["waitress"], indirect=True, scope="module")
CHALICE = pytest.mark.parametrize("door", ["chalice server"], indirect=True, scope="module")
TEN_MB = 10 * 1024 * 1024


@contextmanager
def connection(door: Door, length: int) -> Iterator[socket.socket]:
    """A connection on which the head of a POST was sent, whose body has `length` bytes."""
    head = (
        f"POST {PULSE} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {FORM}\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((HOST, door.port), timeout=30) as opened:
        opened.sendall(head.encode())
        yield opened


def status_on(opened: socket.socket) -> int:
    answer = http.client.HTTPResponse(opened)
    answer.begin()
    return answer.status


def lives(door: Door) -> bool:
    """Whether the door still stores an answer."""
    sent = page_fields(door, recommend="6")
    return door.form(PULSE, sent).status == 303 and door.kept(sent["_id"]) is not None


@BOTH
def test_ten_megabytes_are_refused_and_nothing_is_stored(door: Door) -> None:
    before = stored_today(door)
    body = urlencode(page_fields(door, recommend="9", why="")).encode().ljust(TEN_MB, b"x")
    status = 0
    try:
        with connection(door, TEN_MB) as opened:
            opened.sendall(body)
            status = status_on(opened)
    except OSError:  # waitress answers before the body has come, and hangs up
        status = status or 413
    assert status == 413
    assert stored_today(door) == before
    assert lives(door)


@WAITRESS
def test_waitress_refuses_ten_megabytes_from_the_head_alone(door: Door) -> None:
    with connection(door, TEN_MB) as opened:
        assert status_on(opened) == 413


@BOTH
def test_a_slow_sender_is_waited_for_while_others_are_answered(door: Door) -> None:
    sent = page_fields(door, recommend="4", why="Slowly")
    body = urlencode(sent).encode()
    with connection(door, len(body)) as opened:
        opened.sendall(body[:20])
        assert lives(door)
        opened.sendall(body[20:])
        assert status_on(opened) == 303
    assert door.kept(sent["_id"]).answers == {"recommend": 4, "why": "Slowly"}


@BOTH
def test_a_sender_who_hangs_up_half_way_does_no_harm(door: Door) -> None:
    body = urlencode({"_id": str(uuid4()), "colour": "red"}).encode()
    with connection(door, len(body)) as opened:
        opened.sendall(body[:20])
    assert lives(door)


@WAITRESS
def test_half_a_body_is_never_stored(door: Door) -> None:
    # Chalice's server would take the half for the whole. It is for development: API Gateway calls the Lambda
    # with whole requests alone, and customers are never served by it.
    sent = page_fields(door, recommend="4", why="Cut off")
    body = urlencode(sent).encode()
    with connection(door, len(body)) as opened:
        opened.sendall(body[:-4])
    assert lives(door)
    assert door.kept(sent["_id"]) is None


@WAITRESS
@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n",
        b"GET /" + b"a" * 300_000 + b" HTTP/1.0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: smuggled\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Name: x\r\n\r\n",
    ],
)
def test_what_waitress_refuses_by_itself_has_our_headers_too(door: Door, raw: bytes) -> None:
    with socket.create_connection((HOST, door.port), timeout=30) as opened:
        opened.sendall(raw)
        answer = http.client.HTTPResponse(opened)
        answer.begin()
        assert 400 <= answer.status <= 501
        assert {name: answer.getheader(name) for name in SAFE} == SAFE
        assert answer.getheader(POLICY) == OF_PAGES


# Where Chalice's door must differ


@WAITRESS
def test_an_address_of_no_page_is_our_404_where_we_are_the_whole_site(door: Door) -> None:
    for path in ("/r", "/r/pulse", "/r/a/b/c/d", "/nothing"):
        answer = door.get(path)
        assert (answer.status, "<h1>Page not found</h1>" in answer.text) == (404, True)


@CHALICE
def test_an_address_of_no_route_never_reaches_our_code_behind_chalice(door: Door) -> None:
    # API Gateway answers it itself, and Chalice's server imitates the 403 of API Gateway's own wording. The
    # template turns it into a 404 (test_package.py); CloudFront sends only /r/ there.
    for path in ("/r", "/r/pulse", "/r/a/b/c/d", "/nothing"):
        assert door.get(path).status == 403


# Who asks, where a web server stands in front


@WAITRESS
def test_the_web_server_in_front_says_who_asks(door: Door) -> None:
    sent = page_fields(door, recommend="2", why="By proxy")
    del sent["_id"]
    body = urlencode(sent).encode()
    locations = [
        door.send("POST", PULSE, body, Content_Type=FORM, X_Forwarded_For=told).headers["location"]
        for told in ("192.0.2.1", "made up, 192.0.2.1", "192.0.2.2")
    ]
    assert locations[0] == locations[1] != locations[2]
