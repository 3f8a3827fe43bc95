"""MkDocs hook: the survey pages beside the portal's, as `listenwell build` writes them, for `mkdocs serve`.

On with `survey_pages` in `extra`, as mkdocs.yml has it; `listenwell build` adds its own and turns it off.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from listenwell.pages.building import build
from listenwell.survey.problems import TemplateError


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages; only what changed since the last time is written. Raises PluginError."""
    if not config.extra.get("survey_pages"):
        return files
    try:
        public = build(Path(_scratch().name), config.extra["templates"].folder, None).public
    except TemplateError as error:  # a page template fails; mistakes in the surveys were told before
        raise PluginError(str(error)) from error
    for path in sorted(path for path in public.rglob("*") if path.is_file()):
        files.append(File.generated(config, path.relative_to(public).as_posix(), abs_src_path=str(path)))
    return files


@cache
def _scratch() -> TemporaryDirectory[str]:
    """A folder that lasts as long as this process."""
    return TemporaryDirectory(prefix="listenwell-portal-")
