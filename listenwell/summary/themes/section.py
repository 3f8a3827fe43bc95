"""Comments, ratings and names of themes -> the themes of a summary."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from listenwell.stats.agreement import cohen_kappa
from listenwell.stats.suppression import ANSWERS, COMMENTS
from listenwell.stats.themes import METHOD, SOURCE
from listenwell.summary.comments import Written
from listenwell.summary.guarding import complement
from listenwell.summary.model import Agreement, Comments, Theme
from listenwell.summary.themes.finding import find
from listenwell.summary.themes.naming import Named, Naming
from listenwell.summary.themes.terms import holds, terms, tokens

EXAMPLES = 3
LONGEST_EXAMPLE = 400
NAMED_METHOD = "comments that hold a word of the theme"
Rated = Callable[[Written], str]
"""A comment to "low", "high", or "" for the middle and for no rating."""


class _Comment(NamedTuple):
    written: Written
    words: tuple[str, ...]
    group: str


def themes_of(
    item: str, written: Sequence[Written], outcome: str, rated: Rated, naming: Naming
) -> tuple[Theme, ...]:
    """The themes of the comments on an item: those that people named, then what the machine finds besides.

    None on fewer than 5 comments, none at all where fewer than 10 were written. `outcome` is the item whose
    rating makes the groups, "" for none.
    """
    if len(written) < COMMENTS:
        return ()
    comments = [_Comment(one, tokens(one.bare), rated(one)) for one in written]
    private = frozenset(name for one in written for name in one.names)
    named = [theme for theme in naming.themes if theme.item in ("", item)]
    told = [_named(item, outcome, theme, comments, naming) for theme in named]
    taken = [*(word for theme in named for word in theme.words), *naming.rejected]
    return (*filter(None, told), *_machines(item, outcome, comments, taken, private))


def _machines(
    item: str, outcome: str, comments: Sequence[_Comment], taken: Collection[str], private: Collection[str]
) -> list[Theme]:
    """Themes of each language, for the words of one are no theme of another."""
    may = cache(lambda term: _told(term, taken, private))
    found = []
    for language in sorted({c.written.response.language for c in comments}):
        mine = [c for c in comments if c.written.response.language == language]
        groups = {g: [c for c in mine if c.group == g] for g in ("low", "high")}
        holding = {
            g: [frozenset(t for t in terms(c.words, language) if may(t)) for c in each]
            for g, each in groups.items()
        }
        for theme in find(holding["low"], holding["high"]):
            group = groups[theme.group]
            members = [group[n] for n in theme.members]
            found.append(
                Theme(
                    item=item,
                    group=theme.group,
                    outcome=outcome,
                    language=language,
                    name=", ".join(theme.terms[:2]),
                    terms=theme.terms,
                    comments=len(members),
                    of=len(group),
                    segments=_segments(members),
                    examples=_examples(members, theme.terms),
                    method=METHOD,
                    source=SOURCE,
                )
            )
    return found


def _told(term: str, taken: Collection[str], private: Collection[str]) -> bool:
    """May the term be one of a theme? Not where people have said what it is, and never a name."""
    words = tuple(term.split())
    return private.isdisjoint(words) and not any(holds(words, each) for each in taken)


def _named(
    item: str, outcome: str, theme: Named, comments: Sequence[_Comment], naming: Naming
) -> Theme | None:
    members = [c for c in comments if _has(c, theme)]
    if len(members) < ANSWERS:
        return None
    counts = Counter(c.group for c in members)
    hidden = complement(counts, {g for g, n in counts.items() if n < ANSWERS}) if outcome else {"low", "high"}
    return Theme(
        item=item,
        group="",
        outcome=outcome,
        name=theme.name,
        terms=theme.words,
        comments=len(members),
        of=len(comments),
        low=None if "low" in hidden else counts["low"],
        high=None if "high" in hidden else counts["high"],
        segments=_segments(members),
        examples=_examples(members, theme.words),
        agreement=_agreement(item, theme, comments, naming),
        method=NAMED_METHOD,
        source="",
    )


def _has(comment: _Comment, theme: Named) -> bool:
    return any(holds(comment.words, word) for word in theme.words)


def _agreement(item: str, theme: Named, comments: Sequence[_Comment], naming: Naming) -> Agreement | None:
    """Person and machine on the comments that both have sorted; none on fewer than 10."""
    table = [[0, 0], [0, 0]]
    for comment in comments:
        name = comment.written.response.id
        coded = naming.coded.get((item, name), naming.coded.get(("", name)))
        if coded is not None:
            table[theme.name not in coded][not _has(comment, theme)] += 1
    kappa = cohen_kappa(table)
    if kappa.base < COMMENTS:
        return None
    return Agreement(
        kappa=kappa.value,
        lower=kappa.lower,
        upper=kappa.upper,
        comments=kappa.base,
        method=kappa.method,
        source=kappa.source,
    )


def _segments(members: Sequence[_Comment]) -> dict[str, int | None]:
    """How many comments of each segment have the theme; None where few, or where it would give few away."""
    counts = Counter(c.written.response.segment for c in members)
    hidden = complement(counts, {s for s, n in counts.items() if n < ANSWERS})
    return {s: None if s in hidden else counts[s] for s in sorted(counts)}


def _examples(members: Sequence[_Comment], wanted: Sequence[str]) -> tuple[str, ...]:
    """The comments with most of the terms, the newest first among equals; none twice, none too long."""
    ranked = sorted(
        (c for c in members if len(c.written.text) <= LONGEST_EXAMPLE),
        key=lambda c: -sum(holds(c.words, term) for term in wanted),
    )
    return tuple(dict.fromkeys(c.written.text for c in ranked))[:EXAMPLES]


def in_comment(written: Written, themes: Sequence[Theme]) -> tuple[str, ...]:
    """Names of the themes of which a word stands in the comment, whoever wrote it: that says nothing of a
    rating."""
    words = tokens(written.bare)
    mine = [t for t in themes if t.language in ("", written.response.language)]
    return tuple(dict.fromkeys(t.name for t in mine if any(holds(words, term) for term in t.terms)))


def themes_kept(
    themes: Sequence[Theme],
    old: Sequence[Theme],
    kept: Mapping[str, Comments],
    current: Mapping[str, Collection[str]],
) -> tuple[Theme, ...]:
    """The themes, with those of the edition before for items whose comments were `kept` as they were, for too
    few came since; of their examples only what is `current`, for a customer may have taken it back. None for
    an item whose comments are hidden by now."""
    now = [theme for theme in themes if theme.item not in kept]
    was = [
        replace(theme, examples=tuple(e for e in theme.examples if e in current.get(theme.item, ())))
        for theme in old
        if theme.item in kept and not kept[theme.item].hidden
    ]
    return (*now, *was)
