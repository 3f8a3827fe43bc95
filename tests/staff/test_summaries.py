"""The list of summaries, their links that expire, and the log of downloads."""

from datetime import date, timedelta
from urllib.parse import urljoin

import msgspec
import pytest
from conftest import NOON, SECRET

from listenwell.staff import OpenHere
from listenwell.staff.downloads import Download, NotRecorded, days, entries, record
from listenwell.staff.links import LIFE, Link
from listenwell.staff.shelves import AT_ONCE
from listenwell.staff.signing import Signer
from listenwell.summary.editions import Edition, Glance, Shelf, folder, read_shelf
from listenwell.summary.formats import FORMATS, PACK

from .conftest import Browser

QUARTER = "/staff/summaries/visit/2026-Q1"
TODAY = NOON.date()


def put(firm, shelf: Shelf) -> None:
    firm.documents.put(folder(shelf.survey, shelf.period) + "editions.json", msgspec.json.encode(shelf))


def edition(number=1, responses=10, value=0.5, base=10, **more) -> Edition:
    glance = Glance(words="How was it?", measure="csat", value=value, base=base, standing="improving")
    given = {"as_of": NOON, "final": False, "altered": 0, "documents": {"html": "0"}, **more}
    return Edition(number=number, responses=responses, headlines=(glance,), **given)


def shelf(period, *editions: Edition, survey="visit") -> Shelf:
    year, _, which = period.partition("-Q")
    first = date(int(year), int(which) * 3 - 2, 1)
    return Shelf(
        survey=survey,
        title="Our visit",
        period=period,
        first=first,
        last=first + timedelta(days=88),
        checked=NOON,
        editions=editions,
    )


# The list


def test_the_list_says_at_a_glance_what_is_new(firm):
    for name in list(firm.documents.kept):
        firm.documents.delete(name)
    put(firm, shelf("2025-Q4", edition(value=0.5, final=True, as_of=NOON - timedelta(days=60))))
    put(firm, shelf("2026-Q1", edition(responses=10), edition(2, 1234, 0.625, 987, altered=3)))
    page = firm.signed_in("jo", "quality-lead").page("/staff/summaries")
    (shown,) = page.all("ul", class_="shelf")
    items = [" ".join(e.text.split()) for e in page.all("li") if e.above is shown]
    assert items == [
        "Our visit · 2026-Q1 New To date 1,234 responses (+1,224 since edition 1) 1 Jan 2026 to 30 Mar 2026 "
        "edition 2, compiled 14 Mar 2026, 12:00 UTC 62.5\u00a0% How was it? n = 987 · improving "
        "· +12.5 percentage points from 2025-Q4 Read it 2 editions".replace("\u00a0", " "),
        "Our visit · 2025-Q4 Final 10 responses 1 Oct 2025 to 28 Dec 2025 edition 1, compiled 13 Jan 2026, "
        "12:00 UTC 50.0\u00a0% How was it? n = 10 · improving Read it".replace("\u00a0", " "),
    ]


def test_a_hidden_headline_is_told_as_hidden(firm):
    put(firm, shelf("2026-Q1", edition(value=None, base=None)))
    assert "hidden: too few" in firm.signed_in("jo", "quality-lead").page(QUARTER[:16]).one("main").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=VISIT+q1", {"all_surveys 2026-Q1", "visit 2026-Q1"}),
        ("q=recommend+us&survey=pulse", {"pulse 2026", "pulse 2026-Q1", "pulse 2026-03"}),
        ("survey=pulse&kind=month", {"pulse 2026-03"}),
        ("kind=year", {"all_surveys 2026", "pulse 2026", "visit 2026"}),
        ("state=final", set()),
        ("q=nothing", set()),
        ("q=%3Cscript%3E", set()),
        ("page=99", set()),
        ("page=-1&survey=visit", {"visit 2026", "visit 2026-Q1", "visit 2026-03"}),
    ],
)
def test_the_list_is_searched_without_script(firm, query, found):
    reply = firm.signed_in("jo", "quality-lead").get(f"/staff/summaries?{query}")
    body = reply.body.decode()
    places = {
        place.rstrip("/").split("/")[-2:][0] + " " + place.rstrip("/").split("/")[-1]
        for place in _heads(body)
    }
    assert (reply.status, places) == (200, found)
    assert "<script" not in body


def _heads(body: str) -> list[str]:
    return [part.split('"')[0] for part in body.split('<h3><a href="')[1:]]


