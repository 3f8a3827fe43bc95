"""double-barrelled: are two things asked at once?"""

import re
from collections.abc import Iterator
from functools import cache

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Rule, Text

_ASIDE = re.compile(r"\([^)]*\)|“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\"")


@cache
def _joined(and_words: tuple[str, ...]) -> re.Pattern[str]:
    joiner = "(?:" + "|".join(and_words) + ")"
    return re.compile(rf"(?<![\w-])([\w’'-]+) {joiner} ((?:[\w’'-]+ ?){{1,2}})", re.IGNORECASE)


@cache
def _two_questions(and_words: tuple[str, ...], question_words: tuple[str, ...]) -> re.Pattern[str]:
    joiner, asking = ("(?:" + "|".join(words) + ")" for words in (and_words, question_words))
    return re.compile(rf"(?<!\w){asking}(?!\w).+[ ,]{joiner} {asking}(?!\w)", re.IGNORECASE)


def judge(text: Text, words: Lexicon) -> Iterator[Hit]:
    if not text.asks:
        return
    said = " ".join(_ASIDE.sub(" ", text.words).split())
    if sum(said.count(mark) for mark in "?？؟") > 1:
        yield Hit(text.place, "the question asks twice (two question marks)")
        return
    if words.question_words and (two := _two_questions(words.and_words, words.question_words).search(said)):
        yield Hit(text.place, f"“{_short(two.group())} ...” asks two questions")
        return
    if not text.closed:
        return
    allowed = words.patterns.get("and_allowed")
    rest = allowed.sub(" … ", _asking_part(said, text)) if allowed else _asking_part(said, text)
    for found in _joined(words.and_words).finditer(rest):
        first, second = found.group(1), found.group(2).split()[0]
        if not (first[0].isupper() and second[0].isupper() and text.language != "de"):  # a name of two parts
            pair = f"{first} {found.group()[len(first) :].split()[0]} {second}"
            yield Hit(
                text.place, f"“{pair}” may be two things in one question", _both(text, pair, first, second)
            )
            return


def _asking_part(said: str, text: Text) -> str:
    """Without what only leads up to the question (“Thinking of your home and garden, how ...”)."""
    _, comma, after = said.rpartition(",")
    asks = after.rstrip().endswith("?") and len(after.split()) >= 4
    return after if comma and asks and text.role == "text" else said


def _both(text: Text, pair: str, first: str, second: str) -> str:
    """The two questions, where putting each word in the place of both makes one."""
    if text.words.count(pair) != 1 or first.lower() == second.lower():
        return ""
    start, end = text.words.split(pair)
    if end.strip(" ?.") == "" and text.role == "text":
        return ""  # the words at the end belong to one of the two only
    return f"“{start}{first}{end}” and “{start}{second}{end}”"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


RULE = Rule(
    id="double-barrelled",
    title="Two things in one question",
    looks_at="closed questions and rows of grids: two things joined by “and”; all questions: two questions "
    "in one. "
    "Fixed phrases (“terms and conditions”), names, examples and hints are left alone",
    reason="who is content with one of the two and not with the other cannot answer, and nobody knows which "
    "was meant",
    remedy="Ask one, or make it two questions; if customers see it as one thing, say so on this line.",
    severity="warning",
    level="text",
    judge=judge,
    lists=("and_words",),
)
