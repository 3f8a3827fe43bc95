"""Summaries of all surveys -> one Overview: what moved, who was not heard, headline by headline.

It is made from published editions and from nothing else. A figure is that of its survey, to the letter, so
whoever subtracts the one from the other has nothing; what is hidden in a survey is hidden here; sums are made
of shown numbers only.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from listenwell import __version__
from listenwell.pages.release import Release
from listenwell.summary.editions import folder
from listenwell.summary.findings import Said, finding_of
from listenwell.summary.findings.known import Number, text
from listenwell.summary.model import Heard, InBrief, Overview, Span, Summary
from listenwell.summary.period import Period
from listenwell.summary.words import Words

MOVED = ("overdue", "declining", "fell", "improving", "rose", "signal", "needs_changed", "broken")
"""The findings of a survey that say that something moved, or waits; in the order in which they are told."""
MOST = 5
"""Findings of one survey; its own summary has all."""


def overview_of(
    summaries: Mapping[str, Summary | None],
    period: Period,
    *,
    as_of: datetime,
    release: Release,
    language: str = "",
) -> Overview:
    """The overview from the newest summary of each survey, by name in the order of the release (None: it has
    none of this period)."""
    index = release.index()
    known = language in index.organisation.languages
    words = Words(language if known else index.organisation.first_language, release.templates())
    there = [summary for summary in summaries.values() if summary is not None]
    missing = [index.masters[name].title for name, summary in summaries.items() if summary is None]
    surveys = tuple(_in_brief(summary) for summary in there)
    order = {name: segment.name[words.language] for name, segment in index.segments.items()}
    heard = _heard(there, order)
    return Overview(
        organisation=index.organisation.name,
        language=words.language,
        period=Span(label=period.label, first=period.first, last=period.last),
        as_of=as_of,
        final=as_of.date() > period.last,
        product_version=__version__,
        responses=sum(summary.responses for summary in there),
        findings=tuple(finding_of(one, words) for one in _findings(surveys, heard)),
        surveys=surveys,
        heard=heard,
        missing=tuple(missing),
    )


def _in_brief(summary: Summary) -> InBrief:
    moved = sorted((f for f in summary.findings if f.kind in MOVED), key=lambda f: MOVED.index(f.kind))
    return InBrief(
        survey=summary.survey,
        title=summary.title,
        summary=f"{folder(summary.survey, summary.period.label)}{summary.edition:04}/summary",
        edition=summary.edition,
        as_of=summary.as_of,
        responses=summary.responses,
        headlines=summary.headlines,
        findings=tuple(moved[:MOST]),
        compared=summary.compared,
        comparisons=summary.families.get("ratings", 0),
    )


def _heard(summaries: Iterable[Summary], order: Mapping[str, str]) -> tuple[Heard, ...]:
    """Each segment that a survey asks or heard, in the order of the release."""
    found = []
    rows = [(s.title, r) for s in summaries for r in s.reach if r.kind == "segment"]
    names = dict.fromkeys([*order, *(r.name for _, r in rows)])
    for name in names:
        mine = [(title, r) for title, r in rows if r.name == name]
        if not mine:
            continue
        hidden = any(r.hidden for _, r in mine)
        found.append(
            Heard(
                segment=name,
                words=order.get(name) or mine[0][1].words,
                asked=len(mine),
                silent=tuple(title for title, r in mine if r.answered == 0),
                responses=None if hidden else sum(r.answered or 0 for _, r in mine),
                hidden=hidden,
            )
        )
    return tuple(found)


def _findings(surveys: Sequence[InBrief], heard: Sequence[Heard]) -> Iterable[Said]:
    """How many were heard, who was not, what stands where, and how sure that is."""
    answered = [s for s in surveys if s.responses]
    if not answered:
        yield Said("nobody")
        return
    yield Said(
        "all_responses",
        {
            "responses": Number(sum(s.responses for s in answered), "count", "responses"),
            "surveys": Number(len(answered), "count", "surveys"),
        },
    )
    if quiet := [s.title for s in surveys if not s.responses]:
        yield Said("all_silent", {"surveys": _listed(quiet)})
    if unheard := [h.words for h in heard if len(h.silent) == h.asked]:
        yield Said("not_heard", {"segments": text(", ".join(unheard))})
    for kind, standings in (
        ("all_improving", ("improving",)),
        ("all_declining", ("declining",)),
        ("all_same", ("stable", "unclear")),
        ("all_too_few", ("too few",)),
    ):
        lines = [(s, h) for s in answered for h in s.headlines if h.standing in standings]
        if lines:
            named = dict.fromkeys(s.title for s, _ in lines)
            told = [
                f"{title} ({_count(lines, title)})" if _count(lines, title) > 1 else title for title in named
            ]
            yield Said(kind, {"surveys": text("; ".join(told))}, tuple(h.figure.id for _, h in lines))
    if judged := sum(s.comparisons for s in answered):
        families = sum(bool(s.comparisons) for s in answered)
        yield Said(
            "all_families",
            {
                "comparisons": Number(judged, "count", "comparisons"),
                "surveys": Number(families, "count", "surveys"),
            },
        )


def _count(lines: Iterable[tuple[InBrief, object]], title: str) -> int:
    return sum(s.title == title for s, _ in lines)


def _listed(names: Iterable[str]) -> Number:
    return text("; ".join(names))
