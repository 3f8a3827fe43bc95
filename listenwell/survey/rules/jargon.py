"""jargon: would a customer have to be one of us to understand the word?"""

import re
from collections.abc import Iterator
from functools import cache

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text


@cache
def _pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?<!\\w)(?:" + "|".join(f"({entry})" for entry in entries) + ")(?!\\w)", re.IGNORECASE)


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    if text.role == "interviewer":
        return
    found = _pattern(tuple(words.jargon)).search(text.words)
    if found:
        plain = words.jargon[list(words.jargon)[(found.lastindex or 1) - 1]]
        yield Hit(text.place, f"“{found.group()}” is a word of the trade", f"“{plain}”")


RULE = Rule(
    id="jargon",
    title="Jargon",
    looks_at="all words that customers read",
    reason="who does not know the word guesses, leaves it out or leaves",
    remedy="Say it as you would to a neighbour.",
    severity="advice",
    level="text",
    judge=judge,
    lists=("jargon",),
)
