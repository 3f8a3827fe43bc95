"""What is known of a survey of another tool on its way to our files?"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from listenwell.interchange.notes import Notes


class Said(dict[str, str]):
    """The same words by language; "" is the language that the source does not name."""


class Target(NamedTuple):
    """What a name of the source stands for in conditions: our item, the kind of its answers, and each answer
    of the source as ours."""

    item: str
    kind: str
    values: Mapping[str, str | int]


class DraftQuestion(msgspec.Struct, kw_only=True):
    """A question on its way. `keys` are ours without `show_if`: words are `Said`, alone or by name.

    `conditions` are those of the source, its own and of what is around it; all must hold.
    """

    place: str
    source: str
    id: str
    keys: dict[str, Any]
    conditions: list[str] = []
    targets: dict[str, Target] = {}
    """By the names that conditions of the source use."""
    asked: bool = True
    """Whether it counts as a question of the source; words that were around questions do not."""


class Draft(msgspec.Struct, kw_only=True):
    """A survey on its way. `found` is how many questions the source asks."""

    keys: dict[str, Any] = {}
    questions: list[DraftQuestion] = []
    found: int = 0
    came: int = 0
    """How many of them came over."""
    language: str = ""
    """The language of the words that name none; "" when that is not said either."""
    notes: Notes


def in_language(tree: Any, language: str) -> Any:
    """The keys with their words in one language; where words lack it, in the one that names none, or any."""
    if isinstance(tree, Said):
        return tree.get(language) or tree.get("") or next((w for w in tree.values() if w), "")
    if isinstance(tree, dict):
        return {name: in_language(value, language) for name, value in tree.items()}
    return tree


def only_words(tree: Any, language: str) -> Any:
    """Only the words that are there in that language; None where there are none."""
    if isinstance(tree, Said):
        return tree.get(language) or None
    if isinstance(tree, dict):
        found = {name: only_words(value, language) for name, value in tree.items()}
        return {name: value for name, value in found.items() if value is not None} or None
    return None


def languages_of(tree: Any) -> set[str]:
    """Every language that words name."""
    if isinstance(tree, Said):
        return {language for language, words in tree.items() if language and words}
    if isinstance(tree, dict):
        return {language for value in tree.values() for language in languages_of(value)}
    return set()
