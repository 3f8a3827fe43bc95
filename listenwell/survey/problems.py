"""What was found in the templates, where, and in which words?

A problem reads "file, line: what was found; the rule; how to mend it." Tests name the code, people read
the words.
"""

from collections.abc import Iterable

import msgspec

from listenwell.survey.messages import CATALOGUE, Severity


class Problem(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A message at a place: file (relative to the template folder's parent), line counted from 1.

    `code` is a code of the catalogue, or the name of the rule of `rules/` that found it; `suggestion` is a
    better wording, where there is an honest one.
    """

    file: str
    line: int
    code: str
    found: str
    rule: str
    remedy: str
    severity: Severity
    suggestion: str = ""

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.said}"

    @property
    def said(self) -> str:
        """The message without its place."""
        better = f" For example: {self.suggestion}" if self.suggestion else ""
        return f"{self.found}; {self.rule}. {self.remedy}{better} ({self.code})"


class Problems:
    """Collects problems; the same one told twice counts once."""

    def __init__(self) -> None:
        self._seen: dict[Problem, None] = {}
        self.told = 0
        """Errors told so far, each telling counted: what a caller compares to see whether a step had any."""

    def add(self, code: str, file: str, line: int, *, near: str = "", **values: object) -> None:
        """Record the catalogue's message `code`; `near` is the near match to offer, if any."""
        message = CATALOGUE[code]
        remedy = message.remedy.format(**values)
        if near:
            remedy = f"Did you mean “{near}”? {remedy}"
        found, rule = message.found.format(**values), message.rule.format(**values)
        self._seen[Problem(file, line, code, found, rule, remedy, message.severity)] = None
        self.told += message.severity == "error"

    def take(self, problems: Iterable[Problem]) -> None:
        """Record what was told elsewhere."""
        for problem in problems:
            self._seen[problem] = None
            self.told += problem.severity == "error"

    def all(self) -> list[Problem]:
        """Every problem, by file, line and code."""
        return sorted(self._seen)

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(problem.severity == "error" for problem in self._seen)


class TemplateError(Exception):
    """The templates have errors; nothing was written. `problems` has them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def near_match(word: str, allowed: Iterable[str]) -> str:
    """The allowed word most like `word`, or "" when none is near."""
    import difflib  # noqa: PLC0415 - a twentieth of a start, and seldom needed

    return next(iter(difflib.get_close_matches(word.lower(), list(allowed), n=1, cutoff=0.6)), "")
