"""A small firm with two surveys, two segments and two languages: its folder, its release, its intake."""

import itertools
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import msgspec
import pytest

from listenwell import web
from listenwell.intake import Services, answer
from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.storage import Added, Counted, DocumentMissing, StorageUnavailable
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response
from listenwell.web import Reply, Request

SHIPPED = Path(__file__).parents[1] / "survey_templates"
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
SECRET = "a key that only these tests know, long enough"  # noqa: S105 - keys nothing real

FILES = {
    "organisation.yaml": """\
name: Müller & <Sons>
website: https://www.example.com
languages: [en, de]
telephone: "01632 960 123"
telephone_hours:
  en: Always
  de: Immer
email: feedback@example.com
post: 12 Harbour Road
privacy_email: privacy@example.com
""",
    "surveys/pulse.yaml": """\
title: Would you recommend us?
thanks: We read every answer.
questions:
  recommend:
    type: recommend
    text: How likely?
    low: Never
    high: Always
    required: true
  why:
    type: text
    text: Why?
    limit: 20
""",
    "surveys/visit.yaml": """\
title: Our visit
channels: [web, telephone]
drivers:
  outcome: overall
  items: [aspects]
questions:
  overall:
    type: rating
    text: How was it?
    low: Bad
    high: Good
    not_applicable: true
  aspects:
    type: rating-grid
    text: And each of these?
    rows:
      timing: Timing
      price: Price
    low: Bad
    high: Good
    not_applicable: true
  recommend:
    type: recommend
    text: How likely?
    low: Never
    high: Always
  met:
    type: choice
    text: Was it on time?
    options:
      yes: Yes
      no: No
  days:
    type: choices
    text: Which days suit you?
    options:
      mon: Monday
      tue: Tuesday
      wed: Wednesday
  better:
    type: text
    text: What should be better?
""",
    "segments/home.yaml": "name: {en: Households, de: Haushalte}\nsurveys: [visit, pulse]\n",
    "segments/trade.yaml": """\
name: {en: Companies, de: Unternehmen}
surveys: [visit]
changes:
  visit:
    questions:
      overall:
        text: How was it for your company?
""",
    "translations/pulse.de.yaml": """\
title: Empfehlen Sie uns?
thanks: Wir lesen alles.
questions:
  recommend: {text: Wie wahrscheinlich?, low: Nie, high: Immer}
  why: {text: Warum?}
""",
    "translations/visit.de.yaml": """\
title: Unser Besuch
questions:
  overall: {text: Wie war es?, low: Schlecht, high: Gut}
  aspects:
    text: Und im Einzelnen?
    rows: {timing: Zeit, price: Preis}
    low: Schlecht
    high: Gut
  recommend: {text: Wie wahrscheinlich?, low: Nie, high: Immer}
  met: {text: War es rechtzeitig?, options: {yes: Ja, no: Nein}}
  days: {text: Welche Tage?, options: {mon: Montag, tue: Dienstag, wed: Mittwoch}}
  better: {text: Was soll besser werden?}
segments:
  trade:
    questions:
      overall: {text: Wie war es für Ihr Unternehmen?}
""",
}


