"""unbalanced-scale: do the answers leave as much room for blame as for praise?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule
from listenwell.survey.rules.scales import standing


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    if asked.ends:
        yield from _ends(asked, *asked.ends, words)
    elif len(asked.options) >= 3:
        yield from _options(asked, words)


def _ends(asked: Asked, low: str, high: str, words: Lexicon) -> Iterator[Hit]:
    bottom, top = standing(low, words), standing(high, words)
    if bottom is None or top is None:
        return
    ends = f"“{low}” and “{high}”"
    if bottom.side == top.side and bottom.side != 0:
        yield Hit(asked.place("high"), f"the ends {ends} lie on the same side")
    elif 0 in (bottom.side, top.side):
        yield Hit(asked.place("high"), f"one of the ends {ends} is a middle")
    elif bottom.pole != top.pole:
        yield Hit(asked.place("high"), f"the ends {ends} are not opposites")
    elif bottom.strong != top.strong and not (bottom.none or top.none):
        yield Hit(asked.place("high"), f"one of the ends {ends} is stronger than the other")


def _options(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    found = [at.side for answer in asked.options.values() if (at := standing(answer, words))]
    good, bad = found.count(1), found.count(-1)
    if good + bad < 2 or len(found) < 0.6 * len(asked.options):
        return
    if abs(good - bad) >= 2 or not good or not bad:
        yield Hit(asked.place("options"), f"{good} of the answers praise and {bad} find fault")


RULE = Rule(
    id="unbalanced-scale",
    title="Unbalanced scales",
    looks_at="the two ends of scales, and options that judge: as many good as bad, ends that are opposites "
    "of equal "
    "strength",
    reason="answers follow the room they are given: with three words of praise and one of blame, praise wins",
    remedy="Give each good answer its opposite.",
    severity="warning",
    level="question",
    judge=judge,
    lists=("poles",),
)
