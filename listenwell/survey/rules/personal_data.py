"""personal-data: does a plain text question ask who somebody is?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    if not asked.open:
        return
    found = words.find("personal", asked.question.text)
    if found:
        yield Hit(asked.place(), f"“{found.group()}” asks in plain words who somebody is")


RULE = Rule(
    id="personal-data",
    title="Personal data in plain text",
    looks_at="text questions that ask for a name, an e-mail address, a telephone number, an address, a "
    "birth date",
    reason="the page promises answers without a name; what is typed there is kept with the answers, shown "
    "in summaries, "
    "and needs a reason in law",
    remedy="Leave it out. Who wants an answer finds your telephone number and address on every page.",
    severity="warning",
    level="question",
    judge=judge,
    lists=("personal",),
)
