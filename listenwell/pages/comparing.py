"""What would publishing these templates change? Every change with the pages it is about, told once."""

from collections.abc import Callable, Iterator

import msgspec

from listenwell.pages.earlier import Asked, written
from listenwell.survey.changes import Change, changes
from listenwell.survey.opening import ALWAYS, Opening
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
    return compare_asked(earlier, written(templates), first, hidden)


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

    before, after = earlier.questionnaires, now.questionnaires
    for (survey, segment, language), old in before.items():
        if (survey, segment, language) not in after:
            tell(survey, language, segment, _withdrawn(survey, language, now))
            continue
        if language == first:
            for change in _days(*(each.openings.get((survey, segment), ALWAYS) for each in (earlier, now))):
                tell(survey, language, segment, change)
        hidden = hidden_in(survey, segment)
        for change in changes(old, after[survey, segment, language], hidden, language == first):
            tell(survey, language, segment, change)
    for survey, segment, language in after.keys() - before.keys():
        tell(survey, language, segment, _ADDED)
    listed = [
        Told(survey=survey, language=language, segments=tuple(sorted(segments)), change=change)
        for (survey, language, change), segments in found.items()
    ]
    return sorted(listed, key=lambda told: (told.survey, told.language != first, told.language))


_ADDED = Change(question="", what="page-added", effect="keeps", says="is asked for the first time")


def _withdrawn(survey: str, language: str, now: Asked) -> Change:
    elsewhere = any((s, lang) == (survey, language) for s, _, lang in now.questionnaires)
    says = "is no longer asked of them" if elsewhere else "is no longer asked"
    remedy = "Pages that are open can still be sent; its answers stay."
    return Change(question="", what="page-removed", effect="breaks", says=says, remedy=remedy)


def _days(was: Opening, now: Opening) -> Iterator[Change]:
    """The first and the last day on which it is open, as they are written: 2026-12-01."""
    if was.first != now.first:
        says = f"opens on {now.first}" if now.first else "is open at once"
        says += f", no longer on {was.first}" if was.first else ""
        yield Change(question="", what="opens", effect="keeps", says=says)
    if was.last != now.last:
        says = f"closes after {now.last}" if now.last else "has no last day"
        says += f", no longer after {was.last}" if was.last else ""
        yield Change(question="", what="closes", effect="keeps", says=says)


def _hidden(sources: Sources, survey: str, segment: str, language: str) -> frozenset[str]:
    questions = sources.lines(survey, segment, language).mapping["questions"].mapping
    return frozenset(
        name
        for name, node in questions.items()
        if "hide" in node.mapping and node.mapping["hide"].value is True
    )
