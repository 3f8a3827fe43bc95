"""Mails about new summaries: each edition once to each subscriber, a link and no figure, whatever fails."""

from contextlib import suppress
from datetime import date, timedelta
from email import message_from_bytes, policy

import boto3
import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from click.testing import CliRunner
from conftest import NOON, MemoryDocuments
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from pages.reading import Page

from listenwell.cli import listenwell
from listenwell.local.serving import free_port
from listenwell.mailing.nightly import lacking, tell_subscribers
from listenwell.mailing.subscribers import AddressRefused, subscribe, subscribers, unsubscribe
from listenwell.mailing.telling import TRIES, tell
from listenwell.settings import Settings
from listenwell.staff import Desk, OpenHere, answer
from listenwell.storage import connect
from listenwell.storage.aws_mail import SesSender
from listenwell.storage.mail import MaybeSent, NotSent
from listenwell.summary.editions import Edition, Glance, Shelf, folder
from listenwell.web import Request

FROM, SITE, US = "surveys@example.com", "https://feedback.example.com/", "Müller & <Sons>"
NIGHT = timedelta(days=1)


class Post:
    """A sender that keeps what it was given, and fails as it is told."""

    def __init__(self) -> None:
        self.sent = []
        self.fails: list[Exception] = []

    def send(self, message) -> None:
        if self.fails and (error := self.fails.pop(0)):
            raise error
        self.sent.append(message)

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(mail["To"], mail["Subject"]) for mail in self.sent]


def edition(number=1, final=False, as_of=NOON) -> Edition:
    glance = Glance(words="How was it?", measure="csat", value=0.987, base=654, standing="improving")
    return Edition(
        number=number,
        as_of=as_of,
        final=final,
        responses=3210,
        headlines=(glance,),
        altered=0,
        documents={"html": "0"},
    )


def put(documents, *editions, survey="visit", title="Our visit & <co>", period="2026-Q1") -> None:
    shelf = Shelf(
        survey=survey,
        title=title,
        period=period,
        first=date(2026, 1, 1),
        last=date(2026, 3, 31),
        checked=NOON,
        editions=editions,
    )
    documents.put(folder(survey, period) + "editions.json", msgspec.json.encode(shelf))


@pytest.fixture
def documents():
    return MemoryDocuments()


def night(documents, post, now=NOON) -> int:
    return tell(documents, post, now=now, mail_from=FROM, address=SITE, us=US)


def add(documents, address="jo@example.com", *surveys, since=NOON, token="t0ken") -> None:  # noqa: S107
    subscribe(documents, address, surveys, since, token)


# Who and when


def test_the_first_edition_and_each_final_one_are_told_once_to_each_subscriber(documents):
    post = Post()
    add(documents)
    add(documents, "al@example.com")
    put(documents, edition(), edition(2), edition(3, final=True), edition(4, final=True))
    assert [night(documents, post), night(documents, post), night(documents, post, NOON + NIGHT)] == [6, 0, 0]
    subjects = [
        "Our visit & <co>, 2026-Q1: summary to date",
        *["Our visit & <co>, 2026-Q1: final summary"] * 2,
    ]
    wanted = [(who, subject) for who in ("al@example.com", "jo@example.com") for subject in subjects]
    assert sorted(post.told) == sorted(wanted)


def test_a_subscriber_hears_only_of_surveys_asked_for_and_of_nothing_compiled_before(documents):
    post = Post()
    add(documents, "jo@example.com", "pulse")
    add(documents, "al@example.com", since=NOON + timedelta(seconds=1))
    put(documents, edition())
    put(documents, edition(), survey="pulse", title="Pulse")
    assert night(documents, post) == 1
    assert post.told == [("jo@example.com", "Pulse, 2026-Q1: summary to date")]


def test_what_is_older_than_a_month_is_not_told(documents):
    post = Post()
    add(documents)
    put(documents, edition())
    assert night(documents, post, NOON + timedelta(days=31)) == 0


