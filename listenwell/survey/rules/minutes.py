"""minutes: does the survey take longer than people give?"""

from collections.abc import Iterator

from listenwell.survey.duration import minutes, seconds
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Page, Rule

MOST_MINUTES = 5


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    taken = minutes(page.questionnaire)
    if taken > MOST_MINUTES and page.first and page.questionnaire.audience == "customers":
        costly = sorted(page.questionnaire.questions, key=seconds, reverse=True)[:3]
        most = ", ".join(f"“{question.id}” {round(seconds(question))} s" for question in costly)
        yield Hit(page.place, f"the survey takes about {taken} minutes; most of it: {most}")


RULE = Rule(
    id="minutes",
    title="Minutes to answer",
    looks_at=f"each survey for customers, by the measure that its page shows: more than {MOST_MINUTES} "
    f"minutes",
    reason="the longer it takes, the fewer finish, and those who do answer the last questions with less care",
    remedy="Leave out what nobody will act on, or split the survey.",
    severity="warning",
    level="survey",
    judge=judge,
)
