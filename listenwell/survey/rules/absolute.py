"""absolute: is there a word that hardly anything is true of?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    if not text.asks:
        return
    allowed = words.patterns.get("absolute_allowed")
    rest = allowed.sub(" ", text.words) if allowed else text.words
    found = words.find("absolute", rest)
    if found:
        yield Hit(text.place, f"“{found.group()}” leaves no room for “mostly”")


RULE = Rule(
    id="absolute",
    title="Absolute words",
    looks_at="questions and rows of grids: always, never, everyone, completely",
    reason="one exception makes the honest answer “no”, so answers tell little about how things usually are",
    remedy="Ask how often or how much, with answers from one end to the other.",
    severity="advice",
    level="text",
    judge=judge,
    lists=("absolute",),
)
