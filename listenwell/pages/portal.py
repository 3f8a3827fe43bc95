"""The public portal: the MkDocs project in site/, built only when something it is made from changed."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from listenwell.pages.sources import Seen, digest, scan


class PortalError(Exception):
    """MkDocs refused the portal; the text is what it said."""


def build_portal(site: Path, templates: Path, out: Path, key: str, say: Callable[[str], None]) -> Path:
    """The folder with the portal's files, below `out`, built unless it is there. Raises PortalError."""
    built = out / key
    if built.is_dir():
        return built
    say("Building the portal (MkDocs)")
    shutil.rmtree(out, ignore_errors=True)
    unfinished = out / "unfinished"
    extra = {"survey_templates": str(templates.resolve()), "survey_pages": False}
    run_mkdocs(site / "mkdocs.yml", unfinished, extra)
    return unfinished.rename(built)


def portal_key(
    site: Path, program: str, templates: Mapping[str, Seen], before: Mapping[str, Seen]
) -> tuple[str, dict[str, Seen]]:
    """A hash of every file the portal is made from, and those of `site` as they were seen."""
    seen = scan(site, before)
    words = [(name, f.hash) for name, f in templates.items() if not name.startswith(("pages/", "summaries/"))]
    return digest(program, words, [(name, f.hash) for name, f in seen.items()])[:16], seen


def run_mkdocs(configuration: Path, out: Path, extra: Mapping[str, object]) -> None:
    """`mkdocs build --strict` into `out`; `extra` joins the configuration's own. Raises PortalError."""
    import logging  # noqa: PLC0415

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
    except (MkDocsException, SystemExit) as error:
        raise PortalError("\n".join([*said, str(error)]).strip()) from error
    finally:
        log.removeHandler(handler)