class Folder:
    """A template folder that a test may break."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str | bytes) -> "Folder":
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def replace(self, name: str, old: str, new: str) -> "Folder":
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        return self.write(name, text.replace(old, new, 1))

    def remove(self, name: str) -> "Folder":
        path = self.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return self


def make_folder(root: Path) -> Folder:
    for part in ("pages", "summaries", "wording"):
        shutil.copytree(SHIPPED / part, root / part)
    folder = Folder(root)
    for name, text in FILES.items():
        folder.write(name, text)
    only_in(root, "en", "de")
    return folder


def only_in(root: Path, *languages: str) -> None:
    """Make a folder of templates speak only these languages."""
    file = root / "organisation.yaml"
    listed = f"languages: [{', '.join(languages)}]"
    file.write_text(re.sub(r"languages: \[.*\]", listed, file.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (*root.glob("wording/*.yaml"), *root.glob("translations/*.yaml")):
        if path.stem.split(".")[-1] not in languages:
            path.unlink()


class MemoryResponses:
    """A ResponseStore in memory that can be away."""

    def __init__(self, *responses: Response) -> None:
        self.kept = {response.id: response for response in responses}
        self.contacts: dict[str, ContactDetails] = {}
        self.away = False

    def add(self, response: Response, contact: ContactDetails | None = None) -> Added:
        self._answer()
        stored = self.kept.setdefault(response.id, response)
        if contact is not None and stored is response:
            self.contacts[contact.id] = contact
        return Added(stored, stored is response)

    def get(self, response_id: str) -> Response | None:
        self._answer()
        return self.kept.get(response_id)

    def received(self, first: date, last: date) -> Iterator[Response]:
        self._answer()
        yield from sorted(
            (r for r in self.kept.values() if first <= r.day <= last), key=lambda r: (r.received_at, r.id)
        )

    def count(self, first: date, last: date) -> int:
        return len(list(self.received(first, last)))

    def erase(self, response_id: str) -> bool:
        self._answer()
        self.contacts.pop(response_id, None)
        return self.kept.pop(response_id, None) is not None

    def _answer(self) -> None:
        if self.away:
            raise StorageUnavailable("the store is away")


class MemoryContacts:
    """The ContactStore beside those responses."""

    def __init__(self, responses: MemoryResponses) -> None:
        self.kept = responses.contacts

    def forget(self, response_id: str) -> None:
        self.kept.pop(response_id, None)


class MemoryDaily:
    """A DailyStore in memory that can be away; its keys follow from the day."""

    def __init__(self) -> None:
        self.away = False
        self.counted: Counter[tuple] = Counter()

    def key(self, day: date) -> bytes:
        if self.away:
            raise StorageUnavailable("the store is away")
        return day.isoformat().encode().ljust(32, b".")

    def count(self, day: date, name: str, slot: str = "") -> Counted:
        if self.away:
            raise StorageUnavailable("the store is away")
        self.counted.update([(day, name), *([(day, name, slot)] if slot else [])])
        return Counted(self.counted[day, name], self.counted[day, name, slot])


class MemoryDocuments:
    """A DocumentStore in memory that can be away."""

    def __init__(self, kept: dict[str, bytes] | None = None) -> None:
        self.kept = dict(kept or {})
        self.away = False

    def put(self, name: str, data: bytes) -> None:
        self._answer()
        self.kept[name] = data

    def put_new(self, name: str, data: bytes) -> bool:
        self._answer()
        return self.kept.setdefault(name, data) is data

    def get(self, name: str) -> bytes:
        self._answer()
        if name not in self.kept:
            raise DocumentMissing(name)
        return self.kept[name]

    def names(self, prefix: str = "") -> Iterator[str]:
        self._answer()
        yield from sorted(name for name in self.kept if name.startswith(prefix))

    def link(self, name: str, life: timedelta, *, type: str, disposition: str) -> str:
        return ""

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)

    erase = delete

    def _answer(self) -> None:
        if self.away:
            raise StorageUnavailable("the store is away")


class House:
    """The intake over a release in memory; the clock stands still and the ids count up."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        self.documents = MemoryDocuments(documents)
        self.responses = MemoryResponses()
        self.contacts = MemoryContacts(self.responses)
        self.daily = MemoryDaily()
        self.papers = MemoryDocuments()
        self.now = NOON
        self.seconds = 0.0
        numbers = itertools.count(1)
        self.release = Release(self.documents, clock=lambda: self.seconds)
        self.services = Services(
            release=self.release,
            responses=self.responses,
            contacts=self.contacts,
            daily=self.daily,
            documents=self.papers,
            secret=SECRET,
            now=lambda: self.now,
            new_id=lambda: str(UUID(int=next(numbers))),
            pause=lambda seconds: None,
        )

    @property
    def stored(self) -> list[Response]:
        return list(self.responses.kept.values())

    def version(self, survey: str, segment: str = "home", language: str = "en") -> str:
        return self.release.index().find(survey, segment, language).version

    def asked(self, survey: str, segment: str = "home", language: str = "en"):
        return self.release.questionnaire(survey, self.version(survey, segment, language))

    def get(self, path: str, method: str = "GET", **query: str) -> Reply:
        given = {name: [value] for name, value in query.items()}
        return answer(Request(method=method, path=path, query=given), self.services)

    def post(self, path: str, body: bytes, content_type: str = web.FORM) -> Reply:
        return answer(Request(method="POST", path=path, content_type=content_type, body=body), self.services)

    def form(self, survey: str, fields: dict, segment: str = "home") -> Reply:
        """Send the page of a survey, with its version unless `fields` has one (None: none at all)."""
        sent = {"_version": self.version(survey, segment), **fields}
        given = {name: value for name, value in sent.items() if value is not None}
        return self.post(f"/r/{survey}/{segment}", urlencode(given, doseq=True).encode())

    def json(self, survey: str, given: object, segment: str = "home") -> Reply:
        body = given if isinstance(given, bytes) else msgspec.json.encode(given)
        return self.post(f"/r/{survey}/{segment}", body, web.JSON)


def documents_in(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands keep what they can make again in a folder of these tests, not in that of who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The small firm's templates, for this test to change."""
    return make_folder(tmp_path / "survey_templates")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small firm's site and release, built once; to be read only."""
    root = tmp_path_factory.mktemp("firm")
    return build(root / "dist", make_folder(root / "survey_templates").root, portal=None).public.parent


@pytest.fixture(scope="session")
def released(built: Path) -> dict[str, bytes]:
    """The documents of that release."""
    return documents_in(built / "release")


@pytest.fixture
def house(released: dict[str, bytes]) -> House:
    """The small firm's intake, with empty stores."""
    return House(released)


@pytest.fixture
def rebuilt(folder: Folder, tmp_path: Path):
    """Build the test's folder again and give its intake."""

    def build_again() -> House:
        build(tmp_path / "dist", folder.root, portal=None)
        return House(documents_in(tmp_path / "dist" / "release"))

    return build_again