def test_a_mail_that_was_not_taken_is_tried_each_night_five_times_and_keeps_no_other_back(documents, caplog):
    post = Post()
    add(documents)
    put(documents, edition())
    put(documents, edition(), survey="pulse", title="Pulse")
    for number in range(TRIES + 2):
        post.fails = [NotSent("SMTPDataError 451")]
        night(documents, post, NOON + number * NIGHT)
    assert post.told == [("jo@example.com", "Pulse, 2026-Q1: summary to date")]
    assert caplog.text.count("was not sent and is tried again tomorrow: SMTPDataError 451") == TRIES
    assert "jo@" not in caplog.text


def test_a_mail_that_failed_goes_out_the_next_night_and_not_within_the_same(documents):
    post = Post()
    add(documents)
    put(documents, edition())
    post.fails = [NotSent("x")]
    assert [night(documents, post), night(documents, post, NOON + timedelta(hours=1))] == [0, 0]
    assert [night(documents, post, NOON + NIGHT), night(documents, post, NOON + 2 * NIGHT)] == [1, 0]


@pytest.mark.parametrize("error", [MaybeSent("the mail server hung up"), KeyboardInterrupt()])
def test_a_mail_of_which_nobody_knows_whether_it_went_out_is_never_sent_twice(documents, error):
    post = Post()
    add(documents)
    put(documents, edition())
    post.fails = [error]
    with suppress(KeyboardInterrupt):  # the machine died while the mail was on its way
        assert night(documents, post) == 0
    assert [night(documents, post, NOON + number * NIGHT) for number in (1, 2)] == [0, 0]


def test_of_two_nights_at_once_one_sends(documents):
    post, late = Post(), MemoryDocuments()
    add(documents)
    put(documents, edition())
    late.kept = documents.kept  # the same store, that saw nothing of the other's try when it looked
    late.names = lambda prefix="": iter([n for n in MemoryDocuments.names(late, prefix) if "told" not in n])
    assert (night(documents, post), night(late, post)) == (1, 0)


# Subscribers


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jo",
        "jo@",
        "@x.de",
        "jo@localhost",
        "a b@x.de",
        "jo@x.de\nBcc: al@x.de",
        "jo@x.de,al@x.de",
        "é@x.de",
    ],
)
def test_what_is_no_address_is_refused(documents, address):
    with pytest.raises(AddressRefused):
        add(documents, address)
    assert list(subscribers(documents)) == []


def test_an_address_is_kept_once_and_erased_for_good(documents):
    add(documents, "jo@example.com", "pulse")
    add(documents, "JO@example.com", "visit", since=NOON + NIGHT, token="another")  # noqa: S106
    (kept,) = subscribers(documents)
    assert (kept.surveys, kept.since, kept.token) == (("visit",), NOON, "t0ken")
    assert all("example" not in name for name in documents.kept)
    assert [unsubscribe(documents, "jo@example.com") for _ in range(2)] == [True, False]
    assert documents.kept == {}


def test_the_link_in_a_mail_ends_it_by_its_button_and_not_by_being_opened(documents, house):
    post = Post()
    add(documents)
    put(documents, edition())
    night(documents, post)
    link = post.sent[0]["List-Unsubscribe"].strip("<>").removeprefix(SITE.rstrip("/"))
    desk = Desk(services=house.services, documents=documents, entrance=OpenHere())

    def ask(method, path):
        return answer(Request(method=method, path=path), desk)

    page = Page(ask("GET", link).body.decode())
    assert page.one("form").attributes == {"method": "post", "action": link}
    for wrong in (
        link[:-1] + "x",
        link + "/x",
        "/unsubscribe",
        "/unsubscribe/" + "0" * 32 + "/x",
        link.upper(),
    ):
        assert ask("POST", wrong).status == 404
    assert ask("PUT", link).status == 405
    assert len(list(subscribers(documents))) == 1
    assert [ask("POST", link).status, ask("POST", link).status, ask("GET", link).status] == [200, 404, 404]
    assert list(subscribers(documents)) == []


# The mail


