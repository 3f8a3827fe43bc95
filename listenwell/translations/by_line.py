"""How is one text put into a YAML file so that every other line stays byte for byte as it is?"""

import json

from listenwell.survey.lines import MappingNode, ScalarNode, YamlNode, composed, parse
from listenwell.survey.merging import Path as Keys
from listenwell.survey.merging import at
from listenwell.survey.problems import Problems
from listenwell.survey.writing import APART, scalar


class CannotPut(ValueError):
    """The file is laid out in a way that this module does not know."""


def put(text: str, path: Keys, words: str, order: tuple[Keys, ...] = ()) -> str:
    """The file's text with `words` at `path`; a new line comes where `order` (all paths) puts it.
    Raises CannotPut, and never gives a text that reads otherwise than it should."""
    whole = text.replace("\r\n", "\n")
    root = composed(whole)
    node, keys = root, list(path)
    column = 0
    while keys and isinstance(node, MappingNode):
        found = next(((k, v) for k, v in node.value if k.value == keys[0]), None)
        if found is None:
            break
        column = found[0].start_mark.column
        node, keys = found[1], keys[1:]
        if not keys or not isinstance(node, MappingNode):
            break
    if node is None:
        new = whole + _nested(keys, words, 0)
    elif not keys:
        new = _replaced(whole, node, words, column)
    elif isinstance(node, MappingNode):
        depth = len(path) - len(keys)
        beside = tuple(dict.fromkeys(p[depth] for p in order if p[:depth] == path[:depth] and len(p) > depth))
        new = _inserted(whole, node, keys, words, beside)
    elif isinstance(node, ScalarNode) and not node.value:
        end = _line_end(whole, node.start_mark.index)
        new = whole[:end] + _nested(keys, words, column + 2) + whole[end:]
    else:
        raise CannotPut(".".join(path))
    problems = Problems()
    read = parse(new, "", problems)
    there = at(read, path) if read else None
    if there is None or there.value != words:
        raise CannotPut(".".join(path))
    return new.replace("\n", "\r\n") if "\r\n" in text else new


def _replaced(text: str, node: YamlNode, words: str, column: int) -> str:
    if not isinstance(node, ScalarNode):
        raise CannotPut(words)
    start = node.start_mark.index
    length = len(text[start : node.end_mark.index].rstrip()) if node.style in ("|", ">") else None
    end = start + length if length is not None else node.end_mark.index
    flow = _in_flow(text, start)
    blank = "" if start == 0 or text[start - 1] in " \n" else " "
    return text[:start] + blank + scalar(words, column, node.style, flow) + text[end:]


def _inserted(text: str, node: MappingNode, keys: list[str], words: str, order: tuple[str, ...]) -> str:
    if node.flow_style:
        end = node.end_mark.index - 1
        inner = json.dumps(words, ensure_ascii=False)
        for key in reversed(keys[1:]):
            inner = f"{{{key}: {inner}}}"
        comma = ", " if node.value else ""
        return f"{text[:end]}{comma}{keys[0]}: {inner}{text[end:]}"
    column = node.value[0][0].start_mark.column
    earlier = order[: order.index(keys[0])] if keys[0] in order else order
    before = [value for key, value in node.value if key.value in earlier]
    if keys[0] in APART or not order:
        before = [value for _, value in node.value]
    at_line = (
        _line_end(text, _last(text, before[-1])) if before else text.rfind("\n", 0, node.start_mark.index) + 1
    )
    apart = "\n" if keys[0] in APART and column == 0 else ""
    gap = "" if at_line == 0 or text[at_line - 1] == "\n" else "\n"
    return text[:at_line] + gap + apart + _nested(keys, words, column) + text[at_line:]


def _nested(keys: list[str], words: str, column: int) -> str:
    lines = [f"{' ' * (column + 2 * depth)}{key}:" for depth, key in enumerate(keys)]
    return "\n".join(lines) + " " + scalar(words, column + 2 * (len(keys) - 1), None, flow=False) + "\n"


def _last(text: str, node: YamlNode) -> int:
    """Where the last sign of a value stands."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return _last(text, node.value[-1][1])
    start, end = node.start_mark.index, node.end_mark.index
    return max(start, start + len(text[start:end].rstrip()) - 1)


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _in_flow(text: str, start: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return "{" in line and not line.lstrip().startswith("#")
