"""Which end of a scale do words stand for, and how strongly? Read from the poles of the lexicon."""

import re
from functools import cache
from typing import NamedTuple

from listenwell.survey.rules.lexicon import Lexicon


class Standing(NamedTuple):
    """`side` is 1 for good, -1 for bad, 0 for the middle; `pole` is the number of the pair of opposites;
    `strong` tells a word such as “very”; `none` words such as “not at all”."""

    side: int
    pole: int
    strong: bool
    none: bool


@cache
def _patterns(key: int, poles: tuple) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    def words(entries: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)", re.IGNORECASE)

    return tuple((words(pole.good), words(pole.bad)) for pole in poles)


def patterns(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each pair of opposites what finds the good one and the bad one."""
    return _patterns(id(lexicon), lexicon.poles)


def standing(words: str, lexicon: Lexicon) -> Standing | None:
    """Where these words of an answer stand; None when they judge nothing we know, or both ends at once."""
    if lexicon.find("middle", words):
        return Standing(0, -1, False, False)
    none, strong = bool(lexicon.find("not_at_all", words)), bool(lexicon.find("strong", words))
    for number, (good, bad) in enumerate(patterns(lexicon)):
        is_good, is_bad = bool(good.search(words)), bool(bad.search(words))
        if is_bad and (not is_good or _longer(bad, good, words)):
            # “nicht zu” is the bad word itself: its “nicht” does not turn it around
            none = bool(lexicon.find("not_at_all", bad.sub(" ", words)))
            return Standing(1 if none else -1, number, strong, none)
        if is_good:
            return Standing(-1 if none else 1, number, strong, none)
    return None


def _longer(one: re.Pattern[str], other: re.Pattern[str], words: str) -> bool:
    """Whether `one` covers the find of `other` (“stimme nicht zu” holds “zu”)."""
    first, second = one.search(words), other.search(words)
    return bool(first and second and first.start() <= second.start() and first.end() >= second.end())
