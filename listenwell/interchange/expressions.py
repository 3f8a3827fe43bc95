"""What does a condition of XLSForm (XPath) or SurveyJS say? One parser for what the two have in common.

    condition  = every { ("or" | "||") every }
    every      = one { ("and" | "&&") one }
    one        = ("not" | "!") one | "(" condition ")" | operand [ sign operand | "empty" | "notempty" ]
    operand    = ${name} | {name} | text | number | word | [ list ] | function "(" operands ")"

Whatever else they can say (sums, paths, dates) is refused with the reason.
"""

import re
from typing import Any, NamedTuple

MOST_CHARACTERS = 2_000
_MOST_LEVELS = 20


class Unsayable(ValueError):
    """The condition cannot be said in the other language; the text says why."""


class Ref(NamedTuple):
    """The answer to a question of the source."""

    name: str


class Value(NamedTuple):
    """A text, number, or list of these, as text."""

    texts: tuple[str, ...]


class Call(NamedTuple):
    """A function of operands."""

    name: str
    given: tuple[Any, ...]


class Sign(NamedTuple):
    """Two operands compared; "empty" and "notempty" have None on the right."""

    sign: str
    left: Any
    right: Any


class Not(NamedTuple):
    of: Any


class All(NamedTuple):
    parts: tuple[Any, ...]


class Some(NamedTuple):
    parts: tuple[Any, ...]


_TOKENS = re.compile(
    r"(?P<ref>\$?\{[^{}]{0,200}\})|(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?![\w.]))|(?P<sign><=|>=|<>|!=|==|=|<|>|\*=|&&|\|\||!)"
    r"|(?P<mark>[(),\[\]])|(?P<word>[A-Za-z_][\w:-]*(?:\.[\w-]+)*)|(?P<blank>\s+)"
)
_SAME = {"==": "=", "equal": "=", "<>": "!=", "notequal": "!=", "*=": "contains", "contain": "contains"}
_SAME |= {"greater": ">", "less": "<", "greaterorequal": ">=", "lessorequal": "<=", "not_empty": "notempty"}
_SAME |= {"anyof": "anyof", "any": "anyof", "allof": "allof", "all": "allof", "noneof": "noneof"}
_SAME |= {"notcontain": "notcontains", "&&": "and", "||": "or", "!": "not"}
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "contains", "notcontains", "anyof", "allof", "noneof")


def parse(text: str) -> Any:
    """The condition. Raises Unsayable."""
    if len(text) > MOST_CHARACTERS:
        raise Unsayable("it is too long")
    reader = _Reader(text)
    found = reader.condition(0)
    if reader.rest():
        raise Unsayable(f"“{reader.rest()}” is not understood")
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            match = _TOKENS.match(text, at)
            if match is None:
                raise Unsayable(f"“{text[at : at + 12]}” is not understood")
            if match.lastgroup != "blank":
                self._tokens.append((str(match.lastgroup), match[0]))
            at = match.end()
        self._next = 0

    def rest(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def condition(self, depth: int) -> Any:
        parts = [self._every(depth)]
        while self._take("or"):
            parts.append(self._every(depth))
        return Some(tuple(parts)) if len(parts) > 1 else parts[0]

    def _every(self, depth: int) -> Any:
        parts = [self._one(depth)]
        while self._take("and"):
            parts.append(self._one(depth))
        return All(tuple(parts)) if len(parts) > 1 else parts[0]

    def _one(self, depth: int) -> Any:
        if depth > _MOST_LEVELS:
            raise Unsayable("it is nested too deeply")
        if self._take("not"):
            return Not(self._one(depth + 1))
        if self._take("("):
            inner = self.condition(depth + 1)
            self._need(")")
            return inner
        left = self._operand(depth)
        sign = self._word()
        if sign in ("empty", "notempty"):
            self._next += 1
            return Sign(sign, left, None)
        if sign in _SIGNS:
            self._next += 1
            return Sign(sign, left, self._operand(depth))
        return left

    def _operand(self, depth: int) -> Any:
        kind, text = self._tokens[self._next] if self._next < len(self._tokens) else ("end", "its end")
        self._next += 1
        match kind:
            case "ref":
                return Ref(text.strip("${} \t"))
            case "text":
                return Value((re.sub(r"\\(.)", r"\1", text[1:-1]),))
            case "number":
                return Value((text,))
            case "word" if self._take("("):
                return Call(text, self._given(depth + 1))
            case "word":
                return Value((text,))
            case _ if text == "[":
                return self._listed(depth + 1)
        raise Unsayable(f"“{text}” is not understood")

    def _given(self, depth: int) -> tuple[Any, ...]:
        if depth > _MOST_LEVELS:
            raise Unsayable("it is nested too deeply")
        given: list[Any] = []
        while not self._take(")"):
            if given:
                self._need(",")
            given.append(self.condition(depth))
        return tuple(given)

    def _listed(self, depth: int) -> Value:
        texts: list[str] = []
        while not self._take("]"):
            if texts:
                self._need(",")
            each = self._operand(depth)
            if not isinstance(each, Value) or depth > _MOST_LEVELS:
                raise Unsayable("a list of anything but answers is not understood")
            texts += each.texts
        return Value(tuple(texts))

    def _word(self) -> str:
        if self._next >= len(self._tokens):
            return ""
        kind, text = self._tokens[self._next]
        return _SAME.get(text.lower(), text.lower()) if kind in ("word", "sign", "mark") else ""

    def _take(self, word: str) -> bool:
        found = self._word() == word
        self._next += found
        return found

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise Unsayable("a bracket or comma is missing")
