"""What sets the comments of unhappy customers apart from those of happy ones? Themes by distinctive terms."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from listenwell.stats.suppression import COMMENTS
from listenwell.stats.themes import FEWEST_COMMENTS, distinctive_terms

MOST = 5
"""Themes of a group."""
MOST_TERMS = 6
_BEYOND = 1.96
_TOGETHER = 0.5

Group = Literal["low", "high"]
Terms = Collection[str]


class Found(NamedTuple):
    """A theme of a group: its terms, the most distinctive first, and the places of the comments that have it
    in the list of the group."""

    group: Group
    terms: tuple[str, ...]
    members: tuple[int, ...]


def find(low: Sequence[Terms], high: Sequence[Terms]) -> tuple[Found, ...]:
    """Themes of those who rated low, then of those who rated high, the most comments first.

    Each comment is given by its terms. None where a group has fewer than 10 comments, and no theme on fewer
    than 5. A term belongs to a theme when half of the comments of either are in both. Same comments, same
    themes.
    """
    if min(len(low), len(high)) < COMMENTS:
        return ()
    counts = [Counter(term for each in group for term in set(each)) for group in (low, high)]
    told = distinctive_terms(*counts)
    found: list[Found] = []
    sides: tuple[tuple[Group, Sequence[Terms], int], ...] = (("low", low, 1), ("high", high, -1))
    for group, comments, sign in sides:
        strong = sorted((-sign * t.z, t.term) for t in told if sign * t.z >= _BEYOND)
        found += _together(group, comments, [term for _, term in strong])
    return tuple(found)


def _together(group: Group, comments: Sequence[Terms], strong: Sequence[str]) -> list[Found]:
    """Terms that stand in the same comments as one theme."""
    themes: list[tuple[list[str], set[int]]] = []
    for term in strong:
        has = {n for n, each in enumerate(comments) if term in each}
        if len(has) < FEWEST_COMMENTS:
            continue
        for terms, members in themes:
            if len(has & members) >= _TOGETHER * min(len(has), len(members)):
                if len(terms) < MOST_TERMS:
                    terms.append(term)
                    members.update(has)
                break
        else:
            themes.append(([term], has))
    found = [Found(group, tuple(terms), tuple(sorted(members))) for terms, members in themes[:MOST]]
    return sorted(found, key=lambda theme: (-len(theme.members), theme.terms))
