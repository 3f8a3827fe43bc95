"""The public portal: the MkDocs project in site/, built only when something it is made from changed."""

import hashlib
import logging
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from listenwell.survey.problems import TemplateError

_PACKAGE = Path(__file__).parents[1]


class PortalError(Exception):
    """MkDocs refused the portal; the text is what it said."""


def build_portal(site: Path, templates: Path, out: Path, say: Callable[[str], None]) -> Path:
    """The folder with the portal's files, below `out`. Raises PortalError."""
    built = out / _stamp(site, templates)
    if built.is_dir():
        return built
    say("Building the portal (MkDocs)")
    shutil.rmtree(out, ignore_errors=True)
    unfinished = out / "unfinished"
    run_mkdocs(site / "mkdocs.yml", unfinished, {"survey_templates": str(templates.resolve())})
    return unfinished.rename(built)


def run_mkdocs(configuration: Path, out: Path, extra: dict[str, str]) -> None:
    """`mkdocs build --strict` into `out`; `extra` joins the configuration's own. Raises PortalError."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415 - half a second, often not needed
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    log.propagate = False
    try:
        config = load_config(str(configuration), site_dir=str(out.resolve()), strict=True)
        config.extra.update(extra)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except TemplateError:
        raise
    except (MkDocsException, SystemExit) as error:
        raise PortalError("\n".join([*said, str(error)]).strip()) from error
    finally:
        log.removeHandler(handler)


def _stamp(site: Path, templates: Path) -> str:
    """A hash of every file the portal is made from, our own among them, and of this Python."""
    digest = hashlib.sha256(sys.version.encode())
    inputs = [
        *site.rglob("*"),
        templates / "organisation.yaml",
        *templates.glob("segments/*.yaml"),
        *templates.glob("surveys/*.yaml"),
        *templates.glob("translations/*.yaml"),
        *templates.glob("wording/*.yaml"),
        *_PACKAGE.glob("survey/**/*.py"),
        *_PACKAGE.glob("pages/*.py"),
    ]
    for path in sorted(path for path in inputs if path.is_file() and path.suffix != ".pyc"):
        digest.update(str(path.relative_to(site.parent) if path.is_relative_to(site) else path.name).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
