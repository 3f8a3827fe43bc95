"""What is a rule of masking? A kind of personal data, why it is masked, and where it stands in a text."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

Span = tuple[int, int]
"""From the first character to the one after the last."""


class Rule(NamedTuple):
    """`kind` names the mask (`masks` in the words of summaries). `find` gives the spans of a text, in time
    in proportion to its length. `examples` are texts with what is personal in {braces}; `traps` are texts
    that look like it and are left alone. tests/summary/test_masking.py holds every rule to both.
    """

    kind: str
    reason: str
    find: Callable[[str], Iterable[Span]]
    examples: tuple[str, ...]
    traps: tuple[str, ...]


def word_set(listed: str) -> frozenset[str]:
    """The words of a list with blanks between them."""
    return frozenset(listed.split())
