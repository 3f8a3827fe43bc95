"""Where a series breaks: the days on which wording, scale or the mix of channels changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from listenwell.stats.comparisons import homogeneity
from listenwell.summary.asked import Asked
from listenwell.summary.model import Mark, Version
from listenwell.summary.period import Period, month
from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally import RESPONSES, Cube

Days = Callable[[date, date], Cube]
"""The counts of some days, day by day."""

MIX_SHIFT = 0.2
"""A channel whose part of the answers changes by this much changes the mix ..."""
MIX_P = 0.01
"""... where chance alone makes such a mix less often than this (chi-square of homogeneity)."""
_LEAST_MIX = 20
"""Answers on each side, below which a mix says nothing."""


class Seen(NamedTuple):
    """A version with the days of its first and last answer."""

    version: str
    first: date
    last: date


def seen_of(asked: Asked, days: Days) -> list[Seen]:
    """Every version that was answered in the window, by first day; each day exact, read where the counts are
    by month."""
    labels: dict[str, set[str]] = {}
    for cell, n in asked.responses:
        if n > 0:
            labels.setdefault(cell.version, set()).add(cell.day)
    read: dict[date, dict[str, list[str]]] = {}

    def exact(label: str, version: str) -> list[date]:
        at = date.fromisoformat(label)
        if at.day != 1:
            return [at]
        whole = month(at.year, at.month)
        if whole.first not in read:
            found: dict[str, list[str]] = {}
            for cell, n in days(whole.first, whole.last).counts.items():
                if cell.question == RESPONSES and n > 0:
                    found.setdefault(cell.version, []).append(cell.day)
            read[whole.first] = found
        return sorted(date.fromisoformat(d) for d in read[whole.first].get(version, [label]))

    seen = [Seen(v, exact(min(at), v)[0], exact(max(at), v)[-1]) for v, at in labels.items()]
    return sorted(seen, key=lambda s: (s.first, s.version))


def versions_of(
    seen: Iterable[Seen], asked: Asked, period: Period, segments: Mapping[str, str]
) -> tuple[Version, ...]:
    """The versions that were answered in the period, by segment, language and first day."""
    rows = []
    for one in seen:
        asked_so = asked.questionnaires.get(one.version)
        if asked_so is None or one.last < period.first or one.first > period.last:
            continue
        rows.append(
            Version(
                version=one.version,
                segment=asked_so.segment,
                segment_words=segments.get(asked_so.segment, asked_so.segment),
                language=asked_so.language,
                first=one.first,
                last=one.last,
            )
        )
    return tuple(sorted(rows, key=lambda v: (v.segment, v.language, v.first, v.version)))


def version_marks(
    seen: Iterable[Seen], asked: Asked, say: Callable[[str, tuple[str, ...]], str]
) -> list[Mark]:
    """A mark where a version follows another of its segment and language with other words or another scale
    for an item; the same change in several segments is one mark, at its first day. `say` gives its words."""
    by_page: dict[tuple[str, str], list[tuple[Seen, Questionnaire]]] = {}
    for one in seen:
        if (asked_so := asked.questionnaires.get(one.version)) is not None:
            by_page.setdefault((asked_so.segment, asked_so.language), []).append((one, asked_so))
    found: dict[tuple[str, tuple[str, ...]], list[tuple[date, str]]] = {}
    for (segment, _), versions in by_page.items():
        for (_, before), (one, after) in pairwise(versions):
            for kind, items in _differences(before, after).items():
                found.setdefault((kind, items), []).append((one.first, segment))
    marks = []
    for (kind, items), places in found.items():
        segments = {segment for _, segment in places}
        marks.append(
            Mark(
                day=min(day for day, _ in places),
                kind=kind,  # type: ignore[arg-type]
                segment=segments.pop() if len(segments) == 1 and len(asked.segments) > 1 else "",
                items=items,
                words=say(kind, items),
            )
        )
    return sorted(marks, key=lambda m: (m.day, m.kind, m.items))


def _differences(before: Questionnaire, after: Questionnaire) -> dict[str, tuple[str, ...]]:
    """What changed to the items that both ask: kind of mark to items."""
    changed: dict[str, list[str]] = {"scale": [], "wording": []}
    for question in after.questions:
        old = before.by_id.get(question.id)
        if old is None:
            continue
        other_scale = type(old) is not type(question) or question.scale() != old.scale()
        words = dict(old.labels()) != dict(question.labels()) or (old.text, old.hint) != (
            question.text,
            question.hint,
        )
        rows = dict(old.items())
        for item in question.items():
            if other_scale:
                changed["scale"].append(item.answer)
            elif item.answer in rows and (words or rows[item.answer] != item.words):
                changed["wording"].append(item.answer)
    return {kind: tuple(items) for kind, items in changed.items() if items}


def mix_marks(
    asked: Asked, steps: Iterable[Period], say: Callable[[str, tuple[str, ...]], str]
) -> list[Mark]:
    """A mark at a month whose channels differ clearly from those since the last mark."""
    marks, since = [], Counter()
    by_day: dict[str, Counter[str]] = {}
    for cell, n in asked.responses:
        by_day.setdefault(cell.day, Counter())[cell.channel] += n
    for step in steps:
        first, last = step.first.isoformat(), step.last.isoformat()
        now = Counter()
        for day, counter in by_day.items():
            if first <= day <= last:
                now.update(counter)
        if moved := _moved(since, now):
            marks.append(Mark(day=step.first, kind="channel mix", words=say("channel mix", moved)))
            since = Counter()
        since.update(now)
    return marks


def _moved(before: Counter[str], now: Counter[str]) -> tuple[str, ...]:
    """The channels whose part changed clearly, if the mix as a whole did."""
    if min(before.total(), now.total()) < _LEAST_MIX:
        return ()
    channels = sorted(set(before) | set(now))
    parts = {c: now[c] / now.total() - before[c] / before.total() for c in channels}
    far = tuple(c for c in channels if abs(parts[c]) >= MIX_SHIFT)
    if not far:
        return ()
    test = homogeneity([[max(side[c], 0) for c in channels] for side in (before, now)])
    return far if test.p is not None and test.p < MIX_P else ()
