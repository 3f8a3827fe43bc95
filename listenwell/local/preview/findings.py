"""Which findings does a page show, and beside which question?

A finding stands beside the question that has its line; one about the page's other lines, about who asks or
the words around the questions stands at the top. What a segment's page has in other words is not its own.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from listenwell.survey.lines import Node
from listenwell.survey.problems import Problem
from listenwell.survey.sources import Sources, read_files

Place = tuple[str, int]


class Placed(NamedTuple):
    """A finding, and the id of its question; "" for the page as a whole."""

    problem: Problem
    question: str


class Findings:
    """What `check` found in one state of the templates."""

    def __init__(self, problems: Iterable[Problem] = (), folder: Path = Path()) -> None:
        self.problems = tuple(problems)
        self._folder = folder
        self._placed: dict[tuple[str, str, str], tuple[Placed, ...]] = {}

    @cached_property
    def _files(self) -> dict[str, list[Problem]]:
        """The findings by file, named as in the folder without the ending."""
        files: dict[str, list[Problem]] = {}
        for problem in self.problems:
            name = problem.file.removeprefix(f"{self._folder.name}/").removesuffix(".yaml")
            files.setdefault(name, []).append(problem)
        return files

    def on(self, survey: str, segment: str, language: str) -> tuple[Placed, ...]:
        """The findings that this page shows, its own first, then those of every page; each by line."""
        key = survey, segment, language
        if key not in self._placed:
            self._placed[key] = tuple(self._find(*key))
        return self._placed[key]

    def of_page(self, survey: str, segment: str, language: str) -> int:
        """How many of them are not about every page alike."""
        shared = (f"{self._folder.name}/wording/", f"{self._folder.name}/organisation.")
        return sum(not p.problem.file.startswith(shared) for p in self.on(survey, segment, language))

    def _find(self, survey: str, segment: str, language: str) -> Iterator[Placed]:
        own = (f"segments/{segment}", f"surveys/{survey}", f"translations/{survey}.{language}")
        names = (*own, f"wording/{language}", "organisation")
        files = read_files(self._folder, own)
        if f"surveys/{survey}" not in files:
            return
        sources = Sources(files=files, comments=())
        used = sources.used(survey)
        page = sources.with_surveys(self._folder, used, (language,)).lines(survey, segment, language)
        asked = {
            place: name for name, node in page.mapping["questions"].mapping.items() for place in _places(node)
        }
        elsewhere = set(_others(files, survey, segment)) - set(asked)
        for name in names:
            for problem in self._files.get(name, ()):
                place = problem.file, problem.line
                if place not in elsewhere:
                    yield Placed(problem, asked.get(place, ""))
        for each in used:
            for name in (f"surveys/{each}", f"translations/{each}.{language}"):
                yield from (
                    Placed(problem, asked[place])
                    for problem in self._files.get(name, ())
                    if (place := (problem.file, problem.line)) in asked
                )


def _others(files: dict[str, Node], survey: str, segment: str) -> Iterator[Place]:
    """Lines about questions, of other segments in a translation, of other surveys in a segment."""
    for name, file in files.items():
        questions = file.mapping.get("questions")
        if questions is not None:
            yield from _inside(questions)
        if name.startswith("translations/") and "segments" in file.mapping:
            for each, node in file.mapping["segments"].mapping.items():
                if each != segment:
                    yield from _places(node)
                elif "questions" in node.mapping:
                    yield from _inside(node.mapping["questions"])
        if name.startswith("segments/") and "changes" in file.mapping:
            for each, node in file.mapping["changes"].mapping.items():
                if each != survey:
                    yield from _places(node)


def _inside(node: Node) -> Iterator[Place]:
    for child in node.mapping.values():
        yield from _places(child)


def _places(node: Node) -> Iterator[Place]:
    """The lines of a node and of all that is in it."""
    yield node.file, node.line
    children = node.value if isinstance(node.value, list) else node.mapping.values()
    for child in children:
        yield from _places(child)
