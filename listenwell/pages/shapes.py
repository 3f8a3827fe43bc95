"""Which parts of pages differ in nothing but words, so that a build renders one and fills in the others?

A template prints the words of surveys, or asks whether there are any. When a part comes a second time with
other words, it is also rendered with stand-ins for them; what comes of it is a frame that takes any words.
A stand-in can be printed and nothing else, and two sorts of very different length must give the same frame,
which must give the part as rendered. Where a template looks into the words, one of these fails, and its parts
are rendered one by one: the result is the same with and without frames.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, NoReturn

import msgspec
from markupsafe import Markup, escape

from listenwell.pages.filters import lines, paragraphs, plain
from listenwell.survey.fields import fields_of, translated
from listenwell.survey.question import Question

_MOST = 2000
"""So many frames are kept, about 4 MB; then all are forgotten."""
_MARK = "\0"  # no words have it: YAML forbids it
_SHORT, _LONG = "", " Quite 1 < 2 “long” words & so on?\n" * 50

Words = Sequence[Any]
"""Words of a part in their order; "" where there are none."""


class LookedInside(Exception):
    """A template asked more of words than to print them."""


class Hole:
    """Stands for words that are filled in later, printed in one of the ways that there are."""

    __slots__ = ("_name", "_sort", "_way")

    def __init__(self, name: str, sort: str, way: str = "escape") -> None:
        self._name, self._sort, self._way = name, sort, way

    def printed(self, way: str) -> "Hole":
        """The same words printed in another way."""
        return Hole(self._name, self._sort, way)

    def __html__(self) -> Markup:
        return Markup(f"{_MARK}{self._name} {self._way}{self._sort}{_MARK}")  # noqa: S704 - no words are in it

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedInside(name)

    def _refuse(self, *_: object) -> NoReturn:
        raise LookedInside

    __str__ = __repr__ = __format__ = __hash__ = __eq__ = __ne__ = _refuse  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = __len__ = __iter__ = __contains__ = __getitem__ = _refuse
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __int__ = __float__ = __call__ = _refuse
    __class__ = property(_refuse)  # type: ignore[assignment] - for isinstance


@lru_cache(maxsize=500)
def _paragraphs(words: str) -> str:
    """Paragraphs of words that know nothing more, which several pages have in common."""
    return paragraphs(words)


_SIGNS = re.compile("""[&<>"']""").search
_WAYS: dict[str, Callable[[Any], str]] = {
    "escape": escape,
    "plain": lambda words: escape(str(words)),
    "lines": lines,
    "paragraphs": lambda words: _paragraphs(words) if type(words) is str else paragraphs(words),
}


def _filter(way: str, of_words: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda words: words.printed(way) if type(words) is Hole else of_words(words)


FILTERS = {way.__name__: _filter(way.__name__, way) for way in (paragraphs, lines, plain)}
"""The filters of page templates, which take words and what stands for them."""


class _Frame(NamedTuple):
    """Text with gaps: which piece is one, whose words go there, and how they are printed."""

    pieces: list[str]
    gaps: list[tuple[int, int, str]]

    def filled(self, words: Words) -> str:
        pieces = self.pieces.copy()
        for place, number, way in self.gaps:
            each = words[number]
            if way == "escape" and (type(each) is Markup or (type(each) is str and not _SIGNS(each))):
                pieces[place] = each  # as `escape` leaves it, ten times as fast
            else:
                pieces[place] = _WAYS[way](each)
        return "".join(pieces)


class Shapes:
    """Frames under all that decides about them but the words."""

    def __init__(self) -> None:
        self._frames: dict[Hashable, _Frame | None] = {}
        self._single: set[Hashable] = set()

    def made(
        self, key: Hashable, words: Words, whole: Callable[[], str], render: Callable[[Words], str]
    ) -> Markup:
        """The part as `whole` renders it, out of a frame if there is one.

        `render` gives the part with what stands for its words, or with other ones; `key` tells everything
        else that it depends on.
        """
        key = key, tuple(map(bool, words))
        try:
            frame = self._frames.get(key)
        except TypeError:  # something in it cannot be a key
            return Markup(whole())  # noqa: S704 - templates autoescape
        if frame is None:
            made = whole()
            if key in self._frames:
                return Markup(made)  # noqa: S704
            if key in self._single:
                self._single.discard(key)
                self._frames[key] = _frame(words, render, made)
            else:
                self._make_room()
                self._single.add(key)
            return Markup(made)  # noqa: S704
        return Markup(frame.filled(words))  # noqa: S704

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return sum(frame is not None for frame in self._frames.values())

    def _make_room(self) -> None:
        if len(self._frames) + len(self._single) >= _MOST:
            self._frames.clear()
            self._single.clear()


def _frame(words: Words, render: Callable[[Words], str], made: str) -> _Frame | None:
    """The frame that gives what was `made` of the words; None where there is none for all words."""
    try:
        found = _with_gaps(words, render, _SHORT)
        if found != _with_gaps(words, render, _LONG) or found.filled(words) != made:
            return None
    except Exception:
        return None
    return found


def _with_gaps(words: Words, render: Callable[[Words], str], sort: str) -> _Frame:
    holes = [Hole(str(number), sort) if each else each for number, each in enumerate(words)]
    pieces: list[str] = str(render(holes)).split(_MARK)
    gaps = []
    for place in range(1, len(pieces), 2):
        number, _, way = pieces[place].removesuffix(sort).partition(" ")
        gaps.append((place, int(number), way))
        pieces[place] = ""
    if len(pieces) % 2 == 0 or not all(way in _WAYS for _, _, way in gaps):
        raise LookedInside
    return _Frame(pieces, gaps)


class Apart(NamedTuple):
    """A question's words and, in `key`, all the rest of it."""

    key: Hashable
    words: list[str]


def words_apart(question: Question) -> Apart:
    """The question taken apart."""
    shape = type(question)
    key: list[object] = [shape]
    words: list[str] = []
    for name, may_be_words in _fields(shape):
        value = getattr(question, name)
        if may_be_words and isinstance(value, str):
            words.append(value)
        elif may_be_words and isinstance(value, dict):
            key.append(tuple(value))
            words += value.values()
        else:
            key.append(value)
    return Apart(tuple(key), words)


def with_words(question: Question, words: Words) -> Any:
    """The question with other words, in the order of `words_apart`."""
    left = iter(words)
    made = question.__copy__()
    for name, may_be_words in _fields(type(question)):
        value = getattr(question, name)
        if may_be_words and isinstance(value, str):
            msgspec.structs.force_setattr(made, name, next(left))
        elif may_be_words and isinstance(value, dict):
            msgspec.structs.force_setattr(made, name, {each: next(left) for each in value})
    return made


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    words = translated(shape)
    return tuple((field.name, field.name in words) for field in fields_of(shape))
