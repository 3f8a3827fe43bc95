"""open-question: can customers say what we did not think of?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Page, Rule


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    if page.first and not any(asked.open for asked in page.asked):
        yield Hit(page.place, "no question is answered in own words")


RULE = Rule(
    id="open-question",
    title="No open question",
    looks_at="each survey",
    reason="figures tell how many are content; only words tell why, and what you did not think to ask",
    remedy="Add a question of the type text, such as “What should we do better?”.",
    severity="advice",
    level="survey",
    judge=judge,
)
