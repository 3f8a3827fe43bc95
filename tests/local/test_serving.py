"""Site and handler behind a real socket on the loopback; staff pages closed unless they are opened."""

import http.client
import io
import socket
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import House, MemoryDocuments, documents_in, make_folder
from pages.reading import Page

from listenwell.intake.parsing import MAX_BODY
from listenwell.local.serving import AddressTaken, NotLoopback, address, free_port, is_loopback, serve
from listenwell.local.wsgi import application, from_here_only
from listenwell.pages.building import build
from listenwell.staff import answer as answer_staff
from listenwell.staff.desk import open_desk
from listenwell.staff.roles import INTERVIEWER
from listenwell.web import FORM, Reply, Request, Source


@contextmanager
def running(public, house):
    """A running server without staff pages: (host, port)."""
    server = serve(public, house.services, port=0)

    def run():
        with suppress(OSError):  # closing it from here takes the socket away under its loop
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield "127.0.0.1", server.effective_port
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def at(house, built):
    with running(built / "public", house) as place:
        yield place


def ask(at, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(*at, timeout=10)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


TYPED = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}


def test_a_page_is_read_filled_in_and_thanked_for(at, house):
    status, headers, body = ask(at, "GET", "/s/visit/home/")
    assert (status, headers["Content-Type"]) == (200, 'text/html; charset="utf-8"')
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    page = Page(body.decode())
    sent = {**page.form(), "overall": "5", "better": "Grüße 👋"}
    status, headers, _ = ask(
        at, "POST", page.one("form").attributes["action"], urlencode(sent, doseq=True), TYPED
    )
    assert status == 303
    status, headers, body = ask(at, "GET", headers["Location"].replace("http://127.0.0.1", ""))
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert Page(body.decode()).all("p", class_="receipt")
    assert [r.answers for r in house.stored] == [{"overall": 5, "better": "Grüße 👋"}]


def test_head_has_the_length_and_no_body(at):
    for path in ("/s/visit/home/", "/r/visit/home", "/r/nothing/home"):
        whole, head = ask(at, "GET", path), ask(at, "HEAD", path)
        assert (head[0], head[1]["Content-Length"], head[2]) == (whole[0], str(len(whole[2])), b"")


def test_a_query_reaches_the_page(at):
    page = Page(
        ask(at, "GET", "/r/visit/home?better=Gr%C3%BC%C3%9Fe&better=x&overall=4&language=%FF&=&&a")[
            2
        ].decode()
    )
    assert (page.form()["better"], page.form()["overall"]) == (["Grüße"], ["4"])


@pytest.mark.parametrize("size", [MAX_BODY + 1, 300_000, 10_000_000])
def test_a_large_body_is_413_and_the_server_lives(at, house, size):
    try:
        status, _, _ = ask(at, "POST", "/r/visit/home", b"better=" + b"x" * (size - 7), TYPED)
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # refused while it was still being sent
    assert (status, house.stored) == (413, [])
    assert ask(at, "GET", "/r/visit/home")[0] == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"POST /r/visit/home HTTP/1.1\r\nHost: x\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: -1\r\n\r\n",
        b"\x00\xff\xfe\r\n\r\n",
        b"GET /%00/..%2f..%2fetc/passwd HTTP/1.0\r\n\r\n",
        b"GET /../../../../etc/passwd HTTP/1.0\r\n\r\n",
        b"GET /s/..%2f..%2frelease/index.json HTTP/1.0\r\n\r\n",
        b"GET /r/visit/home?" + b"a" * 300_000 + b" HTTP/1.0\r\n\r\n",
        b"POST /r/visit/home HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_strange_requests_are_refused_and_the_server_lives(at, house, raw):
    with socket.create_connection(at, timeout=5) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        try:
            start = connection.recv(15)
        except ConnectionResetError:
            start = b""
    assert start == b"" or start[9:10] == b"4"
    assert house.stored == []
    assert ask(at, "GET", "/s/visit/home/")[0] == 200


def test_the_release_and_other_files_are_not_on_the_site(at):
    for path in (
        "/release/index.json",
        "/../release/index.json",
        "/index.json",
        "/.ready",
        "/s/visit/home/index.html/x",
    ):
        assert ask(at, "GET", path)[0] in (400, 404)


def test_an_address_in_use_is_told(house, built):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressTaken) as refused:
            serve(built / "public", house.services, port=port)
    assert str(refused.value) == f"127.0.0.1:{port}"


def test_a_free_port_can_be_bound_and_the_address_names_it(house, built):
    port = free_port()
    server = serve(built / "public", house.services, port=port)
    assert address(server) == f"http://127.0.0.1:{port}"
    server.close()


# The door


def through(answered, environ):
    """What the WSGI door says: (status, headers, body) and the Request it made."""
    seen, said = [], []

    def answer(request):
        seen.append(request)
        return answered

    body = b"".join(
        application(answer)(environ, lambda status, headers: said.append((status, dict(headers))))
    )
    return (*said[0], body), seen[0]


