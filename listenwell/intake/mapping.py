"""The mapping file of an import: which column of a spreadsheet is which question, and what its codes mean."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from listenwell.survey.lines import Node, load
from listenwell.survey.organisation import Language, Name
from listenwell.survey.problems import Problems, TemplateError, near_match
from listenwell.survey.reading import read

Text = Annotated[str, Meta(description="words, in quotes when they look like a number")]
Codes = Annotated[tuple[int | str, ...], Meta(description="a list of codes in square brackets")]
Meanings = Annotated[dict[Text, int | str], Meta(description="lines of “code: meaning”")]
Part = Annotated[int | str, Meta(description="a number, or the name of a column")]


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fixed value, or a column whose codes are translated by `values` (all others are refused)."""

    value: Text = ""
    column: Text = ""
    values: Meanings = {}


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the answer came, in UTC: a column with its strptime format, or year, month and day."""

    column: Text = ""
    format: Text = "%Y-%m-%d"
    year: Part = 0
    month: Part = 0
    day: Part = 0


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question's column: `missing` are codes that mean no answer, `values` turn codes into answers."""

    column: Text
    missing: Codes = ("",)
    values: Meanings = {}
    separator: Text = ""
    """Splits a cell into several choices."""


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a spreadsheet becomes responses. `only` keeps rows whose column has one of the codes."""

    survey: Name
    language: Language
    segment: Source
    channel: Source
    received: When
    only: Annotated[dict[Text, Codes], Meta(description="lines of “column: [codes]”")] = {}
    questions: Annotated[dict[Text, Column], Meta(description="a block for each question or grid.row")]


def read_mapping(path: Path, columns: list[str]) -> Mapping:
    """Read the mapping and hold it against the columns. Raises TemplateError with all problems."""
    problems = Problems()
    node = load(path, path.name, problems)
    mapping = read(node, Mapping, problems) if node else None
    if node and mapping:
        for name, place in _columns(mapping, node):
            if name and name not in columns:
                problems.add(
                    "M01",
                    place.file,
                    place.line,
                    near=near_match(name, columns),
                    column=name,
                    allowed=", ".join(columns),
                )
        for key in ("segment", "channel"):
            source = getattr(mapping, key)
            if not source.value and not source.column:
                place = node.mapping[key]
                problems.add("M04", place.file, place.line, key=key)
    if problems.errors or mapping is None:
        raise TemplateError(problems.all())
    return mapping


def _columns(mapping: Mapping, node: Node) -> list[tuple[str, Node]]:
    """Every column the mapping names, with the place to tell."""
    at = node.mapping
    named = [(mapping.segment.column, at["segment"]), (mapping.channel.column, at["channel"])]
    received = (mapping.received.column, mapping.received.year, mapping.received.month, mapping.received.day)
    named += [(part, at["received"]) for part in received if isinstance(part, str)]
    named += [(name, at["only"].mapping[name]) for name in mapping.only]
    named += [(column.column, at["questions"].mapping[item]) for item, column in mapping.questions.items()]
    return named
