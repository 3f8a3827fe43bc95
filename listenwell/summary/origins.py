"""Which month, which segment and which themes may stand beside a comment?

A month is said of ten comments or more together, and a segment of ten or more of that month, so that nobody
follows from either; and a second one is left out where a single one left out would give itself away. An
edition says of the comments of the one before what that said, and more only of ten or more at once: else the
difference would tell of whom the few new ones are.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.comments import Written
from listenwell.summary.guarding import complement
from listenwell.summary.model import Comment, Question, Theme
from listenwell.summary.themes import in_comment


def with_origins(
    questions: Iterable[Question],
    written: Mapping[str, Sequence[Written]],
    kept: Collection[str],
    themes: Sequence[Theme],
    earlier: Iterable[Question] = (),
) -> tuple[Question, ...]:
    """The questions, their comments with origin and themes. `written` are those read, by item, newest first;
    what was `kept` from the edition before stays as that had it; `earlier` are its questions."""
    before = {
        i.id: [c for c in i.comments.shown if c.month or c.segment]
        for q in earlier
        for i in q.items
        if i.comments
    }
    return tuple(
        replace(
            q,
            items=tuple(
                replace(
                    i, comments=replace(i.comments, shown=_told(written[i.id], i.comments.shown, of, was))
                )
                if i.comments and i.id not in kept
                else i
                for i in q.items
                for of, was in [([t for t in themes if t.item == i.id], before.get(i.id, []))]
            ),
        )
        for q in questions
    )


def _told(
    written: Sequence[Written], shown: Sequence[Comment], themes: Sequence[Theme], before: Sequence[Comment]
) -> tuple[Comment, ...]:
    found = written[: len(shown)]
    places = origins([(one.text, f"{one.response.day:%Y-%m}", one.response.segment) for one in found], before)
    return tuple(
        Comment(text=one.text, month=month, segment=segment, themes=in_comment(one, themes))
        for one, (month, segment) in zip(found, places, strict=True)
    )


def origins(
    comments: Sequence[tuple[str, str, str]], before: Iterable[Comment] = ()
) -> list[tuple[str, str]]:
    """(text, month, segment) of comments -> the month and segment that may be said, "" for what may not."""
    said = Counter((c.text, c.month, c.segment) for c in before)
    places = [_again(said, *comment) for comment in comments]
    open_ = [n for n, place in enumerate(places) if place == ("", "")]
    for n in _safe(open_, lambda n: comments[n][1]):
        places[n] = (comments[n][1], "")
    for month in sorted({month for month, _ in places}):
        open_ = [n for n, place in enumerate(places) if place == (month, "")]
        for n in _safe(open_, lambda n: comments[n][2]):
            places[n] = (month, comments[n][2])
    return places


def _again(said: Counter[tuple[str, str, str]], text: str, month: str, segment: str) -> tuple[str, str]:
    """What the edition before said of such a comment, each time once."""
    for place in ((month, segment), ("", segment), (month, "")):
        if said[text, *place]:
            said[text, *place] -= 1
            return place
    return "", ""


def _safe(places: Sequence[int], group_of: Callable[[int], str]) -> list[int]:
    """Those of groups that are no few, nor give a few away."""
    counts = Counter(map(group_of, places))
    hidden = complement(counts, {group for group, n in counts.items() if n < COMMENTS})
    return [n for n in places if group_of(n) not in hidden]
