"""Customers' own words for a summary: newest first, masked, none when few wrote."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.masking import mask
from listenwell.summary.model import Comment, Comments
from listenwell.survey.question import words_of
from listenwell.survey.response import Response

LEAST = COMMENTS
"""With fewer comments none is shown: who wrote could be guessed."""
MOST = 200
"""Comments shown; the count says how many there are."""
READ = 2000
"""Comments read for what they are about: the newest."""


_MARKS = ".,;:!?()'’\"-"


class Written(msgspec.Struct, frozen=True):
    """A comment that was masked as soon as it was read. `bare` has what was personal cut out; `kinds` are the
    kinds of its masks, `names` the words of names in it: never published, kept out of the words of themes."""

    response: Response
    text: str
    bare: str
    kinds: tuple[str, ...]
    names: frozenset[str] = frozenset()


def written(
    item: str,
    responses: Iterable[Response],
    say: Callable[[str], str],
    of: Callable[[date], bool] = lambda _: True,
) -> tuple[Written, ...]:
    """The newest READ comments on a question, newest first, masked; `say` names a kind of mask, and `of` says
    of which days they may be told (guarding/calendar.py).

    A name that is told in one comment ("Dr Omonori") is masked in all of them, unless somebody writes the
    same word small.
    """
    texts = ((r, text) for r in responses if (text := words_of(r.answers, item)) is not None and of(r.day))
    newest = sorted(texts, key=lambda pair: (pair[0].received_at, pair[0].id), reverse=True)[:READ]
    first = [(r, text, mask(text, say)) for r, text in newest]
    names = {name for *_, masked in first for name in masked.names}
    small = {word for _, text, _ in first for word in text.split() if word.islower()} if names else set()
    known = frozenset(names - {word.strip(_MARKS) for word in small})
    found = []
    for response, text, masked in first:
        others = known - masked.names
        again = any(word.strip(_MARKS).lower() in others for word in text.split()) if others else False
        one = mask(text, say, known) if again else masked
        found.append(Written(response, one.text, one.bare, one.kinds, one.names))
    return tuple(found)


def comments_of(found: Sequence[Written], count: int | None = None) -> Comments:
    """What is shown of the comments read; `count` says how many there are in all."""
    count = len(found) if count is None else count
    hidden = 0 < count < LEAST or (count > 0 and not found)
    shown = () if hidden else found[:MOST]
    kinds = Counter(kind for one in shown for kind in one.kinds)
    return Comments(
        count=count,
        hidden=hidden,
        masked=sum(bool(one.kinds) for one in shown),
        kinds=dict(sorted(kinds.items())),
        shown=tuple(Comment(text=one.text) for one in shown),
    )
