"""double-negative: must the customer turn the sentence over twice?"""

import re
from collections.abc import Iterator
from functools import cache

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text

_CLAUSE = re.compile(r"[.;:!?]")


@cache
def _not_un(not_words: tuple[str, ...], negative: tuple[str, ...]) -> re.Pattern[str]:
    no, un = "|".join(not_words), "|".join(negative)
    return re.compile(rf"(?<!\w)(?:{no}) (?:[\w’']+ ){{0,3}}(?:{un})(?!\w)", re.IGNORECASE)


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    if not text.asks:
        return
    for clause in _CLAUSE.split(text.words.replace("’", "'")):
        negations = [found.group() for found in words.patterns["negations"].finditer(clause)]
        turned = (
            _not_un(words.not_words, words.negative_adjectives).search(clause)
            if words.has("not_words", "negative_adjectives")
            else None
        )
        if turned:
            yield Hit(text.place, f"“{turned.group()}” says no twice")
            return
        if len(negations) > 1:
            yield Hit(text.place, f"“{negations[0]}” and “{negations[1]}” say no twice in one sentence")
            return


RULE = Rule(
    id="double-negative",
    title="Double negatives",
    looks_at="questions and rows of grids: two negations in one sentence (“not unhappy”, “never without”)",
    reason="many read past one of the two and answer the opposite of what they mean",
    remedy="Say it without “not”.",
    severity="warning",
    level="text",
    judge=judge,
    lists=("negations",),
)
