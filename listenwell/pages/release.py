"""What is published: an index of current questionnaires, every version ever published, the page templates.

    index.json                           which version each page has now, what pages share, what was withdrawn
    questionnaires/<survey>/<version>.json   as asked, never removed
    templates/<hash>.json                name -> text of the page and summary templates

Everything the index points to is written before it, so a reader sees the old release or the new one.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property

import msgspec

from listenwell.storage.contract import DocumentMissing, DocumentStore, StorageUnavailable
from listenwell.survey.opening import ALWAYS, Opening
from listenwell.survey.organisation import Organisation, Segment
from listenwell.survey.questionnaire import Questionnaire, canonical_json, decode
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


def index_of(
    questionnaires: Iterable[Questionnaire],
    masters: Mapping[str, Questionnaire],
    templates: Mapping[str, str],
    *,
    organisation: Organisation,
    wordings: dict[str, Wording],
    segments: dict[str, Segment],
    openings: Mapping[tuple[str, str], Opening] = {},
) -> Index:
    """The index of a release of these; nothing is written."""
    published = tuple(
        Published(
            survey=q.survey,
            segment=q.segment,
            language=q.language,
            version=q.version,
            title=q.title,
            audience=q.audience,
            opening=openings.get((q.survey, q.segment), ALWAYS),
        )
        for q in questionnaires
    )
    return Index(
        organisation=organisation,
        wordings=wordings,
        segments=segments,
        published=published,
        masters={s: Master(version=m.version, title=m.title) for s, m in masters.items()},
        templates=hashlib.sha256(_templates_text(templates)).hexdigest()[:12],
    )


def publish(
    store: DocumentStore,
    questionnaires: Iterable[Questionnaire],
    masters: Mapping[str, Questionnaire],
    templates: Mapping[str, str],
    *,
    organisation: Organisation,
    wordings: dict[str, Wording],
    segments: dict[str, Segment],
    openings: Mapping[tuple[str, str], Opening] = {},
    now: datetime | None = None,
) -> Index:
    """Write a release into `store` and return its index. Unchanged documents are not written again.

    Pages that the release before had and this one has not are remembered as withdrawn at `now`.
    """
    asked = list(questionnaires)
    index = index_of(
        asked,
        masters,
        templates,
        organisation=organisation,
        wordings=wordings,
        segments=segments,
        openings=openings,
    )
    withdrawn = _withdrawn(_index_in(store), index.published, now or datetime.now(UTC))
    index = msgspec.structs.replace(index, withdrawn=withdrawn)
    for questionnaire in (*asked, *masters.values()):
        name = _questionnaire_name(questionnaire.survey, questionnaire.version)
        store.put_new(name, canonical_json(questionnaire))
    store.put_new(_templates_name(index.templates), _templates_text(templates))
    store.put(INDEX, msgspec.json.encode(index))
    return index


def _index_in(store: DocumentStore) -> Index | None:
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
    gone = (*before.withdrawn, *(Withdrawn(page=page, since=now) for page in before.published))
    return tuple(each for each in gone if (each.page.survey, each.page.segment) not in asked)


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
