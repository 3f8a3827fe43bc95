"""YAML text to nodes that know their file and line; hostile files end in a problem, never in a crash.

Built from libyaml's events without recursion. Plain `yes`, `no` and dates stay words (the "Norway problem");
`true`, `false`, whole numbers and an empty value are the only plain values that are not words.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from listenwell.survey.comments import Comment, Scanner
from listenwell.survey.problems import Problems

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml is slower and reads the same
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_KB = 512
MAX_DEPTH = 20

Scalar = str | int | bool | None
_TURNS = "\u202a\u202b\u202c\u202d\u202e"  # embeddings, overrides and their end (Unicode TR 36, 3.3)
_END_OF_ISOLATE = "\u2069"
_ISOLATES = "\u2066\u2067\u2068" + _END_OF_ISOLATE
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")


class Node(msgspec.Struct, frozen=True, array_like=True):
    """A value with the file and line (from 1) where it, or its name, stands."""

    value: "Scalar | dict[str, Node] | list[Node]"
    file: str
    line: int

    @property
    def mapping(self) -> "dict[str, Node]":
        """The named values; empty when this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def plain(self) -> object:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def load(path: Path, file: str, problems: Problems, comments: list[Comment] | None = None) -> Node | None:
    """Read one template file; `file` is its name in messages. None when it has a problem (recorded). The
    notes that stand behind a value, and those that say “ok”, are added to `comments`."""
    try:
        size = path.stat().st_size
        if size > MAX_KB * 1024:
            problems.add("F04", file, 1, size=size // 1024, limit=MAX_KB)
            return None
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add("F03", file, line, reason="it has bytes that are not UTF-8")
        return None
    except OSError as error:
        problems.add("F03", file, 1, reason=error.strerror or "it cannot be opened")
        return None
    return parse(text, file, problems, comments)


def parse(text: str, file: str, problems: Problems, comments: list[Comment] | None = None) -> Node | None:
    """The file's top mapping, or None when it has a problem (recorded). `comments` as in `load`."""
    before = problems.told
    scanner = Scanner(text, file) if comments is not None and Scanner.worth(text) else None
    try:
        events = iter(Loader(text).get_event, None)
        node = _Builder(file, problems, scanner).build(events)
    except yaml.MarkedYAMLError as error:
        open_quote = "quoted scalar" in (error.context or "")
        mark = error.context_mark if open_quote else error.problem_mark or error.context_mark
        problems.add("Y01", file, mark.line + 1 if mark else 1, reason=_in_plain_words(error.problem or ""))
        return None
    except yaml.YAMLError as error:  # a character that YAML forbids
        position = getattr(error, "position", 0)
        line = text.encode()[:position].count(b"\n") + 1
        problems.add("Y01", file, line, reason="a character that may not stand in a text file")
        return None
    if node is None or problems.told > before:
        return None
    if not isinstance(node.value, dict) or not node.value:
        problems.add("Y05", file, node.line)
        return None
    if scanner is not None and comments is not None:
        comments.extend(scanner.comments())
    return node


MappingNode, ScalarNode, YamlNode = yaml.MappingNode, yaml.ScalarNode, yaml.Node


def composed(text: str) -> YamlNode | None:
    """The same text as nodes with marks of where each begins and ends, to edit it in its place."""
    return yaml.compose(text, Loader=Loader)


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon where none can stand, or an indent that does not fit"),
    ("could not find expected ':'", "a name without a colon and a space after it"),
    (
        "cannot start any token",
        "text that begins with @, %, ` or a tab; put it in quotes, indent with spaces",
    ),
    ("did not find expected key", "an indent that does not fit, or a quote that is not closed"),
    ("did not find expected ',' or", "text that begins with { or [; put it in quotes"),
    ("did not find expected '-' indicator", "an indent that does not fit the list above"),
    ("unexpected end of stream", "a quote that is not closed before the end"),
    ("block sequence entries are not allowed", "a hyphen where no list can begin"),
)


def _in_plain_words(said: str) -> str:
    """What libyaml said, for people who do not know its words."""
    return next((plain for theirs, plain in _PLAIN_WORDS if theirs in said), said or "not YAML")


class _Stop(Exception):
    """The file is not worth reading further."""


