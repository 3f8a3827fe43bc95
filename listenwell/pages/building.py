"""Templates -> dist/public and dist/release, whole or not at all.

Nothing is put in place when the templates have an error. The public folder is made beside the old one; then
the release is written, so that a page which is open to customers always finds its questionnaire; then the
public folder takes its place by renaming.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
import msgspec

from listenwell.pages import addresses
from listenwell.pages.page_templates import read_page_templates
from listenwell.pages.portal import build_portal
from listenwell.pages.release import index_of, publish
from listenwell.pages.rendering import Renderer, place_of
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.opening import ALWAYS
from listenwell.survey.problems import Problem, Problems, TemplateError
from listenwell.survey.templates import Templates, load_templates

TEMPLATES = Path("survey_templates")
PORTAL = Path("site")


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build wrote: survey pages, versions now in the release, warnings of the templates."""

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


def build(
    out: Path = Path("dist"),
    templates: Path = TEMPLATES,
    portal: Path | None = PORTAL,
    say: Callable[[str], None] = lambda _: None,
    now: datetime | None = None,
) -> Built:
    """Check, then build. `portal` None leaves the portal out. Raises TemplateError; OSError of the disk.

    Each page is written in its state at `now` (otherwise the clock): not yet open, open or closed.
    """
    now = now or datetime.now(UTC)
    loaded, texts = check(templates, now)
    out.mkdir(parents=True, exist_ok=True)
    portal_files = build_portal(portal, templates, out / ".portal", say) if portal else None
    say(f"Writing {len(loaded.questionnaires)} survey pages")
    asked, shared = list(loaded.questionnaires.values()), _shared(loaded)
    fresh, public, old = out / ".public-new", out / "public", out / ".public-old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if portal_files:
        shutil.copytree(portal_files, fresh)
    renderer = Renderer(index_of(asked, loaded.masters, texts, **shared), texts)
    try:
        pages = _write_pages(fresh, loaded, renderer, now)
    except jinja2.TemplateError as error:
        name, line = place_of(error, texts)
        problems = Problems()
        problems.add("P01", f"{templates.name}/pages/{name}", line, reason=error.message or "it fails")
        raise TemplateError(problems.all()) from error
    publish(FileDocuments(out / "release"), asked, loaded.masters, texts, **shared, now=now)
    if public.exists():
        public.rename(old)
    fresh.rename(public)
    shutil.rmtree(old, ignore_errors=True)
    return Built(
        pages=pages,
        versions=len(asked),
        public=public,
        release=out / "release",
        problems=loaded.problems,
    )


def _shared(loaded: Templates) -> dict[str, Any]:
    return {
        "organisation": loaded.organisation,
        "wordings": loaded.wordings,
        "segments": loaded.segments,
        "openings": loaded.openings,
    }


def _write_pages(folder: Path, loaded: Templates, renderer: Renderer, now: datetime) -> int:
    """Write every customers' page below `folder` in its state at `now`; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    pages, asked = 0, loaded.questionnaires.values()
    for questionnaire in asked:
        opening = loaded.openings[questionnaire.survey, questionnaire.segment]
        page = renderer.page_at(questionnaire, opening, now)
        if questionnaire.audience != "customers":
            continue  # rendered to see that it can be
        first = renderer.index.organisation.first_language
        address = addresses.page(questionnaire.survey, questionnaire.segment, questionnaire.language, first)
        file = folder / address.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
        pages += 1
    for language in renderer.index.wordings:  # the pages of the handler are tried as well
        for message in ("not_found", "unavailable", "too_large", "unreadable"):
            renderer.message_page(message, language, limit=0)
    for questionnaire in asked:
        renderer.thanks_page(questionnaire, "0000-0000-0000-0000")
        renderer.state_page(questionnaire, "closed", ALWAYS)
    return pages
