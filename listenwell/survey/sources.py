"""Which file and line does each value of a questionnaire come from, and which notes stand there?

Reads the files of good templates once more, as they are written, for whoever judges the words at their lines.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from listenwell.survey.comments import Comment
from listenwell.survey.lines import Node, load
from listenwell.survey.problems import Problems
from listenwell.survey.resolving import laid
from listenwell.survey.templates import Templates
from listenwell.survey.using import Written, uses, with_used


class Sources(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The files by their name in the folder without the ending (`surveys/pulse`), and the notes in them:
    those behind a value and those that say “ok”."""

    files: dict[str, Node]
    comments: tuple[Comment, ...]

    def lines(self, survey: str, segment: str, language: str) -> Node:
        """The questionnaire as written, each value with the file and line it comes from; `segment` "" is the
        survey before any segment's changes."""
        whole = self._wholes.get(survey)
        if whole is None:
            own = self._written(survey)
            whole = self._wholes[survey] = with_used(own, self._written, Problems()) or own
        words = whole.words.get(language)
        return laid(whole.base, whole.changes.get(segment), words, _at(words, "segments", segment))

    def used(self, survey: str) -> tuple[str, ...]:
        """The surveys whose questions it uses."""
        own = self._written(survey)
        return uses(own) if own else ()

    def with_surveys(self, folder: Path, surveys: Iterable[str], languages: Iterable[str]) -> "Sources":
        """With the files of these surveys too, for what others use of them."""
        names = [f"surveys/{survey}" for survey in surveys]
        names += [f"translations/{survey}.{language}" for survey in surveys for language in languages]
        return (
            Sources(files=self.files | read_files(folder, names), comments=self.comments) if names else self
        )

    def _written(self, survey: str) -> Written | None:
        base = self.files.get(f"surveys/{survey}")
        if base is None:
            return None
        start = f"translations/{survey}."
        words = {name.removeprefix(start): n for name, n in self.files.items() if name.startswith(start)}
        return Written(base, self._changes.get(survey, {}), words)

    @cached_property
    def _wholes(self) -> dict[str, Written]:
        return {}

    @cached_property
    def _changes(self) -> dict[str, dict[str, Node]]:
        found: dict[str, dict[str, Node]] = {}
        for name, file in self.files.items():
            if name.startswith("segments/") and "changes" in file.mapping:
                for survey, node in file.mapping["changes"].mapping.items():
                    found.setdefault(survey, {})[name.removeprefix("segments/")] = node
        return found


def read_sources(templates: Templates) -> Sources:
    """The files that the templates were read from."""
    others = templates.organisation.languages[1:]
    names = [
        "organisation",
        *(f"wording/{language}" for language in templates.wordings),
        *(f"segments/{segment}" for segment in templates.segments),
        *(f"surveys/{survey}" for survey in templates.masters),
        *(f"translations/{survey}.{language}" for survey in templates.masters for language in others),
    ]
    comments: list[Comment] = []
    sources = Sources(files=read_files(templates.folder, names, comments), comments=tuple(comments))
    more = {each for survey in templates.masters for each in sources.used(survey)} - templates.masters.keys()
    return sources.with_surveys(templates.folder, sorted(more), others)


def read_files(folder: Path, names: Iterable[str], comments: list[Comment] | None = None) -> dict[str, Node]:
    """Those of the files that are there and can be read, by name; their notes are added to `comments`."""
    files: dict[str, Node] = {}
    for name in names:
        path = folder / f"{name}.yaml"
        node = load(path, f"{folder.name}/{name}.yaml", Problems(), comments) if path.is_file() else None
        if node is not None:
            files[name] = node
    return files


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.mapping.get(key) if node else None
    return node
