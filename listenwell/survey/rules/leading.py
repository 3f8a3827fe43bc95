"""leading: does the wording tell the customer which answer we would like?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    found = words.find("leading", text.words) if text.asks else None
    if found:
        yield Hit(text.place, f"“{found.group().strip()}” leads to an answer")


RULE = Rule(
    id="leading",
    title="Leading wording",
    looks_at="questions and rows of grids: phrases that suggest the answer (“don’t you agree”, “how great”)",
    reason="people tend to agree with what a question suggests, so the figure says what we hoped, not what "
    "they think",
    remedy="Ask so that every answer is as easy to give: name both ends, or ask “How would you rate ...”.",
    severity="warning",
    level="text",
    judge=judge,
    lists=("leading",),
)
