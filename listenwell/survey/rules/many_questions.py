"""many-questions: are there too many questions, or too many that must be answered?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Page, Rule

MOST_QUESTIONS, MOST_ITEMS, MOST_REQUIRED = 15, 30, 3


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    if not page.first or page.questionnaire.audience != "customers":
        return
    count = len(page.asked)
    items = sum(len(asked.question.items()) for asked in page.asked)
    required = sum(asked.question.required for asked in page.asked)
    if count > MOST_QUESTIONS or items > MOST_ITEMS:
        rows = f" with {items} things to answer" if items > count else ""
        yield Hit(page.place, f"there are {count} questions{rows}")
    if required > MOST_REQUIRED and required * 2 > count:
        yield Hit(page.place, f"{required} of {count} questions must be answered")


RULE = Rule(
    id="many-questions",
    title="Too many questions",
    looks_at=f"each survey for customers: more than {MOST_QUESTIONS} questions or {MOST_ITEMS} things to "
    f"rate; more than "
    f"{MOST_REQUIRED} required ones when that is over half",
    reason="each question costs answers to the next; who must answer and cannot gives up or invents",
    remedy="Keep what a decision depends on; require only what makes no sense left empty.",
    severity="advice",
    level="survey",
    judge=judge,
)
