"""What does the text of a condition say? A tokenizer and a recursive descent parser, both bounded.

    condition   = every { "or" every }
    every       = one { "and" one }
    one         = "not" one | "(" condition ")" | "answered" "(" item ")" | item [ comparison ]
    comparison  = sign answer | [ "not" ] "in" "(" answer { "," answer } ")" | "contains" answer
    sign        = "=" | "!=" | "<" | "<=" | ">" | ">="
    item        = question, or question.row for a row of a grid
    answer      = whole number, the name of an answer, or n/a

An item alone stands for the answer “yes” to it.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

MAX_LENGTH = 500
MAX_DEPTH = 12

Sign = Literal["=", "!=", "<", "<=", ">", ">=", "in", "contains"]
Answer = int | str | Decimal
"""A score or number, or the name of an option; conditions write whole numbers."""


class Compared(NamedTuple):
    """An answer to the item bears this relation to the values; without an answer it is false."""

    item: str
    sign: Sign
    values: tuple[Answer, ...]


class Answered(NamedTuple):
    """The item has an answer; “not applicable” is one."""

    item: str


class Not(NamedTuple):
    """What it holds is false."""

    of: "Condition"


class All(NamedTuple):
    """Each of them is true."""

    parts: "tuple[Condition, ...]"


class Some(NamedTuple):
    """At least one of them is true."""

    parts: "tuple[Condition, ...]"


Condition = Compared | Answered | Not | All | Some

YES = "yes"
"""The answer that an item alone stands for."""


class Unclear(ValueError):
    """The text cannot be read: from which character on (from 1), what stands there, why not."""

    def __init__(self, at: int, found: str, reason: str) -> None:
        super().__init__(reason)
        self.at, self.found, self.reason = at, found, reason


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


_TOKENS = re.compile(
    r"(?P<number>-?[0-9]{1,9}(?![\w.]))|(?P<name>n/a(?!\w)|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?(?!\w))"
    r"|(?P<sign><=|>=|!=|=|<|>)|(?P<mark>[(),])|(?P<blank>\s+)"
)
_WORDS = ("and", "or", "not", "in", "contains")
_END = "its end"


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """The condition that the text says. Raises Unclear."""
    if len(text) > MAX_LENGTH:
        raise Unclear(MAX_LENGTH + 1, text[MAX_LENGTH:][:20], f"it is longer than {MAX_LENGTH} characters")
    reader = _Reader(_tokens(text), len(text) + 1)
    condition = reader.condition(0)
    reader.end()
    return condition


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None:
            raise Unclear(at + 1, text[at : at + 20], _unreadable(text[at:]))
        if match.lastgroup != "blank":
            found.append(_Token(str(match.lastgroup), match[0], at + 1))
        at = match.end()
    return found


def _unreadable(rest: str) -> str:
    word = re.match(r"\w+", rest)
    if word and word[0].lower() in _WORDS:
        return f"“{word[0].lower()}” is written in small letters"
    if rest[0] in "'\"“”„‘’":
        return "answers stand without quotes, by their names"
    if rest[0] in "&|":
        return "conditions are joined by the words and, or"
    if word:
        return "names are small letters, digits and underscores, and begin with a letter"
    return "this sign has no meaning in a condition"


class _Reader:
    """The tokens from left to right."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._end, self._next = tokens, end, 0

    def condition(self, depth: int) -> Condition:
        parts = [self._every(depth)]
        while self._take("or"):
            parts.append(self._every(depth))
        return Some(tuple(parts)) if len(parts) > 1 else parts[0]

    def end(self) -> None:
        if self._next < len(self._tokens):
            doubled = self._peek().text == "="
            self._refuse("one = is enough" if doubled else "here only and, or, or the end can follow")

    def _every(self, depth: int) -> Condition:
        parts = [self._one(depth)]
        while self._take("and"):
            parts.append(self._one(depth))
        return All(tuple(parts)) if len(parts) > 1 else parts[0]

    def _one(self, depth: int) -> Condition:
        if depth >= MAX_DEPTH:
            self._refuse(f"it is nested more than {MAX_DEPTH} levels deep")
        if self._take("not"):
            return Not(self._one(depth + 1))
        if self._take("("):
            inner = self.condition(depth + 1)
            self._need(")", "a bracket is not closed")
            return inner
        item = self._name("a comparison begins with the name of a question")
        if item == "answered" and self._take("("):
            item = self._name("answered( ) holds the name of a question")
            self._need(")", "a bracket is not closed")
            return Answered(item)
        return self._comparison(item)

    def _comparison(self, item: str) -> Condition:
        token = self._peek()
        if token.kind == "sign":
            self._next += 1
            return Compared(item, token.text, (self._answer(),))  # type: ignore[arg-type]
        if self._take("contains"):
            return Compared(item, "contains", (self._answer(),))
        if self._take("not"):
            self._need("in", "after the name of a question, not is followed by in")
            return Not(self._listed(item))
        if self._take("in"):
            return self._listed(item)
        return Compared(item, "=", (YES,))

    def _listed(self, item: str) -> Condition:
        self._need("(", "in is followed by answers in brackets")
        values = [self._answer()]
        while self._take(","):
            values.append(self._answer())
        self._need(")", "answers in brackets are parted by commas")
        return Compared(item, "in", tuple(dict.fromkeys(values)))

    def _answer(self) -> Answer:
        token = self._peek()
        if token.kind == "number":
            self._next += 1
            return int(token.text)
        if token.text == "=":
            self._refuse("one = is enough")
        return self._name("here stands a whole number or the name of an answer")

    def _name(self, reason: str) -> str:
        token = self._peek()
        if token.kind != "name" or token.text in _WORDS:
            self._refuse(reason)
        self._next += 1
        return token.text

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else _Token("end", "", self._end)

    def _take(self, text: str) -> bool:
        found = self._peek().text == text
        self._next += found
        return found

    def _need(self, text: str, reason: str) -> None:
        if not self._take(text):
            self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        token = self._peek()
        raise Unclear(token.at, token.text or _END, reason)


def atoms(condition: Condition) -> tuple[Compared | Answered, ...]:
    """The comparisons in it, from left to right."""
    match condition:
        case Not(of):
            return atoms(of)
        case All(parts) | Some(parts):
            return tuple(atom for part in parts for atom in atoms(part))
        case _:
            return (condition,)
