"""What does a new language begin with? Its files, each text as an empty line under its original."""

from collections.abc import Iterable
from pathlib import Path

from listenwell.survey.languages import speech
from listenwell.survey.merging import Path as Keys
from listenwell.survey.writing import scalar
from listenwell.translations.phrases import Phrase, phrases_of


def beginnings(folder: Path, language: str) -> dict[str, str]:
    """The wording and one translation for each survey, by file: each text as a name with nothing behind it,
    its original above it as a note. Raises TemplateError for files that cannot be read."""
    by_file: dict[str, list[Phrase]] = {}
    for phrase in phrases_of(folder, language):
        if phrase.file.startswith(("wording/", "translations/")):
            by_file.setdefault(phrase.file, []).append(phrase)
    return {file: _head(file, language) + _lines(found) for file, found in by_file.items()}


def _head(file: str, language: str) -> str:
    if file.startswith("translations/"):
        return "# Write each text behind its name. Customers read the original, above it, until you have.\n"
    spoken = speech(language)
    name = spoken.name[:1].upper() + spoken.name[1:] or language
    return (
        "# Write each text behind its name; what stands in {braces} is filled in. Customers read the\n"
        "# original, above it, until you have.\n"
        f"name: {scalar(name, 0, None, flow=False)}\ndirection: {spoken.direction}\n"
    )


def _lines(found: Iterable[Phrase]) -> str:
    lines: list[str] = []
    before: Keys = ()
    for phrase in found:
        same = next((i for i, (a, b) in enumerate(zip(before, phrase.path, strict=False)) if a != b), 0)
        for depth, key in enumerate(phrase.path[same:], same):
            indent = "  " * depth
            if depth == len(phrase.path) - 1:
                lines += [f"{indent}# {line}".rstrip() for line in phrase.original.splitlines()]
            lines.append(f"{indent}{key}:")
        before = phrase.path
    return "\n".join(lines) + "\n"
