"""Which words does each language have for what the rules look for? One file a language in words/."""

import re
from functools import cache, cached_property
from pathlib import Path

import msgspec

from listenwell.survey.lines import load
from listenwell.survey.problems import Problems

_WORDS = Path(__file__).with_name("words")


class Pole(msgspec.Struct, frozen=True):
    """Two opposites, such as satisfied and dissatisfied, each as patterns of one word; `ask` finds a question
    that names one of them, with the group `named`."""

    good: tuple[str, ...]
    bad: tuple[str, ...]
    opposite: str = ""
    """The bad end as it is said in a question."""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One language's lists; every entry is a regular expression for whole words, capitals or not. A list that
    is not there is empty, and the rules that need it do not judge the language."""

    leading: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    absolute: tuple[str, ...] = ()
    absolute_allowed: tuple[str, ...] = ()
    and_words: tuple[str, ...] = ()
    and_allowed: tuple[str, ...] = ()
    question_words: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    negative_adjectives: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    jargon: dict[str, str] = {}
    abbreviations: tuple[str, ...] = ()
    poles: tuple[Pole, ...] = ()
    how: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    not_at_all: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    closed_lists: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """Name of a list to one pattern for any of its entries; only lists that have entries."""
        return {
            name: _any(entries)
            for name in self.__struct_fields__
            if (entries := getattr(self, name)) and name not in ("jargon", "poles")
        }

    def find(self, name: str, words: str) -> re.Match[str] | None:
        """The first entry of the list in these words."""
        pattern = self.patterns.get(name)
        return pattern.search(words) if pattern else None

    def has(self, *names: str) -> bool:
        """Whether all these lists have entries."""
        return all(getattr(self, name) for name in names)


def _any(entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(entries) + r")(?!\w)", re.IGNORECASE)


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language; of `pt` for `pt-br` too; empty where we have none."""
    for name in (language, language.split("-", maxsplit=1)[0]):
        path = _WORDS / f"{name}.yaml"
        if path.is_file():
            problems = Problems()
            node = load(path, path.name, problems)
            if node is None:
                raise ValueError("\n".join(map(str, problems.all())))
            return msgspec.convert(node.plain(), Lexicon)
    return Lexicon()


def languages() -> tuple[str, ...]:
    """The languages we have lists for."""
    return tuple(sorted(path.stem for path in _WORDS.glob("*.yaml")))
