"""How is a value written as lines of a template file, so that it reads back the same?"""

import json
import textwrap
from collections.abc import Iterator, Mapping

from listenwell.survey.lines import parse
from listenwell.survey.merging import at
from listenwell.survey.problems import Problems

WIDTH = 118
APART = ("questions", "segments")
"""Blocks that an empty line sets apart."""

Tree = Mapping[str, object]
"""Names to words, numbers, true or false, lists of these, or further names."""


def scalar(words: str, column: int, style: str | None = None, flow: bool = False) -> str:
    """Words as they stand behind a colon of a name that begins in `column`: plain, in double quotes, or as a
    block of lines. `style` is what they stood in before (a quote, | or >), `flow` whether braces are around.
    """
    inside = " " * (column + 2)
    plain = words == words.strip() and not any(line != line.strip() for line in words.split("\n"))
    if "\n" in words and plain and not flow:
        return "|\n" + "\n".join(inside + line if line else "" for line in words.split("\n"))
    if style == ">" and plain and not flow and "  " not in words:
        lines = textwrap.wrap(words, WIDTH - column - 2, break_long_words=False, break_on_hyphens=False)
        if " ".join(lines) == words:
            return ">\n" + "\n".join(inside + line for line in lines)
    trial = f"a: {{a: {words}}}" if flow else f"a: {words}"
    read = parse(trial, "", Problems()) if style != '"' and "\n" not in words else None
    same = read and at(read, ("a", "a") if flow else ("a",))
    return words if same and same.value == words else json.dumps(words, ensure_ascii=False)


def text_of(tree: Tree) -> str:
    """A whole file."""
    return "\n".join(_lines(tree, 0)) + "\n"


def _lines(tree: Tree, column: int) -> Iterator[str]:
    for number, (name, value) in enumerate(tree.items()):
        if number and name in APART and column == 0:
            yield ""
        if isinstance(value, Mapping):
            yield f"{' ' * column}{_name(name)}:"
            yield from _lines(value, column + 2)
        else:
            yield f"{' ' * column}{_name(name)}: {_value(value, column)}"


def _name(name: str) -> str:
    return scalar(name, 0, flow=True)


def _value(value: object, column: int) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return scalar(value, column)
        case list() | tuple():
            return f"[{', '.join(scalar(e, 0, flow=True) if isinstance(e, str) else str(e) for e in value)}]"
        case _:
            return str(value)
