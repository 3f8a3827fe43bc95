"""What would publishing these templates change? Every change with the pages it is about, told once."""

from collections.abc import Callable

import msgspec

from listenwell.pages.earlier import Asked
from listenwell.survey.changes import Change, changes
from listenwell.survey.sources import Sources, read_sources
from listenwell.survey.templates import Templates


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a survey, and the segments and the language that it is about."""

    survey: str
    language: str
    segments: tuple[str, ...]
    change: Change


def compare(earlier: Asked, templates: Templates) -> list[Told]:
    """From `earlier` to the templates: by survey, then language, then in the order of the page."""
    first, sources = templates.organisation.first_language, read_sources(templates)
    hidden = lambda survey, segment: _hidden(sources, survey, segment, first)  # noqa: E731
    return compare_asked(earlier, templates.questionnaires, first, hidden)


def compare_asked(
    earlier: Asked,
    now: Asked,
    first: str,
    hidden_in: Callable[[str, str], frozenset[str]] = lambda _survey, _segment: frozenset(),
) -> list[Told]:
    """The same between two releases, whose `first` language the pages were written in. A release does not say
    which questions are hidden: without `hidden_in` they are told as removed."""
    found: dict[tuple[str, str, Change], list[str]] = {}

    def tell(survey: str, language: str, segment: str, change: Change) -> None:
        found.setdefault((survey, language, change), []).append(segment)

    for (survey, segment, language), old in earlier.items():
        if (survey, segment, language) not in now:
            tell(survey, language, segment, _withdrawn(survey, language, now))
            continue
        hidden = hidden_in(survey, segment)
        for change in changes(old, now[survey, segment, language], hidden, language == first):
            tell(survey, language, segment, change)
    for survey, segment, language in now.keys() - earlier.keys():
        tell(survey, language, segment, _ADDED)
    listed = [
        Told(survey=survey, language=language, segments=tuple(sorted(segments)), change=change)
        for (survey, language, change), segments in found.items()
    ]
    return sorted(listed, key=lambda told: (told.survey, told.language != first, told.language))


_ADDED = Change(question="", what="page-added", effect="keeps", says="is asked for the first time")


def _withdrawn(survey: str, language: str, now: Asked) -> Change:
    elsewhere = any((s, lang) == (survey, language) for s, _, lang in now)
    says = "is no longer asked of them" if elsewhere else "is no longer asked"
    remedy = "Pages that are open can still be sent; its answers stay."
    return Change(question="", what="page-removed", effect="breaks", says=says, remedy=remedy)


def _hidden(sources: Sources, survey: str, segment: str, language: str) -> frozenset[str]:
    questions = sources.lines(survey, segment, language).mapping["questions"].mapping
    return frozenset(
        name
        for name, node in questions.items()
        if "hide" in node.mapping and node.mapping["hide"].value is True
    )
