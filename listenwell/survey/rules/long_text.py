"""long-text: is a question, hint or answer too long to read in one go?"""

import re
from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text

MOST_WORDS = {"text": 25, "rows": 12, "hint": 40, "options": 14, "low": 5, "high": 5, "title": 10}
_NAMES = {
    "text": "question",
    "rows": "row",
    "options": "option",
    "low": "end of the scale",
    "high": "end of the scale",
}


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    most = MOST_WORDS.get(text.role)
    if most is None:
        return
    count = len(re.findall(r"[\w’'-]+", text.words))
    if count > most:
        yield Hit(
            text.place, f"the {_NAMES.get(text.role, text.role)} has {count} words (up to {most} read easily)"
        )


RULE = Rule(
    id="long-text",
    title="Long questions and hints",
    looks_at="questions (25 words), hints (40), options (14), rows (12), ends of scales (5), titles (10)",
    reason="long sentences are skimmed, and people answer a question they did not read; the UK government’s "
    "style guide "
    "ends sentences at 25 words",
    remedy="Cut it, or move what explains into the hint.",
    severity="advice",
    level="text",
    judge=judge,
)
