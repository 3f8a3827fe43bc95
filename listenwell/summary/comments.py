"""Customers' own words for a summary: newest first, masked, none when few wrote."""

import re
from collections.abc import Iterable

from listenwell.stats.suppression import COMMENTS
from listenwell.summary.model import Comments
from listenwell.survey.question import words_of
from listenwell.survey.response import Response

LEAST = COMMENTS
"""With fewer comments none is shown: who wrote could be guessed."""
MOST = 200
"""Comments shown; the count says how many there are."""

# Both begin only where something begins, so that the search takes time in proportion to the text.
_EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.[^\s@<>.,;:!?)]+")
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[\s()/.-]{0,2}\d){5,}")


def comments_of(item: str, responses: Iterable[Response], count: int | None = None) -> Comments:
    """The comments on a question among `responses`, which may be the newest only: `count` says how many
    there are in all."""
    written = sorted(
        ((r.received_at, r.id, text) for r in responses if (text := words_of(r.answers, item)) is not None),
        reverse=True,
    )
    count = len(written) if count is None else count
    hidden = 0 < count < LEAST
    texts = [] if hidden else [mask(text) for _, _, text in written[:MOST]]
    return Comments(
        count=count,
        hidden=hidden,
        masked=sum(was_masked for _, was_masked in texts),
        shown=tuple(text for text, _ in texts),
    )


def mask(text: str) -> tuple[str, bool]:
    """The text without e-mail addresses and long numbers (telephone, account), and whether it had any."""
    masked = _DIGITS.sub("[number]", _EMAIL.sub("[e-mail]", text))
    return masked, masked != text
