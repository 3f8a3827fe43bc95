"""loaded: do words of praise or blame stand in the question?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    found = words.find("loaded", text.words) if text.asks else None
    if found:
        yield Hit(text.place, f"“{found.group()}” praises or blames in the question")


RULE = Rule(
    id="loaded",
    title="Loaded words",
    looks_at="questions and rows of grids: words that already judge (“our friendly staff”, “excessive”)",
    reason="a word that judges sways the answer before it is given",
    remedy="Name the thing without the judgement and leave the judging to the customer.",
    severity="warning",
    level="text",
    judge=judge,
    lists=("loaded",),
)
