"""Who is named? People after a title, a greeting or "my name is", in a signature, and by common given names.

Staff named in praise are people too: their names are masked like anybody's. The rule walks over the words of
a text once.
"""

import re
from collections.abc import Collection, Iterator
from importlib.resources import files
from typing import NamedTuple

from listenwell.summary.masking.name_words import (
    AFTER_SPEAKING,
    CALLERS,
    CLOSED,
    CLOSING,
    GREETINGS,
    INTRO,
    JOINS,
    NEVER,
    NO_NAMES,
    PLACES,
    ROLES,
    SHORT,
    SMALL,
    SPEAKING,
    TITLES,
)
from listenwell.summary.masking.rule import Rule, Span

_LISTED = files(__package__).joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
GIVEN = frozenset(name for line in _LISTED if not line.startswith("#") for name in line.split())
"""Common given names that are no words of another meaning."""

_WORD = re.compile(r"[^\W\d_]{1,80}(?:['’-][^\W\d_]{1,80}){0,6}")
_OWN = re.compile(r"['’]s?$")
_NONE = range(0)


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def small(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def listed(self) -> bool:
        """A common given name, or one with a hyphen, or one in capitals."""
        if self.text.isupper():
            return len(self.text) > 3 and self.text.title() in GIVEN
        return any(part in GIVEN for part in (self.text, *self.text.split("-")))


class _Text:
    """The words of a comment, and where something said makes the next word a name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [_word(m) for m in _WORD.finditer(text)]
        self.introduced = {m.end() for m in INTRO.finditer(text)}
        self.speaking = {m.end() for m in SPEAKING.finditer(text)}

    def gap(self, n: int) -> str:
        """What stands between the word before `n` and it."""
        return self.text[self.words[n - 1].end : self.words[n].start] if 0 < n < len(self.words) else ""

    def joins(self, n: int) -> bool:
        """Is the word `n` a "von" or "de la", and a blank after it?"""
        return n + 1 < len(self.words) and self.words[n].small in JOINS and self.gap(n + 1) == " "

    def run(self, n: int, most: int) -> range:
        """The word `n` and what goes on from it: a surname, "von" and what follows, an initial."""
        end, counted = n + 1, 1
        while end < len(self.words) and counted < most:
            initial = self.words[end - 1].end - self.words[end - 1].start == 1
            if self.gap(end) not in ((" ", "-", ". ", ".") if initial else (" ", "-")):
                break
            if self.joins(end) and _fits(self.words[end + 1]):
                end += 2
            elif _fits(self.words[end]):
                end += 1
            else:
                break
            counted += 1
        return range(n, end)

    def after(self, run: range) -> str:
        """The word after a run, where little stands between."""
        n = run[-1] + 1
        return self.words[n].small if n < len(self.words) and len(self.gap(n)) < 4 else ""


def _names(text: str) -> Iterator[Span]:
    told = _Text(text)
    words, found, taken = told.words, [], set()
    for n in range(len(words)):
        if n in taken:
            continue
        for rule in (_introduced, _titled, _in_a_role, _greeted, _speaking, _signed, _given):
            if run := rule(told, n):
                found.append(run)
                taken.update(run)
                break
    for run in found:
        yield words[run[0]].start, words[run[-1]].end
    # Whoever is named once is named again by the same word.
    again = {words[n].text for n in taken if len(words[n].text) > 2 and words[n].small not in JOINS}
    yield from (
        (w.start, w.end) for n, w in enumerate(words) if n not in taken and w.text in again and w.capital
    )


def words_of_name(name: str) -> set[str]:
    """The words of a name in small letters, without initials and "von"."""
    words = {_word(m).small for m in _WORD.finditer(name)}
    return {word for word in words if len(word) > 2 and word not in JOINS | TITLES}


def named_again(text: str, known: Collection[str]) -> Iterator[Span]:
    """Words with a capital that are names elsewhere."""
    words = (_word(m) for m in _WORD.finditer(text))
    yield from ((word.start, word.end) for word in words if word.capital and word.small in known)


def _introduced(told: _Text, n: int) -> range:
    """My name is Anna Berg; without a capital one word, or two where the sentence ends with them."""
    word = told.words[n]
    if word.start not in told.introduced:
        return _NONE
    if _fits(word):
        return told.run(n, most=4)
    if word.small in NEVER | NO_NAMES or len(word.text) < 3:
        return _NONE
    two = told.gap(n + 1) == " " and told.words[n + 1].small not in NEVER
    ends = two and not told.text[told.words[n + 1].end :].lstrip(" ").strip(".,!;:\n")[:1].isalnum()
    stops = two and told.text[told.words[n + 1].end : told.words[n + 1].end + 1] in tuple(".,!;:")
    return range(n, n + 2) if ends or stops else range(n, n + 1)


def _titled(told: _Text, n: int) -> range:
    """Dr Omonori, Herr von der Heide, mr smith."""
    title = told.words[n - 1].small if n else ""
    gap, word = told.gap(n), told.words[n]
    spaced = gap in (" ", "\u00a0") and title != "m"
    if title not in TITLES or not (spaced or (gap in (". ", ".") and title in SHORT)):
        return _NONE
    if _fits(word):
        return told.run(n, most=3)
    first = n
    while first < n + 3 and told.joins(first):
        first += 1
    if first > n and _fits(told.words[first]):
        return range(n, told.run(first, most=2)[-1] + 1)
    return range(n, n + 1) if title in SMALL and word.small not in NEVER and len(word.text) > 2 else _NONE


def _in_a_role(told: _Text, n: int) -> range:
    """The driver Tian, a lady called Bev; not "I called Parkway Medical"."""
    word, role = told.words[n], told.words[n - 1].small if n else ""
    if role not in ROLES or told.gap(n) != " " or not _fits(word) or word.text.isupper():
        return _NONE
    calls = role == "called" and n > 1 and told.words[n - 2].small in CALLERS
    return _NONE if calls else told.run(n, most=2)


def _greeted(told: _Text, n: int) -> range:
    """Dear Anna, hi Jonathan."""
    word = told.words[n]
    if not n or told.words[n - 1].small not in GREETINGS or told.gap(n) not in (" ", ", ") or not _fits(word):
        return _NONE
    return told.run(n, most=3) if not word.text.isupper() or word.listed else _NONE


def _speaking(told: _Text, n: int) -> range:
    """This is Tian Wu speaking, I'm Priya."""
    if told.words[n].start not in told.speaking or not _fits(told.words[n]):
        return _NONE
    run = told.run(n, most=3)
    return run if told.words[n].listed or told.after(run) in AFTER_SPEAKING else _NONE


def _signed(told: _Text, n: int) -> range:
    """Anna Berg at the end, after a closing or on a line of her own."""
    rest = told.words[n:] if n >= len(told.words) - 3 else []
    if not rest or told.text[rest[-1].end :].strip(" .,!\n"):
        return _NONE
    lead = told.text[max(0, rest[0].start - 40) : rest[0].start]
    shaped = all((_fits(w) and not w.text.isupper()) or len(w.text) == 1 for w in rest)
    if not shaped or not CLOSING.search(lead):
        return _NONE
    initial = len(rest) == 2 and len(rest[1].text) == 1
    return range(n, len(told.words)) if rest[0].listed or initial or CLOSED.search(lead) else _NONE


def _given(told: _Text, n: int) -> range:
    """Karen was kind; not "James Cook hospital"."""
    word = told.words[n]
    if not _fits(word) or not word.listed:
        return _NONE
    run = told.run(n, most=3)
    placed = told.after(run) in PLACES or any(told.words[m].small in PLACES for m in run[1:])
    return _NONE if placed else run


def _word(match: re.Match[str]) -> _Word:
    bare = _OWN.sub("", match.group())
    return _Word(match.start(), match.start() + len(bare), bare)


def _fits(word: _Word) -> bool:
    """Can the word be part of a name here: a capital, and no word of its own?"""
    return word.capital and word.small not in NEVER


NAME = Rule(
    "name",
    "A name is a person, also a member of staff who is praised.",
    _names,
    (
        "My name is {Anna Berg} and I",
        "my name is {anna} and I",
        "this is {Tian Wu} speaking",
        "I'm {Priya} from Leeds",
        "Dear Ms {Okafor}, thanks",
        "Frau Dr. {Müller-Lüdenscheid} war nett",
        "Herr {von der Heide} half",
        "Dr {Omonori} listened. {Omonori} was kind",
        "the driver {Tian} was great",
        "{Lynn} was able to understand",
        "{Karen}'s help",
        "Kind regards, {Anna B}.",
        "Viele Grüße\n{Jürgen Klein}",
        "Ich heiße {Aylin Öztürk}",
        "a lady called {Bev}",
        "mr {smith} was late",
        "je m'appelle {Chloé Dupont}",
        "Thank you. - {Sue W}",
    ),
    (
        "I am Happy",
        "My name is not important",
        "Dear Sir or Madam",
        "Dr I saw was late",
        "Nurse was kind",
        "full Mark's",
        "James Cook hospital",
        "Hello Team",
        "meine Frau hat gewartet",
        "the manager Was rude",
        "Thanks, Great service",
        "Platform 9 in May",
        "Will you come? Hope so",
    ),
)
