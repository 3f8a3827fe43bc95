"""other-ways: can who does not want to fill in a form say it in own words?"""

from collections.abc import Iterator

from listenwell.survey.organisation import OWN_WORDS
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Folder, Hit, Rule


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    for name, segment in folder.segments.items():
        if OWN_WORDS not in segment.surveys:
            place = folder.files[f"segments/{name}"].mapping["surveys"]
            yield Hit(place, f"customers of this segment are not offered “{OWN_WORDS}”")


RULE = Rule(
    id="other-ways",
    title="No other way to answer",
    looks_at=f"each segment: whether “{OWN_WORDS}” is among its surveys, which every page then offers "
    f"beside telephone, "
    "e-mail and post",
    reason="who does not find what is on their mind among the questions goes without saying it",
    remedy=f"Add {OWN_WORDS} to “surveys”.",
    severity="advice",
    level="folder",
    judge=judge,
)
