"""one-sided: does the question name only one end of a scale that has two?"""

import re
from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule
from listenwell.survey.rules.scales import patterns, standing


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    lowest = _worst_answer(asked, words)
    if lowest is None or lowest.none:  # “not at all satisfied” to “completely satisfied” has one idea only
        return
    if words.find("leading", asked.question.text):
        return  # that rule says it already
    good, bad = patterns(words)[lowest.pole]
    text = asked.question.text
    how = "|".join(words.how)
    opposite = words.poles[lowest.pole].opposite
    named = re.search(rf"(?<!\w)(?:{how}) (?:[\w’']+ )?({good.pattern})", text, re.IGNORECASE)
    if named is None:
        verb = re.search(rf"(?:do|would) you (?:\w+ )?({good.pattern})", text, re.IGNORECASE)
        named = verb if words.poles[lowest.pole].good == ("agree",) else None
    if named and not bad.search(text):
        better = f"{text[: named.end(1)]}{_OR.get(asked.language, ' or ')}{opposite}{text[named.end(1) :]}"
        yield Hit(asked.place(), f"the question names “{named.group(1)}” only", f"“{better}”")


_OR = {"en": " or ", "de": " oder ", "fr": " ou ", "es": " o ", "pl": " lub ", "ar": " أو "}


def _worst_answer(asked: Asked, words: Lexicon):
    """Where the bad end of its answers stands; None when it has none that we know."""
    answers = list(asked.ends or asked.options.values())
    found = [at for answer in answers if (at := standing(answer, words)) and at.side < 0]
    return found[0] if found else None


RULE = Rule(
    id="one-sided",
    title="Only one end of the scale named",
    looks_at="questions whose answers reach from one end to its opposite (dissatisfied to satisfied). A "
    "scale from "
    "“not at all” upwards needs one word only",
    reason="the end that is named is chosen more often than the one that is not",
    remedy="Name both ends in the question.",
    severity="advice",
    level="question",
    judge=judge,
    lists=("poles", "how"),
)
