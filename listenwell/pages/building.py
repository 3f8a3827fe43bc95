"""Templates -> dist/public and dist/release, whole or not at all, at the cost of what changed.

Nothing is put in place when the templates have an error. The next site is made beside the public one
(`trees`); then the release is written, so that a page which is open to customers always finds its
questionnaire; then the two folders trade places. A survey is read and rendered again when its key is
another one (`making`); everything else comes from the build before (`memory`), which is safe to delete.
"""

import fcntl
import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import msgspec

from listenwell.pages import memory
from listenwell.pages.compiled import Compiled
from listenwell.pages.knowing import Known
from listenwell.pages.making import Shape, asked, pages_of, part_of
from listenwell.pages.page_templates import read_page_templates
from listenwell.pages.portal import build_portal, portal_key
from listenwell.pages.release import (
    Index,
    Writing,
    followed_by,
    incomplete,
    index_in,
    is_published,
    put_index,
    put_questionnaire,
)
from listenwell.pages.rendering import Renderer
from listenwell.pages.shapes import Shapes
from listenwell.pages.templating import place_of
from listenwell.pages.trees import Pages, Site
from listenwell.storage.embedded_batch import FileBatch
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.problems import Problem, Problems, TemplateError
from listenwell.survey.survey_reading import SurveyRead
from listenwell.survey.templates import Templates, load_templates

TEMPLATES = Path("survey_templates")
PORTAL = Path("site")
_PORTAL = "/portal"  # a part of the site as the surveys are; no survey has such a name


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build made: survey pages, versions now in the release, warnings of the templates."""

    pages: int
    versions: int
    public: Path
    release: Path
    problems: list[Problem]


def check(templates: Path = TEMPLATES, now: datetime | None = None) -> tuple[Templates, dict[str, str]]:
    """The templates and the texts of the page templates. Raises TemplateError with every problem."""
    problems: list[Problem] = []
    loaded = None
    try:
        loaded = load_templates(templates, now)
    except TemplateError as error:
        problems += error.problems
    texts, page_problems = read_page_templates(templates)
    if loaded is None or page_problems:
        raise TemplateError(sorted(problems + page_problems))
    return loaded, texts


def try_pages(templates: Path = TEMPLATES, now: datetime | None = None, kept: Path | None = None) -> None:
    """Make every page into a folder that is thrown away. Raises TemplateError where a page template fails."""
    with tempfile.TemporaryDirectory() as place:
        build(Path(place) / "dist", templates, None, now=now, kept=kept)


def build(
    out: Path = Path("dist"),
    templates: Path = TEMPLATES,
    portal: Path | None = PORTAL,
    say: Callable[[str], None] = lambda _: None,
    now: datetime | None = None,
    kept: Path | None = None,
) -> Built:
    """Check, then build. `portal` None leaves the portal out. Raises TemplateError; OSError of the disk.

    Each page is written in its state at `now` (otherwise the clock): not yet open, open or closed. In the
    folder `kept` (otherwise in `out`) compiled page templates are kept, for builds into other folders too.
    """
    now = now or datetime.now(UTC)
    with _alone(out) as notes, _seldom_collecting():
        before = memory.load(notes / "memory", memory.Memory) or memory.Memory()
        compiled = Compiled((kept or notes) / "compiled")
        known = Known(templates, before, now, compiled)
        known.read_ahead()
        parts = known.page_keys()
        if portal:
            key, sources = portal_key(portal, compiled.program, known.files, before.seen.get("portal", {}))
            portal_files = build_portal(portal, templates, out / ".portal", key, say)
            known.saw("portal", sources)
            parts[_PORTAL] = key
        site, release = Site(out / "public", out / ".next", notes), out / "release"
        if known.changed or not site.is_at(parts) or not is_published(release, known.index(), known.texts):
            say(f"Writing {sum(1 for _ in known.frame.places())} survey pages")
            with FileBatch(FileDocuments(release)) as store:
                writer = _Writer(known, store, templates, now, compiled)
                site.prepare(
                    parts, lambda part: _files(portal_files) if part == _PORTAL else writer.make(part)
                )
                index = writer.finish(release)
            site.place(parts | known.page_keys() | dict.fromkeys(known.unsure(), ""))
            site.tidy()
        else:
            index = known.index()
        compiled.save()
        if known.news:
            memory.save(notes / "memory", known.to_remember())
        return Built(
            pages=sum(page.audience == "customers" for page in index.published),
            versions=len(index.published),
            public=site.public,
            release=release,
            problems=known.problems(),
        )


@contextmanager
def _alone(out: Path) -> Iterator[Path]:
    """The folder of what builds remember, while no other build works on it. A failed first leaves none."""
    new, notes = not out.exists(), out / ".cache"
    out.mkdir(parents=True, exist_ok=True)
    notes.mkdir(exist_ok=True)
    try:
        with (notes / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield notes
    except BaseException:
        if new:
            shutil.rmtree(out)
        raise


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage in circles only now and then: a build makes very many objects and hardly a circle."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Writer:
    """Makes surveys' pages and puts their questionnaires into the release."""

    def __init__(
        self, known: Known, store: Writing, templates: Path, now: datetime, compiled: Compiled
    ) -> None:
        self._known = known
        self._store = store
        self._templates = templates
        self._now = now
        self._index = known.shared()
        self._renderer = Renderer(self._index, known.texts, compiled, Shapes())
        self._published: set[str] = set()
        self._tried: set[Shape] = set()

    def make(self, survey: str) -> Pages:
        """The survey's pages; none once a mistake was found, for then nothing is put in place."""
        read = self._known.read(survey)
        if self._known.good:
            self._publish(survey, read)
            index = part_of(self._index, self._known.unit(survey), self._known.own_words)
            with self._telling():
                yield from pages_of(read, self._renderer.within(index), self._now, self._tried)

    def finish(self, release: Path) -> Index:
        """Everything that is not a page: questionnaires that are missing, the page templates, the index."""
        for survey in self._known.changed:
            if survey not in self._published:
                self._publish(survey, self._known.read(survey))
        self._known.refuse_errors()
        index = self._known.index()
        for survey in incomplete(release, index):
            if survey not in self._published:
                self._publish(survey, self._known.read(survey))
        with self._telling():
            # the pages of the handler are tried as well, when they may be others than before
            for language in index.wordings if self._known.frame_is_new else ():
                for message in ("not_found", "unavailable", "too_large", "unreadable"):
                    self._renderer.message_page(message, language, limit=0)
        index = followed_by(index_in(FileDocuments(release)), index, self._now)
        put_index(self._store, index, self._known.texts)
        return index

    def _publish(self, survey: str, read: SurveyRead) -> None:
        self._published.add(survey)
        for questionnaire in (*asked(read), *([read.master] if read.master else [])):
            put_questionnaire(self._store, questionnaire)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell in words where a page template fails, whatever it is that it does."""
        try:
            yield
        except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            place = place_of(error, self._known.texts)
            if place is None:
                raise
            problems = Problems()
            reason = str(error) or "it fails"
            problems.add("P01", f"{self._templates.name}/pages/{place[0]}", place[1], reason=reason)
            raise TemplateError(problems.all()) from error


def _files(folder: Path) -> Pages:
    """A folder's files as they are."""
    return (
        (p.relative_to(folder).as_posix(), p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()
    )
