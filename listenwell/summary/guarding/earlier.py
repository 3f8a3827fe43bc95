"""This edition against the one before: what must not be renewed yet, for the difference would show a few
customers.

An edition to date contains the answers of the one before. Whoever has both can subtract: all published
numbers of an item are put into one system, and where fewer than LEAST answers follow from it, a figure keeps
the state of the earlier edition (`carried`), or stays hidden, until enough new answers have come.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.guarding.cells import ALL, LEAST
from listenwell.summary.guarding.system import known_sums
from listenwell.summary.model import Comments, Figure, Item, Question, Summary, Trend

Bases = Mapping[str, int]
"""Segment (ALL among them) to published base."""


def not_renewed(before: Bases, now: Bases) -> set[str]:
    """Segments whose new figure must not be published beside what was published `before`."""
    blocked = {s for s in now if s in before and 0 < abs(now[s] - before[s]) < LEAST}
    while leak := _leak(before, {s: n for s, n in now.items() if s not in blocked}):
        open_ = sorted((now[s] - before.get(s, 0), s) for s in now if s not in blocked and s in leak)
        blocked.add(open_[0][1] if open_ else ALL)
        if blocked >= now.keys():
            break
    return blocked


def _leak(before: Bases, now: Bases) -> set[str]:
    """Segments of which few answers follow, with ALL; none when nothing does."""
    segments = sorted({*before, *now} - {ALL})
    published = []
    for bases, parts in ((before, ("old",)), (now, ("old", "new"))):
        for segment, n in bases.items():
            of = segments if segment == ALL else [segment]
            published.append((frozenset((part, s) for s in of for part in parts), n))
    if ALL in before or ALL in now:  # what nobody lists is one more segment
        rest = {("old", "\uffff"), ("new", "\uffff")}
        published = [
            (cells | {c for c in rest if c[0] in {part for part, _ in cells}} if len(cells) > 2 else cells, n)
            for cells, n in published
        ]
    for cells, n in known_sums(published):
        if 0 < n < LEAST:
            return {segment for _, segment in cells} | {ALL}
    return set()


def guarded(questions: Iterable[Question], previous: Summary | None) -> tuple[Question, ...]:
    """The questions with what must not be renewed as it was in the previous edition of the same period."""
    if previous is None:
        return tuple(questions)
    items = {item.id: item for question in previous.questions for item in question.items}
    return tuple(
        replace(q, items=tuple(_item(i, items[i.id], previous) if i.id in items else i for i in q.items))
        for q in questions
    )


def _item(item: Item, old: Item, previous: Summary) -> Item:
    comments = item.comments
    if comments is not None and old.comments is not None:
        comments = _comments(comments, old.comments)
    if not item.figures:
        return replace(item, comments=comments)
    blocked = not_renewed(_bases(old.figures), _bases(item.figures))
    blocked |= _moved(old.figures, item.figures)
    if not blocked:
        return replace(item, comments=comments)
    was = {figure.id: figure for figure in old.figures}
    figures = tuple(
        _kept(f, was.get(f.id), previous) if f.segment in blocked else replace(f, weighted=None)
        for f in item.figures
    )
    if ALL not in blocked:
        return replace(item, figures=figures, comments=comments)
    counts = {name: getattr(old, name) for name in ("asked", "base", "blank", "not_applicable", "bars")}
    return replace(item, figures=figures, comments=comments, **counts)


def _bases(figures: Iterable[Figure]) -> dict[str, int]:
    found: dict[str, int] = {}
    for figure in figures:
        if not figure.hidden and figure.base is not None:
            found.setdefault(figure.segment, figure.base)
    return found


def _moved(old: Iterable[Figure], now: Iterable[Figure]) -> set[str]:
    """Segments with as many answers as before, of which fewer than LEAST were given another value."""
    was = {figure.id: figure for figure in old}
    found = set()
    for figure in now:
        before = was.get(figure.id)
        if before is None or None in (before.value, figure.value) or before.base != figure.base:
            continue
        gap = abs(figure.value - before.value)
        width = figure.axis[1] - figure.axis[0] if figure.axis else 0
        if gap and (not width or round(gap / width * figure.base, 6) < LEAST):
            found.add(figure.segment)
    return found


def _kept(figure: Figure, before: Figure | None, previous: Summary) -> Figure:
    """The figure as it was; hidden where it was not shown."""
    if before is None or before.hidden:
        nothing = {
            "value": None,
            "lower": None,
            "upper": None,
            "base": None,
            "change": None,
            "weighted": None,
        }
        return replace(figure, hidden=True, **nothing)
    return replace(before, carried=before.carried or previous.as_of.date().isoformat())


def _comments(comments: Comments, old: Comments) -> Comments:
    """The comments; those of the edition before while too few came since."""
    others = (_texts(comments) - _texts(old)).total()
    few = 0 < abs(comments.count - old.count) < COMMENTS or 0 < others < COMMENTS
    return old if few else comments


def _texts(comments: Comments) -> Counter[str]:
    return Counter(one.text for one in comments.shown)


def comments_kept(
    questions: Iterable[Question], previous: Summary | None, fresh: Mapping[str, Comments]
) -> dict[str, Comments]:
    """The comments of items that are not the `fresh` ones but those of the edition before."""
    if previous is None:
        return {}
    now = {item.id: item.comments for question in questions for item in question.items if item.comments}
    return {name: comments for name, comments in now.items() if comments != fresh.get(name)}


def still_said(
    questions: Iterable[Question], kept: Mapping[str, Comments], current: Mapping[str, Collection[str]]
) -> tuple[Question, ...]:
    """The questions; of kept comments only those that are `current`: a customer may have taken one back. None
    where fewer than COMMENTS are left."""

    def said(item: Item) -> Item:
        if item.id not in kept:
            return item
        shown = tuple(one for one in kept[item.id].shown if one.text in current.get(item.id, ()))
        if kept[item.id].shown and len(shown) < COMMENTS:
            nothing = {"hidden": True, "shown": (), "masked": 0, "kinds": {}}
            return replace(item, comments=replace(kept[item.id], **nothing))
        masked = min(kept[item.id].masked, len(shown))
        return replace(item, comments=replace(kept[item.id], shown=shown, masked=masked))

    return tuple(replace(q, items=tuple(map(said, q.items))) for q in questions)


def guarded_trends(trends: Iterable[Trend], previous: Summary | None) -> tuple[Trend, ...]:
    """The series with points as they were where they must not be renewed; limits stay those of shown
    points."""
    if previous is None:
        return tuple(trends)
    was = {(t.item, t.segment, p.label): p.figure for t in previous.trends for p in t.points}
    trends = tuple(trends)
    steps: dict[tuple[str, str], dict[str, Figure]] = {}
    for trend in trends:
        for point in trend.points:
            steps.setdefault((trend.item, point.label), {})[trend.segment] = point.figure
    kept: dict[str, Figure] = {}
    for (item, label), now in steps.items():
        old = {s: was[item, s, label] for s in now if (item, s, label) in was}
        blocked = not_renewed(_bases(old.values()), _bases(now.values())) | _moved(old.values(), now.values())
        kept |= {now[s].id: _kept(now[s], old.get(s), previous) for s in blocked if s in now}
    return tuple(
        replace(t, points=tuple(replace(p, figure=kept.get(p.figure.id, p.figure)) for p in t.points))
        for t in trends
    )


def section_kept(now: tuple, old: tuple, base: str = "base") -> tuple:
    """A section that rests on answers of pairs: the earlier one while too few answers came since."""
    bases = [[getattr(each, base) for each in side] for side in (now, old)]
    same = len(now) == len(old) and all(
        a is not None and b is not None and not 0 < abs(a - b) < LEAST for a, b in zip(*bases, strict=True)
    )
    return now if same or not old else old
