"""not-applicable: must somebody rate what they never met?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    if getattr(asked.question, "not_applicable", None) is not False:
        return  # it has one, or its type knows none
    if asked.rows:
        yield Hit(asked.place(), "the rows have no “not applicable”")
    elif asked.question.required and (met := words.find("contact", asked.question.text)):
        yield Hit(asked.place(), f"the question must be answered, and not everybody met “{met.group()}”")


RULE = Rule(
    id="not-applicable",
    title="Missing “not applicable”",
    looks_at="grids, and ratings that must be answered and are about something not every customer meets "
    "(delivery, "
    "complaint, website, ...)",
    reason="who never met it picks the middle or guesses, and the guesses count like experience",
    remedy="Add “not_applicable: true”.",
    severity="advice",
    level="question",
    judge=judge,
)
