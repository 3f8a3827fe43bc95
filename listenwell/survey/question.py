"""What every question type has in common: its keys, the road of its answer, and what is counted.

A type is a frozen Struct whose fields are the keys that marketing may write. The description in a key's
`Meta` completes the sentence "it must be ..." in messages and is its documentation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import msgspec

from listenwell.survey.fields import fields_of
from listenwell.survey.response import Value

ANSWERED = "*"
"""Counted once for each item with a valid answer: the base of its figures."""
BLANK = "-"
"""Counted once for each item that was asked and left empty."""
NOT_APPLICABLE = "n/a"
"""Answer and count of "not applicable": outside the base."""
DONT_KNOW = "?"
"""Answer and count of "I do not know": outside the base."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z", description="small letters and digits")]
Words = Annotated[
    str,
    msgspec.Meta(
        pattern=r"\S",
        min_length=1,
        max_length=3000,
        description="words, at most 3,000 characters (in quotes when they look like a number)",
        extra={"translated": True},
    ),
]
NamedWords = Annotated[
    dict[Id, Words], msgspec.Meta(description="a list of “name: words” lines", extra={"translated": True})
]
Switch = Annotated[bool, msgspec.Meta(description="true or false, in small letters and without quotes")]

ConditionText = Annotated[
    str,
    msgspec.Meta(max_length=500, description="a condition such as “overall <= 3”, at most 500 characters"),
]

Typed = Mapping[str, Sequence[str]]
"""A form as it was sent: field name to its values in order."""


class Refusal(msgspec.Struct, frozen=True):
    """Why an answer is not taken: the form field, the key of its words in wording/<lang>.yaml, its values."""

    field: str
    reason: str
    values: dict[str, int | str | date] = {}


class Checked(NamedTuple):
    """The outcome of checking an answer: its value (None when blank) and what is refused."""

    value: Value | None
    refusals: tuple[Refusal, ...] = ()


class Occasion(NamedTuple):
    """When (UTC) and in which language an answer is given: some answers can only be judged with both."""

    day: date
    language: str


class Mistake(NamedTuple):
    """Keys of a question that do not go together: the key to mend and the rule, to follow "it must be"."""

    key: str
    rule: str


class Label(NamedTuple):
    """An answer that is counted, with the words it is shown under."""

    answer: str
    words: str


class Answers(NamedTuple):
    """What a condition may compare an item with.

    `kind`: one point of a `scale`, `one` or `many` of several names, a `number` from `low` to `high`, or
    `words`, of which only is known whether there are any. `listed` has every answer of the first three, in
    order; `control` says how the page takes them: inputs that are checked, options of a list that are
    selected (both with the field's name and the answer as value), or typed.
    """

    kind: Literal["scale", "one", "many", "number", "words"]
    listed: tuple[int | str, ...] = ()
    low: int = 0
    high: int = 0
    whole: bool = True
    """Whether a number is a whole one."""
    control: Literal["checked", "selected", "typed"] = "typed"


class AspectAsked(NamedTuple):
    """An aspect with the items that ask how important it is and how well it is done."""

    name: str
    words: str
    importance: str
    performance: str


def at_defaults(struct: msgspec.Struct) -> None:
    """Put the default itself where a value equals it: msgspec leaves out a default only where it is that very
    object, and a key that is written out must give the same version as one that is left out."""
    for name, default in _defaults(type(struct)):
        value = getattr(struct, name)
        if value is not default and value == default:
            msgspec.structs.force_setattr(struct, name, default)