def test_more_than_thirty_are_shown_in_parts(firm):
    for year in range(1990, 2000):
        for quarter in range(1, 5):
            put(firm, shelf(f"{year}-Q{quarter}", edition(final=True)))
    browser = firm.signed_in("jo", "quality-lead")
    first = browser.get("/staff/summaries?state=final").body.decode()
    second = browser.get("/staff/summaries?state=final&page=2").body.decode()
    assert (len(_heads(first)), len(_heads(second))) == (AT_ONCE, 10)
    assert "state=final&amp;page=2" in first
    assert not set(_heads(first)) & set(_heads(second))


def test_a_period_has_all_its_editions(firm):
    put(firm, shelf("2026-Q1", edition(), edition(2, altered=3)))
    page = firm.signed_in("jo", "quality-lead").page(QUARTER)
    assert [e.text for e in page.all("h3")] == ["Edition 2", "Edition 1"]
    links = [e.attributes["href"] for e in page.all("a") if "summary" in e.attributes["href"].split("/")[-1]]
    assert links == [f"{QUARTER}/0002/summary.html", f"{QUARTER}/0001/summary.html"]


# A document


def test_every_document_of_the_list_is_given_and_recorded(firm):
    browser = firm.signed_in("jo", "quality-lead")
    links = [e.attributes["href"] for e in browser.page(QUARTER).all("a") if "/0001/" in e.attributes["href"]]
    assert len(links) == len({*FORMATS, PACK})
    wanted = []
    for place in links:
        name, file = place.removeprefix("/staff/"), f"visit-2026-Q1-0001-{place.rpartition('/')[2]}"
        reply, hows = browser.get(place), ["read"]
        if not file.endswith(".html"):
            assert (reply.status, reply.headers["Location"].split("/")[1]) == (303, "download")
            reply, hows = Browser(firm.desk).get(reply.headers["Location"]), ["link given", "link opened"]
            way = "inline" if file.endswith("pdf") else "attachment"
            assert reply.headers["Content-Disposition"] == f'{way}; filename="{file}"'
        assert (reply.status, reply.body) == (200, firm.documents.get(name))
        assert reply.headers["Cache-Control"] == "no-store"
        wanted += [("jo", name, how, NOON) for how in hows]
    told = [(e.who, e.document, e.how, e.at) for e in entries(firm.documents, TODAY, TODAY)]
    assert sorted(told) == sorted(wanted)


def test_the_newest_page_is_read_at_its_own_address_from_which_its_links_hold(firm):
    browser = firm.signed_in("jo", "quality-lead")
    place = "/staff/summaries/all_surveys/2026-Q1"
    reply = browser.get(f"{place}/summary.html")
    assert (reply.status, reply.headers["Location"]) == (303, f"{place}/0001/summary.html")
    page = browser.page(f"{place}/0001/summary.html")
    links = [e.attributes["href"] for e in page.all("a") if not e.attributes["href"].startswith("#")]
    assert links
    for link in links:
        assert browser.get(urljoin(f"{place}/0001/summary.html", link)).status in (200, 303), link


def link_of(firm, name="summary.csv") -> str:
    return firm.signed_in("jo", "quality-lead").get(f"{QUARTER}/{name}").headers["Location"]


def test_a_link_works_for_a_quarter_of_an_hour_and_then_says_what_to_do(firm):
    link = link_of(firm)
    stranger = Browser(firm.desk)
    firm.house.now += LIFE
    assert stranger.get(link).status == 200
    firm.house.now += timedelta(seconds=1)
    before = list(firm.documents.names("downloads/"))
    for _ in range(2):
        reply = stranger.get(link)
        assert reply.status == 410
        body = reply.body.decode()
        assert "<h1>This link has expired</h1>" in body
        assert "This one ended on 14 March 2026 at 12:15 UTC." in body
        assert '<a href="/staff/summaries">All summaries</a>' in body
    assert list(firm.documents.names("downloads/")) == before


def test_an_altered_link_opens_nothing(firm):
    link = link_of(firm)
    _, _, token, file = link.split("/")
    other = Signer("another secret, of somebody else altogether", "download")
    forged = other.sign(Link("summaries/visit/2026-Q1/0001/summary.csv", 2_000_000_000, file, "jo"))
    session = Signer(SECRET, "session").sign(Link("x", 2_000_000_000, file, "jo"))
    spoilt = [
        token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(0, len(token) - 1, 5)
    ]
    for each in [*spoilt, token[:-3], token * 2, "", forged, session]:
        reply = Browser(firm.desk).get(f"/download/{each}/{file}")
        assert (reply.status, "This link is not one of ours" in reply.body.decode()) == (404, True)


