"""exclamation: is there an exclamation mark?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    marks = sum(text.words.count(mark) for mark in "!！")
    inverted = text.words.count("¡")
    allowed = 1 if text.role in ("thanks", "title") and not inverted else 0
    if marks > allowed:
        yield Hit(
            text.place,
            "there is an exclamation mark" if marks == 1 else f"there are {marks} exclamation marks",
        )


RULE = Rule(
    id="exclamation",
    title="Exclamation marks",
    looks_at="all words that anybody reads; one in a title or in the thanks is let pass",
    reason="it hurries or cheers; customers who had trouble with us feel not taken seriously",
    remedy="End with a full stop.",
    severity="advice",
    level="text",
    judge=judge,
)
