"""Templates -> dist/public and dist/release, whole or not at all.

Nothing is written when the templates have an error. The release is written first, so that a page which is
open to customers always finds its questionnaire; the public folder is made beside the old one and then
takes its place by renaming.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import msgspec

from listenwell.pages import addresses
from listenwell.pages.portal import build_portal
from listenwell.pages.release import publish
from listenwell.pages.rendering import Renderer
from listenwell.storage.embedded_documents import FileDocuments
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


def check(templates: Path = TEMPLATES) -> tuple[Templates, dict[str, str]]:
    """The templates and the texts of the page templates. Raises TemplateError with every problem."""
    problems: list[Problem] = []
    loaded = None
    try:
        loaded = load_templates(templates)
    except TemplateError as error:
        problems += error.problems
    texts, page_problems = _page_templates(templates)
    if loaded is None or page_problems:
        raise TemplateError(sorted(problems + page_problems))
    return loaded, texts


def build(
    out: Path = Path("dist"),
    templates: Path = TEMPLATES,
    portal: Path | None = PORTAL,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Check, then build. `portal` None leaves the portal out. Raises TemplateError; OSError of the disk."""
    loaded, texts = check(templates)
    out.mkdir(parents=True, exist_ok=True)
    portal_files = build_portal(portal, templates, out / ".portal", say) if portal else None
    say(f"Writing {len(loaded.questionnaires)} survey pages")
    index = publish(
        FileDocuments(out / "release"),
        loaded.questionnaires.values(),
        loaded.masters,
        texts,
        organisation=loaded.organisation,
        wordings=loaded.wordings,
        segments=loaded.segments,
    )
    fresh, public, old = out / ".public-new", out / "public", out / ".public-old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if portal_files:
        shutil.copytree(portal_files, fresh)
    renderer = Renderer(index, texts)
    pages = 0
    for questionnaire in loaded.questionnaires.values():
        if questionnaire.audience != "customers":
            continue
        address = addresses.page(
            questionnaire.survey,
            questionnaire.segment,
            questionnaire.language,
            loaded.organisation.first_language,
        )
        page = fresh / address.strip("/") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(renderer.survey_page(questionnaire), encoding="utf-8")
        pages += 1
    if public.exists():
        public.rename(old)
    fresh.rename(public)
    shutil.rmtree(old, ignore_errors=True)
    return Built(
        pages=pages,
        versions=len(loaded.questionnaires),
        public=public,
        release=out / "release",
        problems=loaded.problems,
    )


def _page_templates(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Name to text of pages/ and summaries/, with a problem for each that is no Jinja2."""
    problems = Problems()
    texts: dict[str, str] = {}
    for kind, prefix in (("pages", ""), ("summaries", "summaries/")):
        root = folder / kind
        paths = sorted(path for path in root.rglob("*") if path.suffix in (".html", ".css"))
        if not paths:
            problems.add("F01", f"{folder.name}/{kind}", 1, name=f"{kind}/")
        for path in paths:
            name = path.relative_to(root).as_posix()
            file = f"{folder.name}/{kind}/{name}"
            try:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".html":
                    jinja2.Environment(autoescape=True).parse(text)
            except UnicodeDecodeError:
                problems.add("F03", file, 1, reason="it has bytes that are not UTF-8")
            except jinja2.TemplateSyntaxError as error:
                problems.add("P01", file, error.lineno, reason=error.message)
            else:
                texts[prefix + name] = text
    return texts, problems.all()
