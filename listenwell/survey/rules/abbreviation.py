"""abbreviation: are letters used that the page does not explain?"""

import re
from collections.abc import Iterator

from listenwell.survey.rules.capitals import EMPHASIS
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Page, Rule

_LETTERS = re.compile(r"(?<![\w@./-])[A-Z]{2,5}s?(?![\w@/-]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+")


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    everything = "\n".join(text.words for text in page.texts)
    told: set[str] = set()
    for text in page.texts:
        if text.role == "interviewer" or text.words.isupper():
            continue  # shouting is another matter
        for letters in _LETTERS.findall(text.words):
            known = letters in words.abbreviations or letters in EMPHASIS or _ROMAN.fullmatch(letters)
            explained = f"({letters})" in everything or re.search(rf"\b{letters} \(\w", everything)
            if not known and not explained and letters not in told:
                told.add(letters)
                yield Hit(text.place, f"“{letters}” is not explained on this page")


RULE = Rule(
    id="abbreviation",
    title="Abbreviations",
    looks_at="letters such as “SLA” that stand nowhere on the page beside what they mean; well-known ones "
    "(PDF, SMS) "
    "are left alone",
    reason="letters mean different things to different people",
    remedy="Write it out, at least once: “service report (SR)”.",
    severity="advice",
    level="survey",
    judge=judge,
    lists=("abbreviations",),
)
