"""A desk over the small firm, with people who sign in by password, and a browser of a few lines."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from argon2 import PasswordHasher
from conftest import SECRET, House, MemoryDocuments, documents_in, make_folder
from pages.reading import Page

from listenwell.local.passwords import Argon2
from listenwell.pages.building import build
from listenwell.staff import Desk, answer
from listenwell.staff.by_password import ByPassword
from listenwell.storage.embedded_people import Person, SqlitePeople
from listenwell.summary.publishing import compile_due
from listenwell.web import FORM, Reply, Request, cookies_of

PASSWORD = "correct horse battery"  # noqa: S105 - of made-up people
QUICK = Argon2(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
HASH = QUICK.hash(PASSWORD)


class Browser:
    """Keeps cookies as browsers do, by path; follows no redirect by itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.jar: dict[tuple[str, str], str] = {}

    def send(self, method: str, place: str, fields: dict | None = None, kind: str = FORM) -> Reply:
        address = urlsplit(place)
        told = "; ".join(f"{n}={v}" for (path, n), v in self.jar.items() if address.path.startswith(path))
        reply = answer(
            Request(
                method=method,
                path=address.path,
                query=parse_qs(address.query, keep_blank_values=True),
                content_type=kind if fields is not None else "",
                body=urlencode(fields or {}, doseq=True).encode(),
                cookies=cookies_of(address.path, told),
            ),
            self.desk,
        )
        if cookie := reply.headers.get("Set-Cookie"):
            pair, *attributes = cookie.split("; ")
            name, _, value = pair.partition("=")
            path = next(a.removeprefix("Path=") for a in attributes if a.startswith("Path="))
            self.jar[path, name] = value
            if "Max-Age=0" in attributes:
                del self.jar[path, name]
        return reply

    def get(self, place: str) -> Reply:
        return self.send("GET", place)

    def page(self, place: str) -> Page:
        return Page(self.get(place).body.decode())

    def sign_in(self, name: str, password: str = PASSWORD, next_page: str = "") -> Reply:
        form = self.page(f"/sign-in?next={next_page}" if next_page else "/sign-in").form()
        return self.send("POST", "/sign-in", {**form, "name": name, "password": password})


class Firm:
    """The small firm: stores, people, clock and desk."""

    def __init__(self, house: House, documents: MemoryDocuments, people: SqlitePeople) -> None:
        self.house, self.documents, self.people = house, documents, people
        self.desk = self.opened()

    def opened(self, *, secure: bool = False) -> Desk:
        return Desk(
            services=self.house.services,
            documents=self.documents,
            entrance=ByPassword(self.people, QUICK, secret=SECRET, secure=secure, now=lambda: self.house.now),
        )

    def person(self, name: str, *roles: str) -> None:
        assert self.people.add(Person(name=name, password=HASH, roles=roles, added=self.house.now))

    def signed_in(self, name: str, *roles: str) -> Browser:
        self.person(name, *roles)
        browser = Browser(self.desk)
        assert browser.sign_in(name).status == 303
        return browser


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A release whose pulse is for interviewers, and its summaries as of NOON; compiled once."""
    root = tmp_path_factory.mktemp("staff")
    folder = make_folder(root / "survey_templates")
    folder.replace("surveys/pulse.yaml", "thanks:", "audience: interviewers\nthanks:")
    build(root / "dist", folder.root, portal=None)
    release = documents_in(root / "dist" / "release")
    house, documents = House(release), MemoryDocuments()
    as_of = datetime(2026, 3, 14, tzinfo=UTC)
    list(compile_due(as_of, responses=house.responses, documents=documents, release=house.release))
    return release, documents.kept


@pytest.fixture
def firm(compiled, tmp_path) -> Firm:
    release, kept = compiled
    people = SqlitePeople(tmp_path / "people.sqlite3")
    yield Firm(House(release), MemoryDocuments(kept), people)
    people.close()
