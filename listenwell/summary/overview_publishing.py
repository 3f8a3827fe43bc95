"""The overview of all surveys into the document store, an edition of its own where it says something new."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from listenwell.pages.release import Release
from listenwell.storage import DocumentStore
from listenwell.summary.editions import (
    ALL_SURVEYS,
    Edition,
    Glance,
    read_overview,
    read_shelf,
    read_summary,
)
from listenwell.summary.formats import overview_formats
from listenwell.summary.model import Overview
from listenwell.summary.overview import overview_of
from listenwell.summary.period import Period
from listenwell.summary.shelving import put_edition, put_index
from listenwell.summary.words import Words


def compile_overview(
    period: Period,
    surveys: Iterable[str],
    *,
    as_of: datetime,
    documents: DocumentStore,
    release: Release,
    language: str = "",
) -> Overview:
    """Make the overview of a period from the newest editions of these surveys; what comes back is its newest
    edition.

    Raises StorageUnavailable.
    """
    shelf = read_shelf(documents, ALL_SURVEYS, period.label)
    previous = read_overview(documents, shelf)
    overview = overview_of(
        {name: read_summary(documents, read_shelf(documents, name, period.label)) for name in surveys},
        period,
        as_of=as_of,
        release=release,
        language=language or (previous.language if previous else ""),
    )
    if shelf is not None and previous is not None and previous == _as_of(overview, previous):
        put_index(documents, replace(shelf, checked=as_of))
        return previous
    overview = replace(overview, edition=shelf.newest.number + 1 if shelf else 1)
    templates = release.templates()
    put_edition(
        documents,
        shelf,
        survey=ALL_SURVEYS,
        title=Words(overview.language, templates).page("all_surveys"),
        period=overview.period,
        edition=Edition(
            number=overview.edition,
            as_of=as_of,
            final=overview.final,
            responses=overview.responses,
            headlines=_glances(overview),
            altered=_altered(previous, overview),
            documents={},
        ),
        files={kind: write(overview, templates) for kind, write in overview_formats().items()},
    )
    return overview


def _as_of(overview: Overview, previous: Overview) -> Overview:
    """The overview at the time and with the number of the one before."""
    return replace(overview, as_of=previous.as_of, edition=previous.edition)


def _glances(overview: Overview) -> tuple[Glance, ...]:
    return tuple(
        Glance(
            words=f"{survey.title}: {headline.words}",
            measure=headline.figure.measure,
            value=headline.figure.value,
            base=headline.figure.base,
            standing=headline.standing,
        )
        for survey in overview.surveys
        for headline in survey.headlines
    )


def _altered(previous: Overview | None, overview: Overview) -> int:
    """How many headlines are not as the edition before had them."""
    if previous is None:
        return 0
    was, now = (
        {h.figure.id: (h.figure.value, h.figure.base) for s in each.surveys for h in s.headlines}
        for each in (previous, overview)
    )
    return sum(was.get(name) != now.get(name) for name in was | now)
