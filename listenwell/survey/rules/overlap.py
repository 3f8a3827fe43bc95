"""overlap: do two options fit the same answer?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule

_RANGE = re.compile(r"(\d[\d.,  ]*\d|\d)\s*(?:-|–|to|bis|à|a|do|إلى)\s*(\d[\d.,  ]*\d|\d)")


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    place, said = asked.place("options"), {}
    for name, option in asked.options.items():
        same = said.setdefault(" ".join(option.casefold().split()), name)
        if same != name:
            yield Hit(place.mapping.get(name, place), f"“{option}” stands there twice (as {same} and {name})")
    ranges = [
        (_number(found[1]), _number(found[2]), name)
        for name, option in asked.options.items()
        if (found := _RANGE.search(option)) and not words.find("clock", option)
    ]
    for (low, high, first), (next_low, next_high, second) in pairwise(ranges):
        if low <= next_low <= high or next_low <= low <= next_high:
            shared = next_low if low <= next_low else low
            one, other = asked.options[first], asked.options[second]
            yield Hit(place.mapping.get(second, place), f"{shared} belongs to “{one}” and to “{other}”")


def _number(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


RULE = Rule(
    id="overlap",
    title="Options that overlap",
    looks_at="choices: ranges of numbers that share a number (18 to 25, 25 to 35), and the same words "
    "twice. Times of "
    "day may touch",
    reason="who stands in both cannot tell which to choose, so neither figure is right",
    remedy="Begin each range after the end of the one before.",
    severity="warning",
    level="question",
    judge=judge,
)
