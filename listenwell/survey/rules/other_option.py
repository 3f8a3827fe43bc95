"""other: is there an answer for who fits none of the list?"""

from collections.abc import Iterator

from listenwell.survey.question_types import Ranking
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule
from listenwell.survey.rules.scales import standing


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    options = list(asked.options.values())
    if len(options) < 3 or not words.find("listing", asked.question.text):
        return
    if getattr(asked.question, "other", None) or getattr(asked.question, "none", None):
        return  # the type adds it
    if isinstance(asked.question, Ranking):
        return  # it asks for the order of what is listed
    if any(words.find("other", option) for option in options):
        return
    closed = sum(
        bool(words.find("closed_lists", o) or words.find("clock", o) or standing(o, words) or o[:1].isdigit())
        for o in options
    )
    if closed * 2 < len(options):
        yield Hit(asked.place("options"), "no option is for who fits none of them")


RULE = Rule(
    id="other",
    title="Missing “other” or “none”",
    looks_at="lists of things (what, which, where); days, amounts, yes and no and scales are complete by "
    "themselves",
    reason="who fits none leaves, or takes the first that is not quite wrong",
    remedy="Add an option such as “Something else” or “None of these”.",
    severity="advice",
    level="question",
    judge=judge,
    lists=("listing", "other"),
)
