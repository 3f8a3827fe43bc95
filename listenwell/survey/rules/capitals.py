"""capitals: is a word written in capitals all through?"""

import re
from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text

_ALLOWED = {"NATO", "UNESCO", "COVID", "COBRA"}
EMPHASIS = {"NOT", "ALL", "ONE", "ONLY", "NUR", "PAS", "NO", "NIE"}
"""Short words that are no letters of a name when they stand in capitals."""


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    loud = [word for word in re.findall(r"[^\W\d_]+", text.words) if word.isupper() and _shouts(word)]
    if loud:
        yield Hit(text.place, f"“{loud[0]}” is written in capitals")


def _shouts(word: str) -> bool:
    return (len(word) > 3 and word not in _ALLOWED) or word in EMPHASIS


RULE = Rule(
    id="capitals",
    title="Words in capitals",
    looks_at="all words that anybody reads",
    reason="capitals are slower to read, sound like shouting, and some screen readers spell them out",
    remedy="Write it in small letters; if it matters, put it first.",
    severity="advice",
    level="text",
    judge=judge,
)
