"""What is personal in a comment, and the comment without it.

    rule.py       what a rule is
    online.py     e-mail, web addresses, handles
    money.py      bank accounts, cards
    papers.py     identity numbers, orders and policies, number plates
    birth.py      dates of birth
    address.py    streets and postcodes
    phone.py      telephone and other long numbers
    names.py      people; given_names.txt has common given names

All rules of all languages look at every comment, for customers write in a language of their own. None comes
from a library: presidio and scrubadub bring spaCy or scikit-learn (hundreds of MB; the compile function has
250), and a quality lead can read these. To add a rule: its row in RULES, and the words of its mask in every
summaries/words/<language>.yaml.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from listenwell.summary.masking.address import ADDRESS
from listenwell.summary.masking.birth import BIRTH
from listenwell.summary.masking.money import CARD, IBAN
from listenwell.summary.masking.names import GIVEN, NAME, named_again, words_of_name
from listenwell.summary.masking.online import EMAIL, HANDLE, WEB
from listenwell.summary.masking.papers import IDENTITY, PLATE, REFERENCE
from listenwell.summary.masking.phone import NUMBER, PHONE
from listenwell.summary.masking.rule import Rule, Span

RULES: tuple[Rule, ...] = (
    EMAIL,
    WEB,
    HANDLE,
    IBAN,
    CARD,
    IDENTITY,
    BIRTH,
    REFERENCE,
    PLATE,
    ADDRESS,
    PHONE,
    NUMBER,
    NAME,
)
"""The surest first: where two find the same characters, the first one names the mask."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Characters that nobody sees and that would cut a number in two."""


class Found(NamedTuple):
    """A span of personal data of a kind."""

    start: int
    end: int
    kind: str


class Masked(NamedTuple):
    """The text with masks, and `kinds`, the kind of each mask in order; `bare` is the text with the personal
    parts cut out, as words are counted from it; `names` are the words of names that were in it, small."""

    text: str
    kinds: tuple[str, ...]
    bare: str
    names: frozenset[str]


def visible(text: str) -> str:
    """The text without invisible characters; spans are of this text."""
    return text.translate(_INVISIBLE)


def found_in(text: str, known: Collection[str] = ()) -> tuple[Found, ...]:
    """What is personal in a text of visible(), in order; spans that overlap are one, of the first rule.
    `known` are names from elsewhere, in small letters, that are masked where they have a capital."""
    taken: list[Found] = []
    again = Rule(NAME.kind, "", lambda t: named_again(t, known), (), ())
    for rule in (*RULES, again) if known else RULES:
        for start, end in rule.find(text):
            overlaps = [f for f in taken if f.start < end and start < f.end]
            kind = overlaps[0].kind if overlaps else rule.kind
            taken = [f for f in taken if f not in overlaps]
            taken.append(
                Found(
                    min([start, *(f.start for f in overlaps)]), max([end, *(f.end for f in overlaps)]), kind
                )
            )
    return tuple(sorted(taken))


def mask(text: str, say: Callable[[str], str], known: Collection[str] = ()) -> Masked:
    """The text with each personal part replaced by what `say` calls its kind, in square brackets."""
    text = visible(text)
    shown, bare, at, kinds, names = [], [], 0, [], set()
    for found in found_in(text, known):
        if found.kind == NAME.kind:
            names.update(words_of_name(text[found.start : found.end]))
        shown += [text[at : found.start], f"[{say(found.kind)}]"]
        bare += [text[at : found.start], " | "]
        kinds.append(found.kind)
        at = found.end
    return Masked("".join(shown) + text[at:], tuple(kinds), "".join(bare) + text[at:], frozenset(names))


__all__ = ["GIVEN", "RULES", "Found", "Masked", "Rule", "Span", "found_in", "mask", "visible"]