def test_the_door_passes_on_method_path_query_type_and_body_and_nothing_else():
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/r/visit/home",
        "QUERY_STRING": "a=1&a=2&b=%C3%BC&c=",
        "CONTENT_TYPE": "Application/X-WWW-Form-URLencoded ; charset=utf-8",
        "CONTENT_LENGTH": "3",
        "wsgi.input": io.BytesIO(b"x=1"),
        "HTTP_USER_AGENT": "browser",
        "HTTP_COOKIE": "c=1",
        "REMOTE_ADDR": "192.0.2.7",
    }
    said, request = through(Reply(status=422, body=b"no", headers={"A": "b"}), environ)
    assert (said[0][:4], said[1:]) == ("422 ", ({"A": "b", "Content-Length": "2"}, b"no"))
    assert request == Request(
        method="POST",
        path="/r/visit/home",
        query={"a": ["1", "2"], "b": ["ü"], "c": [""]},
        content_type=FORM,
        body=b"x=1",
        source=Source("192.0.2.7", "browser"),
    )


def test_the_door_gives_head_the_length_and_no_body():
    environ = {"REQUEST_METHOD": "HEAD", "PATH_INFO": "/", "wsgi.input": io.BytesIO()}
    said, _ = through(Reply(status=200, body=b"page"), environ)
    assert said == ("200 OK", {"Content-Length": "4"}, b"")


def test_the_door_reads_one_byte_more_than_is_taken_and_no_further():
    stream = io.BytesIO(b"x" * (MAX_BODY * 2))
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(MAX_BODY * 2), "wsgi.input": stream}
    _, request = through(Reply(status=413), environ)
    assert (len(request.body), stream.tell()) == (MAX_BODY + 1, MAX_BODY + 1)


# Staff pages


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_loopback_is_the_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "", "::", "127.0.0.1.example.com"])  # noqa: S104
def test_every_other_host_is_not_the_loopback(host):
    assert not is_loopback(host)


def test_staff_pages_without_a_sign_in_are_refused_on_an_address_that_others_reach(house, built):
    desk = open_desk(house.services, MemoryDocuments())
    with pytest.raises(NotLoopback):
        serve(built / "public", house.services, host="0.0.0.0", port=0, desk=desk)  # noqa: S104


@pytest.mark.parametrize("path", ["/staff", "/sign-in", "/staff/interviews/pulse/home", "/download/x/y"])
def test_staff_pages_are_closed_where_there_is_no_desk(at, path):
    assert ask(at, "GET", path)[0] == 404


def test_where_nobody_signs_in_an_interview_is_stored_as_an_interviewers(rebuilt, folder):
    folder.replace("surveys/pulse.yaml", "thanks:", "audience: interviewers\nthanks:")
    house = rebuilt()
    desk = open_desk(house.services, MemoryDocuments())
    place = "/staff/interviews/pulse/home"
    page = Page(answer_staff(Request(method="GET", path=place), desk).body.decode())
    assert page.one("form").attributes["action"] == place
    body = urlencode({**page.form(), "recommend": "9"}, doseq=True).encode()
    sent = Request(method="POST", path=place, content_type=FORM, body=body)
    assert answer_staff(sent, desk).status == 303
    assert [(r.entered_by, r.answers) for r in house.stored] == [(INTERVIEWER, {"recommend": 9})]
    assert msgspec.to_builtins(house.stored[0])["entered_by"] == "interviewer"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"Host": "evil.example"}),
        ("POST", {"Host": "evil.example:8000"}),
        ("POST", {"Origin": "https://evil.example"}),
        ("POST", {"Origin": "null"}),
        ("POST", {"Sec-Fetch-Site": "cross-site"}),
        ("GET", {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_staff_pages_answer_nobody_whom_another_website_sends(method, headers):
    environ = {"PATH_INFO": "/staff/", "REQUEST_METHOD": method, "HTTP_HOST": "127.0.0.1:8000"}
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    assert _status(environ) == "403 Forbidden"
    assert _status({**environ, "PATH_INFO": "/r/visit/home"}) == "200 OK", "customers may come from anywhere"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost"])
def test_staff_pages_answer_this_machine(host):
    environ = {"PATH_INFO": "/staff/", "REQUEST_METHOD": "POST", "HTTP_HOST": host}
    assert _status(environ) == "200 OK"
    assert (
        _status({**environ, "HTTP_ORIGIN": f"http://{host}", "HTTP_SEC_FETCH_SITE": "same-origin"})
        == "200 OK"
    )


def _status(environ):
    told = []

    def anything(environ, start_response):
        start_response("200 OK", [])
        return [b""]

    list(from_here_only(anything, "/staff")(environ, lambda status, headers: told.append(status)))
    return told[0]


def test_a_page_that_opens_or_closes_on_a_day_is_made_when_it_is_asked_for(tmp_path):
    folder = make_folder(tmp_path / "survey_templates")
    folder.replace("surveys/visit.yaml", "title:", "opens: 2026-12-01\ncloses: 2027-01-31\ntitle:")
    built = build(tmp_path / "dist", folder.root, portal=None, now=datetime(2026, 11, 30, tzinfo=UTC))
    house = House(documents_in(built.release))
    with running(built.public, house) as at:
        for now, title in (
            (datetime(2026, 11, 30, tzinfo=UTC), "This survey is not open yet"),
            (datetime(2026, 12, 1, tzinfo=UTC), "Our visit"),
            (datetime(2027, 2, 1, tzinfo=UTC), "This survey is closed"),
        ):
            house.now = now
            status, _, body = ask(at, "GET", "/s/visit/home/")
            assert (status, Page(body.decode()).one("h1").text) == (200, title)
        house.documents.away, house.seconds = True, 3600.0
        assert ask(at, "GET", "/s/pulse/home/")[0] == 200