@pytest.mark.parametrize(
    "tail", ["", "/", "/x", "/../summary.csv", "/visit-2026-Q1-0001-summary.html", "/%2e%2e/x", "?document=x"]
)
def test_a_link_gives_no_other_document_than_its_own(firm, tail):
    token = link_of(firm).split("/")[2]
    assert Browser(firm.desk).get(f"/download/{token}{tail}").status == 404


def test_a_link_takes_no_other_method_and_head_is_no_download(firm):
    link, stranger = link_of(firm), Browser(firm.desk)
    assert stranger.send("POST", link).status == 405
    assert stranger.send("HEAD", link).status == 200
    assert [e.how for e in entries(firm.documents, TODAY, TODAY)] == ["link given"]


def test_a_document_that_is_gone_since_is_told(firm):
    link = link_of(firm)
    firm.documents.delete("summaries/visit/2026-Q1/0001/summary.csv")
    reply = Browser(firm.desk).get(link)
    assert (reply.status, "not kept any more" in reply.body.decode()) == (404, True)


@pytest.mark.parametrize(
    "place",
    [
        "visit/1999/summary.html",
        "visit/../summary.html",
        "../x/summary.html",
        "visit/2026-Q1/summary.exe",
        "visit/2026-Q1/0099/summary.html",
        "visit/2026-Q1/0001/editions.json",
        "visit/2026-Q1/editions.json",
        "vi sit/x/summary.csv",
        "visit/2026-Q1%00/summary.csv",
        "visit/2026-Q1/0001/..",
        "a" * 300 + "/x/summary.csv",
        "visit/1999",
    ],
)
def test_what_is_no_document_of_an_edition_is_404_and_not_recorded(firm, place):
    browser = firm.signed_in("jo", "quality-lead")
    assert browser.get(f"/staff/summaries/{place}").status == 404
    assert list(entries(firm.documents, TODAY, TODAY)) == []


def test_nothing_is_given_that_cannot_be_recorded(firm):
    browser = firm.signed_in("jo", "quality-lead")
    firm.documents.put_new = lambda name, data: False
    assert browser.get(f"{QUARTER}/summary.csv").status == 503


# The log


def test_an_entry_is_never_written_over(firm):
    entry = Download(at=NOON, who="jo", document="x", how="link given")
    record(firm.documents, entry, "a")
    with pytest.raises(NotRecorded):
        record(firm.documents, msgspec.structs.replace(entry, who="al"), "a")
    assert [e.who for e in entries(firm.documents, TODAY, TODAY)] == ["jo"]
    record(firm.documents, msgspec.structs.replace(entry, at=NOON - timedelta(days=3)), "a")
    assert days(firm.documents) == [TODAY - timedelta(days=3), TODAY]


def test_the_log_has_the_newest_first_and_nothing_in_it_is_live(firm):
    for minutes, who in ((0, "jo"), (5, "<b>al</b>"), (3, "")):
        at = NOON + timedelta(minutes=minutes)
        record(firm.documents, Download(at=at, who=who, document="summaries/d", how="link given"), "a")
    page = firm.signed_in("op", "operator").page("/staff/downloads")
    cells = [cell.text for cell in page.all("td")]
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    assert rows == [
        ["2026-03-14 12:05:00", "<b>al</b>", "d", "link given"],
        ["2026-03-14 12:03:00", "somebody on this machine", "d", "link given"],
        ["2026-03-14 12:00:00", "jo", "d", "link given"],
    ]


def test_where_nobody_signs_in_downloads_are_recorded_too(firm):
    firm.desk.entrance = OpenHere()
    browser = Browser(firm.desk)
    page = browser.page("/staff")
    assert "Only this machine reaches these pages, so nobody signs in." in page.one("main").text
    assert browser.get(browser.get(f"{QUARTER}/summary.json").headers["Location"]).status == 200
    told = sorted((e.who, e.how) for e in entries(firm.documents, TODAY, TODAY))
    assert told == [("", "link given"), ("", "link opened")]
    assert read_shelf(firm.documents, "visit", "2026-Q1").newest.number == 1