class _Builder:
    """A stack machine over the events; containers that are still open lie on the stack."""

    def __init__(self, file: str, problems: Problems, scanner: Scanner | None = None) -> None:
        self.file = file
        self.problems = problems
        self.scanner = scanner

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        try:
            return self._build(events)
        except _Stop:
            return None

    def _build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        stack: list[_Open] = []
        documents = 0
        scalar, file, plain = yaml.ScalarEvent, self.file, self.scanner is None
        for event in events:  # thousands in a build: what nearly all of them do without is not called
            kind = type(event)
            line = event.start_mark.line + 1
            if kind is scalar:
                top = stack[-1] if stack else None
                key = top is not None and top.awaits_key
                if not (plain and event.value.isascii() and event.anchor is None and event.tag is None):
                    self._look_at(event, line, top, key)
                if key:
                    self._key(top, event.value, line)
                    continue
                node = Node(_scalar(event), file, line)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                node = Node(done.value, file, done.line)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_marks(event, line)
                if len(stack) >= MAX_DEPTH:
                    self.problems.add("Y04", self.file, line, limit=MAX_DEPTH)
                    raise _Stop
                stack.append(_Open({} if kind is yaml.MappingStartEvent else [], line))
                continue
            elif kind is yaml.AliasEvent:
                self._refuse_marks(event, line)
                continue
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    self.problems.add("Y01", self.file, line, reason="a second document begins here (---)")
                    raise _Stop
                continue
            if stack:
                stack[-1].take(node)
            else:
                root = node
        return root or Node(None, self.file, 1)

    def _look_at(self, event: yaml.ScalarEvent, line: int, top: "_Open | None", key: bool) -> None:
        """Refuse what may not stand in a value or name, and let the scanner of comments see it."""
        if event.anchor or event.tag:
            self._refuse_marks(event, line)
        if not event.value.isascii():
            self._refuse_turns(event.value, line)
        if self.scanner is not None:
            self.scanner.saw(event, line if key or top is None else top.line_of_next(line), key)

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.problems.add("Y03", self.file, line, what=f"*{event.anchor}")
            raise _Stop
        if event.anchor:
            self.problems.add("Y03", self.file, line, what=f"&{event.anchor}")
            raise _Stop
        if getattr(event, "tag", None):
            self.problems.add("Y03", self.file, line, what=event.tag)
            raise _Stop

    def _refuse_turns(self, text: str, line: int) -> None:
        """Signs that turn the direction of text, and isolates that do not end with it."""
        turns = [c for c in text if c in _TURNS]
        depth = 0
        for sign in (c for c in text if c in _ISOLATES):
            depth += -1 if sign == _END_OF_ISOLATE else 1
            if depth < 0:
                break
        if turns or depth:
            sign = turns[0] if turns else next(c for c in text if c in _ISOLATES)
            self.problems.add("Y06", self.file, line, sign=f"U+{ord(sign):04X} {unicodedata.name(sign)}")

    def _key(self, mapping: "_Open", key: str, line: int) -> None:
        if key in mapping.value:
            self.problems.add("Y02", self.file, line, key=key, first=mapping.lines[key])
        mapping.key, mapping.lines[key], mapping.awaits_key = key, line, False


class _Open:
    """A mapping or list whose end has not come yet."""

    def __init__(self, value: dict[str, Node] | list[Node], line: int) -> None:
        self.value = value
        self.line = line
        self.key: str | None = None
        self.lines: dict[str, int] = {}
        self.awaits_key = isinstance(value, dict)

    def line_of_next(self, line: int) -> int:
        """Where the name of the value stands that begins in `line`; an entry of a list has none."""
        return self.lines[self.key] if self.key is not None else line

    def take(self, node: Node) -> None:
        if isinstance(self.value, list):
            self.value.append(node)
        elif self.key is None:  # a list or mapping where a name should stand
            raise yaml.MarkedYAMLError(
                problem="a list or block where a name should stand",
                problem_mark=yaml.Mark("", 0, node.line - 1, 0, None, None),
            )
        else:
            self.value[self.key] = Node(node.value, node.file, self.lines[self.key])
            self.key, self.awaits_key = None, True


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    text = event.value
    if event.style:  # quoted or block text is always words
        return text.rstrip("\n") if event.style in "|>" else text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _INTEGER.fullmatch(text) else text