def test_the_mail_says_what_is_ready_and_where_in_text_and_html_and_has_no_figure(documents):
    post = Post()
    add(documents)
    put(documents, edition(final=True))
    night(documents, post)
    mail = message_from_bytes(post.sent[0].as_bytes(), policy=policy.default)
    end = f"https://feedback.example.com/unsubscribe/{next(subscribers(documents)).id}/t0ken"
    place = "https://feedback.example.com/staff/summaries/visit/2026-Q1/"
    assert mail.get_body(("plain",)).get_content() == (
        "The final summary of “Our visit & <co>” for 2026-Q1 (1 January 2026 to 31 March 2026) is ready.\n\n"
        f"Read it after signing in:\n{place}\n\nMüller & <Sons>\n\n"
        f"You get this because somebody put this address on the list of subscribers. To end it:\n{end}\n"
    )
    page = Page(mail.get_body(("html",)).get_content())
    assert [e.attributes["href"] for e in page.all("a")] == [place, end]
    assert "“Our visit & <co>”" in page.one("body").text and "Müller & <Sons>" in page.one("body").text
    assert not [e for e in page.elements if e.tag in ("img", "script", "link", "co", "sons")]
    whole = post.sent[0].as_string()
    assert not [
        figure for figure in ("98.7", "0.987", "654", "3210", "3,210", "How was it") if figure in whole
    ]
    assert {name: mail[name] for name in ("From", "To", "List-Unsubscribe", "List-Unsubscribe-Post")} == {
        "From": FROM,
        "To": "jo@example.com",
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    lines = post.sent[0].as_bytes().split(b"\n")
    assert f"List-Unsubscribe: <{end}>".encode() in lines, "as it is, on one line"
    assert max(map(len, lines[lines.index(b"") :])) <= 78
    assert mail["Message-ID"] == f"<visit.2026-Q1.1.{next(subscribers(documents)).id}@example.com>"


# SMTP and SES


class Server:
    """What aiosmtpd does with a mail."""

    def __init__(self, reply="250 OK") -> None:
        self.reply, self.taken, self.hangs_up = reply, [], False

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        if self.hangs_up:
            server.transport.close()
        return self.reply


@pytest.fixture
def server():
    handler = Server()

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"us", b"secret"), handled=False)

    controller = Controller(
        handler, hostname="127.0.0.1", port=free_port(), authenticator=check, auth_require_tls=False
    )
    controller.start()
    yield (
        handler,
        Settings(
            smtp_host="127.0.0.1",
            smtp_port=controller.port,
            smtp_security="none",
            smtp_user="us",
            smtp_password="secret",  # noqa: S106
            mail_from=FROM,
            address=SITE,
        ),
    )
    controller.stop()


def test_a_mail_goes_by_smtp_and_what_is_refused_is_told_without_the_address(
    documents, house, server, caplog
):
    handler, settings = server
    add(documents)
    put(documents, edition())
    handler.reply = "550 jo@example.com is unknown here"
    assert tell_subscribers(NOON, settings, documents, house.release) == 0
    wrong = msgspec.structs.replace(settings, smtp_password="wrong")  # noqa: S106
    assert tell_subscribers(NOON + NIGHT, wrong, documents, house.release) == 0
    nobody = msgspec.structs.replace(settings, smtp_port=free_port())
    assert tell_subscribers(NOON + 2 * NIGHT, nobody, documents, house.release) == 0
    unsafe = msgspec.structs.replace(settings, smtp_security="starttls")
    assert tell_subscribers(NOON + 3 * NIGHT, unsafe, documents, house.release) == 0
    reasons = [
        record.getMessage().rpartition("tomorrow: ")[2]
        for record in caplog.records
        if record.name == "listenwell.mailing"
    ]
    assert reasons == [
        "the mail server refused it: SMTPDataError 550",
        "the mail server does not let us in: SMTPAuthenticationError 535",
        "the mail server does not answer: ConnectionRefusedError",
        "the mail server does not let us in: SMTPNotSupportedError",
    ]
    assert "jo@" not in caplog.text and "secret" not in caplog.text
    handler.reply = "250 OK"
    handler.taken.clear()
    assert tell_subscribers(NOON + 4 * NIGHT, settings, documents, house.release) == 1
    (taken,) = handler.taken
    assert (taken.mail_from, taken.rcpt_tos) == (FROM, ["jo@example.com"])
    assert b"Subject: Our visit" in taken.content


