"""Which words and phrases of two words does a comment hold?"""

import re
from importlib.resources import files
from itertools import pairwise

_LINES = files(__package__).joinpath("stop_words.txt").read_text(encoding="utf-8").splitlines()
STOP_WORDS = {
    line.partition(":")[0]: frozenset(line.partition(":")[2].split())
    for line in _LINES
    if not line.startswith("#")
}
"""Language to its stop words."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.,;:!?|()\n]")


def tokens(bare: str) -> tuple[str, ...]:
    """The words in small letters, with the marks that divide phrases.

    Words are taken as they are: a stemmer for each language would bring a library, and puts together what a
    reader would not ("organ", "organise").
    """
    return tuple(m.group().lower().replace("’", "'") for m in _WORD.finditer(bare))


def terms(words: tuple[str, ...], language: str) -> frozenset[str]:
    """The words that say something, and the pairs of them that stand side by side."""
    stop = STOP_WORDS.get(language, frozenset())
    telling = [w if w[0].isalpha() and len(w) > 2 and w not in stop else "" for w in words]
    pairs = (f"{a} {b}" for a, b in pairwise(telling) if a and b)
    return frozenset([*filter(None, telling), *pairs])


def holds(words: tuple[str, ...], wanted: str) -> bool:
    """Do the words hold this word or phrase? A star stands for any ending: wait*."""
    text = f" {' '.join(words)} "
    return f" {wanted[:-1]}" in text if wanted.endswith("*") else f" {wanted} " in text
