"""reading-age: how many years of school does the text take?

English: Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975, Naval Technical Training Command
Research Branch Report 8-75). German: first Wiener Sachtextformel (Bamberger and Vanecek 1984, Lesen -
Verstehen - Lernen - Schreiben). French, Spanish and Polish: LIX (Bjoernsson 1968; for other languages than
Swedish: Anderson 1983, Journal of Reading 26(6)). Other languages are not measured. textstat has the first
two, and brings seven packages along, a language toolkit among them: too much for three formulas.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Hit, Page, Rule

LEAST_WORDS = 40
"""Below this the formulas say little; they were made for 100 words and more."""
MOST = {"Flesch-Kincaid grade": 9.0, "Wiener Sachtextformel": 9.0, "LIX": 50.0}
FORMULAS = {
    "en": "Flesch-Kincaid grade",
    "de": "Wiener Sachtextformel",
    "fr": "LIX",
    "es": "LIX",
    "pl": "LIX",
}
_READ = ("title", "introduction", "text", "hint", "thanks")


class Counts(NamedTuple):
    """What the formulas need."""

    sentences: int
    words: int
    syllables: int
    long_words: int
    """More than six letters."""
    many_syllables: int
    """Three or more syllables."""
    one_syllable: int


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    texts = list(dict.fromkeys(text.words for text in page.texts if text.role in _READ))
    language = page.questionnaire.language.split("-")[0]
    counts = count(texts, language)
    formula = FORMULAS.get(language)
    if formula is None or counts.words < LEAST_WORDS:
        return
    value = measure(formula, counts)
    if value > MOST[formula]:
        age = "" if formula == "LIX" else f", an age of {min(18, round(value) + 5)} or more"
        yield Hit(
            page.place,
            f"the page is hard to read ({formula} {value:.1f}{age}; up to {MOST[formula]:.0f} is fair)",
        )


def measure(formula: str, counts: Counts) -> float:
    """The formula's value: a school grade for the first two, 20 to 60 and more for LIX."""
    per_sentence = counts.words / counts.sentences
    match formula:
        case "Flesch-Kincaid grade":
            return 0.39 * per_sentence + 11.8 * counts.syllables / counts.words - 15.59
        case "Wiener Sachtextformel":
            many, long, one = (
                100 * n / counts.words
                for n in (counts.many_syllables, counts.long_words, counts.one_syllable)
            )
            return 0.1935 * many + 0.1672 * per_sentence + 0.1297 * long - 0.0327 * one - 0.875
        case _:
            return per_sentence + 100 * counts.long_words / counts.words


def count(texts: list[str], language: str) -> Counts:
    """Count words and sentences; each text ends a sentence."""
    sentences, every = 0, []
    for text in texts:
        for sentence in re.split(r"[.!?:;…]+(?=\s|$)|\n", text):
            found = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", sentence)
            sentences += bool(found)
            every += found
    by_word = [syllables(word, language) for word in every]
    return Counts(
        max(1, sentences),
        len(every),
        sum(by_word),
        sum(len(word) > 6 for word in every),
        sum(n >= 3 for n in by_word),
        sum(n == 1 for n in by_word),
    )


_GERMAN = re.compile(r"aa|ee|ie|oo|eu|äu|ei|ai|au|[aeiouyäöü]")
_ENGLISH = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=10_000)
def syllables(word: str, language: str) -> int:
    """Syllables by groups of vowels; for English a silent e at the end is left out."""
    word = word.lower()
    if language == "de":
        return max(1, len(_GERMAN.findall(word)))
    found = len(_ENGLISH.findall(word))
    silent = re.search(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouysxzcgh]es$", word)
    return max(1, found - bool(silent))


RULE = Rule(
    id="reading-age",
    title="Reading age",
    looks_at=f"the title, introduction, questions, hints and thanks of each page with {LEAST_WORDS} words "
    f"or more: "
    "English by the Flesch-Kincaid grade, German by the first Wiener Sachtextformel (both up to grade 9, an "
    "age of 14), "
    "French, Spanish and Polish by LIX (up to 50); other languages are not measured",
    reason="people of every schooling answer; hard sentences are given up first by those we hear from least",
    remedy="Shorter sentences, shorter words.",
    severity="advice",
    level="survey",
    judge=judge,
)