def test_a_server_that_hangs_up_over_the_mail_leaves_it_unclear(documents, house, server, caplog):
    handler, settings = server
    add(documents)
    put(documents, edition())
    handler.hangs_up = True
    assert tell_subscribers(NOON, settings, documents, house.release) == 0
    assert "is not known; it is not sent again: the mail server hung up" in caplog.text
    handler.hangs_up = False
    assert tell_subscribers(NOON + NIGHT, settings, documents, house.release) == 0
    assert len(handler.taken) == 1


def test_a_mail_goes_by_ses_whole(documents, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    post = Post()
    add(documents)
    put(documents, edition())
    night(documents, post)
    with mock_aws():
        client = boto3.client("sesv2", region_name="eu-central-1")
        with pytest.raises(NotSent) as refused:
            SesSender(client).send(post.sent[0])
        assert "@" not in str(refused.value)
        client.create_email_identity(EmailIdentity=FROM)
        SesSender(client).send(post.sent[0])
        (sent,) = ses_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].sent_messages
    assert (sent.source, sent.destinations) == (FROM, ["jo@example.com"])
    assert "Subject: Our visit" in sent.raw_data


def test_without_its_settings_no_mail_goes_out_and_nothing_is_recorded(documents, house):
    add(documents)
    put(documents, edition())
    assert tell_subscribers(NOON, Settings(), documents, house.release, Post()) == 0
    assert not [name for name in documents.kept if "told" in name]
    assert lacking(Settings()) == ["LISTENWELL_MAIL_FROM", "LISTENWELL_ADDRESS", "LISTENWELL_SMTP_HOST"]
    assert lacking(Settings(storage="aws", mail_from=FROM, address=SITE)) == []


def test_a_store_that_is_away_does_not_end_the_night(documents, house, caplog):
    settings = Settings(mail_from=FROM, address=SITE, smtp_host="x")
    documents.away = True
    assert tell_subscribers(NOON, settings, documents, house.release, Post()) == 0
    assert "mails about summaries were not all sent: the store is away" in caplog.text


# The commands


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(listenwell, ["summaries", *arguments])
        return result.exit_code, result.output

    return call


def test_subscribers_are_added_listed_and_removed_by_command(run):
    code, said = run("subscribe", "jo@example.com", "--survey", "pulse")
    assert (code, said) == (
        0,
        "jo@example.com gets a mail about pulse.\n"
        "No mail goes out yet: LISTENWELL_MAIL_FROM, LISTENWELL_ADDRESS, LISTENWELL_SMTP_HOST not set.\n",
    )
    assert run("subscribers")[1].startswith("jo@example.com: pulse; since 20")
    assert run("subscribe", "nobody")[0] == 2
    assert run("unsubscribe", "jo@example.com") == (0, "jo@example.com gets no more mails.\n")
    assert run("unsubscribe", "jo@example.com")[0] == 2
    assert run("subscribers")[1].startswith("Nobody.")


def test_summaries_are_listed_downloaded_and_the_download_is_in_the_log(run, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "kim")
    assert run("list") == (0, "None. Compile with: listenwell compile\n")
    documents = connect(Settings(data=tmp_path / "data")).documents
    put(documents, edition(), edition(2))
    documents.put("summaries/visit/2026-Q1/0002/summary.html", b"two")
    assert run("list", "--survey", "visit")[1] == (
        "visit 2026-Q1: edition 2, to date, 3,210 responses, compiled 2026-03-14 12:00 UTC (html)\n"
    )
    assert run("list", "--period", "2025")[1].startswith("None.")
    place = ("download", "--survey", "visit", "--period", "2026-Q1")
    assert run(*place) == (0, "visit-2026-Q1-0002-summary.html: 3 bytes\n")
    assert (tmp_path / "visit-2026-Q1-0002-summary.html").read_bytes() == b"two"
    for more, told in (
        ((), "is there already"),
        (("--edition", "9"), "There is no edition 9; the newest is 2."),
        (("--format", "pdf"), "Edition 2 has no format “pdf”; it has: html."),
        (("--out", "none/x"), "cannot be written"),
    ):
        code, said = run(*place, *more)
        assert (code, told in said) == (2, True), said
    assert run("download", "--survey", "../x", "--period", "2026")[0] == 2
    lines = run("log")[1].splitlines()
    (line,) = lines
    assert line.split("  ")[1:] == ["kim", "command line", "summaries/visit/2026-Q1/0002/summary.html"]
