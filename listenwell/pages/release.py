"""What is published: an index of current questionnaires, every version ever published, the page templates.

    index.json                           which version each page has now, what pages share, what was withdrawn
    questionnaires/<survey>/<version>.json   as asked, never removed
    templates/<hash>.json                name -> text of the page and summary templates

Everything the index points to is written before it, so a reader sees the old release or the new one.
"""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

import msgspec

from listenwell.storage.contract import DocumentMissing, DocumentStore, StorageUnavailable
from listenwell.survey.opening import ALWAYS, Opening
from listenwell.survey.organisation import Organisation, Segment
from listenwell.survey.questionnaire import Questionnaire, decode
from listenwell.survey.wording import Wording

INDEX = "index.json"
_FRESH_SECONDS = 60.0


class ReleaseOutdated(Exception):
    """The index has another shape than this version reads; building again mends it."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the current release."""

    survey: str
    segment: str
    language: str
    version: str
    title: str
    audience: str
    opening: Opening = ALWAYS


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A page that an earlier release had, and the moment of the first release without it."""

    page: Published
    since: datetime


class Master(msgspec.Struct, frozen=True, kw_only=True):
    """A survey as written, before any segment's changes: what figures over all segments are named after."""

    version: str
    title: str


class Index(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The current release; `masters` is by survey, `templates` is the hash of the page templates; `withdrawn`
    has the pages of surveys that a segment no longer asks."""

    organisation: Organisation
    wordings: dict[str, Wording]
    segments: dict[str, Segment]
    published: tuple[Published, ...]
    masters: dict[str, Master]
    templates: str
    withdrawn: tuple[Withdrawn, ...] = ()

    def find(self, survey: str, segment: str, language: str = "") -> Published | None:
        """The page in that language, or in the first language it has; None when it is not published."""
        pages = self.by_place.get((survey, segment), {})
        return pages.get(language) or pages.get(self.organisation.first_language)

    @cached_property
    def by_place(self) -> dict[tuple[str, str], dict[str, Published]]:
        """The pages by survey and segment, each language's in the order they are published."""
        places: dict[tuple[str, str], dict[str, Published]] = {}
        for page in self.published:
            places.setdefault((page.survey, page.segment), {})[page.language] = page
        return places

    def gone(self, survey: str, segment: str, language: str = "") -> Withdrawn | None:
        """The withdrawn page in that language, or in another; None when there was none."""
        pages = [w for w in self.withdrawn if (w.page.survey, w.page.segment) == (survey, segment)]
        return next((w for w in pages if w.page.language == language), next(iter(pages), None))


class Writing(Protocol):
    """As much of a DocumentStore as publishing needs."""

    def put(self, name: str, data: bytes) -> None:
        """Write the document whole, in place of an earlier one."""

    def put_new(self, name: str, data: bytes) -> bool:
        """Write only when no document has that name; says whether it did."""


def put_questionnaire(store: Writing, questionnaire: Questionnaire) -> None:
    """Write one version, unless it was published before."""
    name = _questionnaire_name(questionnaire.survey, questionnaire.version)
    store.put_new(name, questionnaire.canonical_json)


def put_index(store: Writing, index: Index, templates: Mapping[str, str]) -> None:
    """Write the page templates and then the index, after every version that it names."""
    store.put_new(_templates_name(index.templates), _templates_text(templates))
    store.put(INDEX, msgspec.json.encode(index))


def templates_hash(templates: Mapping[str, str]) -> str:
    """The name of these page templates in the release."""
    return hashlib.sha256(_templates_text(templates)).hexdigest()[:12]


def followed_by(before: Index | None, index: Index, now: datetime) -> Index:
    """The index after the release `before`: pages that it no longer has are remembered as withdrawn `now`."""
    return msgspec.structs.replace(index, withdrawn=_withdrawn(before, index.published, now))


def is_published(folder: Path, index: Index, templates: Mapping[str, str]) -> bool:
    """Whether the release in that folder is this one, with every version that it names."""
    try:
        there = (folder / INDEX).read_bytes()
        kept = msgspec.json.decode(there, type=_History).withdrawn
        return (
            there == msgspec.json.encode(msgspec.structs.replace(index, withdrawn=kept))
            and (folder / _templates_name(index.templates)).read_bytes() == _templates_text(templates)
            and not incomplete(folder, index)
        )
    except (OSError, msgspec.DecodeError):
        return False


class _History(msgspec.Struct):
    """As much of an index as the release before it decides."""

    withdrawn: tuple[Withdrawn, ...] = ()


def incomplete(folder: Path, index: Index) -> list[str]:
    """The surveys of which the release in that folder lacks a version that the index names."""
    needed: dict[str, set[str]] = {
        survey: {f"{master.version}.json"} for survey, master in index.masters.items()
    }
    for page in index.published:
        needed[page.survey].add(f"{page.version}.json")
    root = f"{folder}/questionnaires/"
    return [survey for survey, versions in needed.items() if not versions.issubset(_names(root + survey))]


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is needed
    except OSError:
        return []


def index_in(store: DocumentStore) -> Index | None:
    """The index of the release before; None for the first one, and for one of another shape."""
    try:
        return msgspec.json.decode(store.get(INDEX), type=Index)
    except (DocumentMissing, msgspec.DecodeError):
        return None


def _withdrawn(
    before: Index | None, published: tuple[Published, ...], now: datetime
) -> tuple[Withdrawn, ...]:
    """What was withdrawn already or is now, without the places that are asked again."""
    if before is None:
        return ()
    asked = {(page.survey, page.segment) for page in published}
    gone = [page for page in before.published if (page.survey, page.segment) not in asked]
    still = [each for each in before.withdrawn if (each.page.survey, each.page.segment) not in asked]
    return (*still, *(Withdrawn(page=page, since=now) for page in gone))


def _templates_text(templates: Mapping[str, str]) -> bytes:
    return msgspec.json.encode(dict(templates), order="sorted")


def _questionnaire_name(survey: str, version: str) -> str:
    return f"questionnaires/{survey}/{version}.json"


def _templates_name(digest: str) -> str:
    return f"templates/{digest}.json"


class Release:
    """A published release as the handler and the summaries read it.

    The index is read again after a minute, so that publishing needs no restart; versions and templates
    never change and are kept. Raises StorageUnavailable from the store.
    """

    def __init__(self, store: DocumentStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._index: Index | None = None
        self._read_at = 0.0
        self._templates: tuple[str, dict[str, str]] = ("", {})
        self._questionnaires: dict[tuple[str, str], Questionnaire] = {}

    def index(self) -> Index:
        """The current release. Raises DocumentMissing when nothing was published yet."""
        now = self._clock()
        if self._index is None or now - self._read_at > _FRESH_SECONDS:
            try:
                self._index = msgspec.json.decode(self._store.get(INDEX), type=Index)
            except msgspec.ValidationError as error:
                raise ReleaseOutdated("the release was written by another version of Listenwell") from error
            except StorageUnavailable:
                if self._index is None:
                    raise  # else the release of a minute ago serves on
            self._read_at = now
        return self._index

    def questionnaire(self, survey: str, version: str) -> Questionnaire | None:
        """The questionnaire of that version, or None when it was never published."""
        if (survey, version) not in self._questionnaires:
            if not (len(version) == 12 and all(c in "0123456789abcdef" for c in version)):
                return None
            try:
                data = self._store.get(_questionnaire_name(survey, version))
            except DocumentMissing:
                return None
            self._questionnaires[survey, version] = decode(data)
        return self._questionnaires[survey, version]

    def templates(self) -> dict[str, str]:
        """The page templates of the current release, name to text."""
        digest = self.index().templates
        if self._templates[0] != digest:
            text = self._store.get(_templates_name(digest))
            self._templates = digest, msgspec.json.decode(text, type=dict[str, str])
        return self._templates[1]