@cache
def _defaults(shape: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    found = ((field.name, field.default) for field in fields_of(shape))
    return tuple((name, default) for name, default in found if default is not msgspec.NODEFAULT)


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A question as it is asked. Subclasses are registered in `question_types`."""

    id: Id
    text: Words
    hint: Words = ""
    required: Switch = False
    interviewer: Words = ""
    """What the interviewer says or does; shown only where an interviewer fills the page in."""
    show_if: ConditionText = ""
    """When it is asked: a condition in the language of `conditions`; always, without one."""

    def __post_init__(self) -> None:
        at_defaults(self)

    measure: ClassVar[str]
    """How summaries show it: a row of summary/measures."""
    scored: ClassVar[bool] = False
    """Whether its answers are whole numbers on a scale; `labels` has all of them."""
    seconds: ClassVar[int] = 10
    """How long one item takes to answer, beside reading it."""
    many: ClassVar[bool] = False
    """Whether its form field may come with several values."""
    least: ClassVar[Mapping[str, int]] = {}
    """For keys that hold a list: how many entries they need at least."""
    fixed: ClassVar[Mapping[str, Any]] = {}
    """Keys of every question that mean nothing here, with the value they have; nobody may write them."""
    unanswered: ClassVar[str] = "choose_one"
    """The key of the words in wording/ that ask for an answer where it is required."""
    prefilled: ClassVar[bool] = True
    """Whether a link may carry its answer; never what somebody agrees to, nor who they are."""
    apart: ClassVar[bool] = False
    """Whether what is given is kept apart from the response, which only says that it was given."""
    listed: ClassVar[bool] = True
    """Whether its labels are the answers themselves; False where they are groups of answers."""
    dated: ClassVar[bool] = False
    """Whether what is counted also depends on the day the answer was received."""
    adopted: ClassVar[tuple[str, ...]] = ()
    """Keys that a summary takes over from another version where the first leaves them out."""

    def arranged(self, seed: str) -> "Question":
        """The question with its options in the order in which `seed` is asked; the same for the same seed."""
        return self

    def fields(self) -> tuple[str, ...]:
        """Names of its form fields."""
        return (self.id,)

    def from_form(self, typed: Typed) -> Any:
        """What the form says, in the shape that `check` takes (the shape of the JSON door)."""
        return next(iter(typed.get(self.id, ())), None)

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        """A stored value as the fields that would give it again in that language: `check_on` of `from_form`
        is the value. Of what is kept apart there is nothing to give."""
        return {self.id: [str(each) for each in value] if isinstance(value, list) else [str(value)]}

    def check(self, given: Any) -> Checked:
        """The value to keep of what was given; `required` is seen to by the caller."""
        raise NotImplementedError

    def check_on(self, given: Any, occasion: Occasion) -> Checked:
        """`check`, for an answer given on that occasion."""
        return self.check(given)

    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong with its keys taken together."""
        yield from ()

    def missing(self, value: Value | None) -> tuple[str, ...]:
        """Form fields without an answer, when the question is required."""
        return self.fields() if value is None else ()

    def items(self) -> tuple[Label, ...]:
        """What its figures are about: itself, or each row of a grid. `answer` is the counted name."""
        return (Label(self.id, self.text),)

    def aspects(self) -> "tuple[AspectAsked, ...]":
        """Aspects of which it asks both importance and performance; few types do."""
        return ()

    def of(self, item: str) -> "Question":
        """The question by whose labels and measure an item is counted; itself unless its items differ."""
        return self

    def counted_parts(self) -> tuple[tuple[str, str], ...]:
        """What is counted apart, as (item, name in an answer that is a dict; "" for the whole answer)."""
        return ((self.id, ""),) if self.items() else ()

    def own_words(self) -> tuple[str, ...]:
        """Items whose answers are the customer's own words."""
        return (self.id,) if self.items() and not self.labels() else ()

    def labels(self) -> tuple[Label, ...]:
        """Every answer that can be counted, in order. Empty for text."""
        raise NotImplementedError

    def ours(self) -> tuple[str, ...]:
        """Answers whose words are the program's, not the survey's: summaries have them in their language."""
        return ()

    def favourable(self) -> tuple[int, ...]:
        """The scores that count as favourable, the best last; empty for types without scores."""
        return ()

    def scale(self) -> tuple[str, ...]:
        """What must be the same in two versions for their answers to be counted together."""
        return tuple(label.answer for label in self.labels()) if self.scored or not self.listed else ()

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        """What one response adds to the counts, as (item, answer)."""
        if value is None:
            yield self.id, BLANK
        elif not self.labels():  # own words, whatever they are
            yield self.id, ANSWERED
        elif value in (NOT_APPLICABLE, DONT_KNOW):
            yield self.id, value
        else:
            yield self.id, ANSWERED
            yield self.id, str(value)

    def cells_on(self, value: Value | None, day: date) -> Iterator[tuple[str, str]]:
        """`cells`, for a response received on that day (UTC)."""
        return self.cells(value)

    def answers(self) -> Answers:
        """What conditions may compare it with; for a grid, each of its rows."""
        names = [label.answer for label in self.labels()]
        if not names or not self.listed:
            return Answers("words")
        scale = self.scored and all(name.isdigit() for name in names)
        listed = tuple(map(int, names)) if scale else tuple(names)
        if getattr(self, "not_applicable", False):
            listed = (*listed, NOT_APPLICABLE)
        return Answers("many" if self.many else "scale" if scale else "one", listed, control="checked")

    def said(self, value: Value | None, part: str = "") -> tuple[int | str | Decimal, ...]:
        """The answers in a value, or in one row of it, as conditions compare them; none when it is blank."""
        if part:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return ()
        return tuple(value) if isinstance(value, list | dict) else (value,)

    def scores(self, value: Value | None) -> dict[str, int]:
        """Item to whole-number score, for the sums of pairs; empty for types without scores."""
        return {self.id: value} if isinstance(value, int) else {}


_DIGITS = re.compile(r"[0-9]{1,6}")


def whole_number(given: Any) -> int | None:
    """The number in an int or in ASCII digits, else None. True and False are no numbers."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and _DIGITS.fullmatch(given):
        return int(given)
    return None


def is_blank(given: Any) -> bool:
    """Whether nothing was given."""
    return given is None or (isinstance(given, str | list | dict) and len(given) == 0)


def check_score(given: Any, field: str, low: int, high: int, not_applicable: bool) -> Checked:
    """Check one score from `low` to `high`, both included."""
    if is_blank(given):
        return Checked(None)
    if not_applicable and given == NOT_APPLICABLE:
        return Checked(NOT_APPLICABLE)
    number = whole_number(given)
    if number is None or not low <= number <= high:
        return Checked(None, (Refusal(field, "number_range", {"low": low, "high": high}),))
    return Checked(number)


def scale_labels(
    low: int, high: int, low_words: str, high_words: str, words: Mapping[str, str] | None = None
) -> tuple[Label, ...]:
    """Labels of a scale whose ends have words, or every point by its number in `words`."""
    return _named(low, high, words) if words else _with_ends(low, high, low_words, high_words)


@lru_cache(maxsize=200, typed=True)
def _with_ends(low: int, high: int, low_words: str, high_words: str) -> tuple[Label, ...]:
    """Labels of a scale; most scales of a firm have the same ends."""
    return _named(low, high, {str(low): low_words, str(high): high_words})


def _named(low: int, high: int, named: Mapping[str, str]) -> tuple[Label, ...]:
    points = map(str, range(low, high + 1))
    return tuple(Label(point, f"{point} – {named[point]}" if named.get(point) else point) for point in points)


def part_of(value: Value | None, part: str) -> Any:
    """The part of an answer that `Question.counted_parts` names; None where there is none."""
    if not part:
        return value
    return value.get(part) if isinstance(value, dict) else None


def words_of(answers: Mapping[str, Value], item: str) -> str | None:
    """The customer's own words to an item, as `Question.own_words` names it."""
    question, _, part = item.partition(".")
    found = part_of(answers.get(question), part)
    return found if isinstance(found, str) else None
