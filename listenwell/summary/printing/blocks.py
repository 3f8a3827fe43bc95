"""What is printed? Blocks that say what something is; how it looks stands in the templates (summary.typ)."""

from typing import Literal

import msgspec

Direction = Literal["ltr", "rtl"]


class Bar(msgspec.Struct, frozen=True, tag_field="is", tag="bar"):
    """An interval with its value on an axis, all as parts of its length (0 to 1). `zero` is where 0 lies,
    where that is inside."""

    low: float
    at: float
    high: float
    zero: float | None = None


class Fill(msgspec.Struct, frozen=True, tag_field="is", tag="fill"):
    """A share (0 to 1) as a bar."""

    share: float


class Cell(msgspec.Struct, frozen=True, tag_field="is", tag="cell"):
    """Words in a table, with smaller ones below; `hash` is printed small and is never broken for good looks.
    `goes` is the direction of words that customers wrote, `language` the one of words that have another than
    the document."""

    words: str
    small: str = ""
    strong: bool = False
    hash: bool = False
    goes: Direction | Literal[""] = ""
    language: str = ""


class Column(msgspec.Struct, frozen=True):
    """`wide` is its part of the room that is left; 0 is as wide as its words need. A `hidden` head is read
    aloud only."""

    head: str
    wide: float = 0
    holds: Literal["words", "numbers", "bars"] = "words"
    hidden: bool = False


class Row(msgspec.Struct, frozen=True):
    """The cells of a row. One with `across` has one cell over all columns."""

    cells: tuple[Cell | Bar | Fill, ...]
    across: bool = False


class Heading(msgspec.Struct, frozen=True, tag_field="is", tag="heading"):
    """A heading, which is a bookmark as well; level 1 is a section."""

    words: str
    level: int = 1
    new_page: bool = False


class Says(msgspec.Struct, frozen=True, tag_field="is", tag="says"):
    """A paragraph. A "lead" stands with the block that follows it."""

    words: str
    look: Literal["", "small", "lead", "note"] = ""


class Points(msgspec.Struct, frozen=True, tag_field="is", tag="points"):
    """A list."""

    items: tuple[str, ...]
    look: Literal["", "small"] = ""


class Written(msgspec.Struct, frozen=True):
    """What a customer wrote, the direction that it runs in, and small behind it where it is from."""

    words: str
    goes: Direction
    place: str = ""


class Comments(msgspec.Struct, frozen=True, tag_field="is", tag="comments"):
    """Comments, one after the other."""

    written: tuple[Written, ...]


class Table(msgspec.Struct, frozen=True, tag_field="is", tag="table"):
    """A table; its first column names the rows. `look` "tight" is for many numbers."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    look: Literal["", "tight"] = ""


class Picture(msgspec.Struct, frozen=True, tag_field="is", tag="picture"):
    """A chart: SVG documents, a title and a text alternative."""

    title: str
    alternative: str
    svg: tuple[str, ...]


class Contents(msgspec.Struct, frozen=True, tag_field="is", tag="contents"):
    """The sections with their pages."""


class Lines(msgspec.Struct, frozen=True, tag_field="is", tag="lines"):
    """An empty form of so many rows to write into."""

    columns: tuple[Column, ...]
    rows: int


Block = Heading | Says | Points | Comments | Table | Picture | Contents | Lines


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """The top of the first page."""

    organisation: str
    title: str
    period: str
    lines: tuple[str, ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A document. `head` runs along the top of every page but the first, `foot` along the bottom;
    `page_of` has {page} and {pages}. `date` is year, month, day, hour, minute, second (UTC)."""

    title: str
    author: str
    language: str
    direction: Direction
    date: tuple[int, int, int, int, int, int]
    head: str
    foot: str
    page_of: str
    front: Front
    blocks: tuple[Block, ...]
