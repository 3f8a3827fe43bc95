"""How do the words and names of another tool become words and names of ours?"""

import re
import unicodedata
from collections.abc import Collection
from html.parser import HTMLParser

from listenwell.interchange.notes import Notes

MOST = 3000
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)/?>", re.DOTALL)
_MARK = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_PIPED = re.compile(r"\$?\{[^{}\n]{1,80}\}")
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RESERVED = frozenset(("and", "or", "not", "in", "contains", "answered"))
"""Words of our conditions, which are no names there."""


class _Text(HTMLParser):
    """The text of HTML: no tags, no scripts, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag in ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "tr", "ul"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def words(given: object, place: str, item: str, notes: Notes, *, marks: bool = False) -> str:
    """A text as plain words, in which nothing runs and nothing turns; what was taken out is told.

    `marks`: whether stars and the like are formatting (Markdown).
    """
    text = str(given).replace("\r\n", "\n").replace("\r", "\n")
    plain = text
    if _TAG.search(plain):
        reader = _Text()
        reader.feed(plain)
        reader.close()
        plain = "".join(reader.parts)
    if marks:
        plain = _LINK.sub(r"\1 (\2)", _HEADING.sub("", _MARK.sub(lambda m: m[2] or m[3], plain)))
    if plain != text:
        notes.add("I21", place, item)
    kept = "".join(
        c for c in plain if c not in _TURNS and (c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    )
    if kept != plain:
        notes.add("I22", place, item)
    kept = re.sub(
        r"\n{3,}", "\n\n", "\n".join(re.sub(r"[ \t]+", " ", line).strip(" \t") for line in kept.split("\n"))
    ).strip()
    if len(kept) > MOST:
        notes.add("I23", place, item, limit=MOST)
        kept = kept[:MOST].rstrip()
    piped = _PIPED.search(kept)
    if piped:
        notes.add("I41", place, item, what=piped[0])
    return kept


def name_of(given: object, taken: Collection[str], otherwise: str) -> str:
    """A name by our rules that is like the one given and not taken yet; `otherwise` where it leaves none."""
    plain = unicodedata.normalize("NFKD", str(given).strip()).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if name and not name[0].isalpha():
        name = f"{otherwise[0]}{name}" if name[0].isdigit() else name
    name = (name or otherwise)[:40].rstrip("_")
    if name in _RESERVED:
        name += "_"
    found, number = name, 2
    while found in taken:
        found = f"{name[: 39 - len(str(number))]}_{number}"
        number += 1
    return found
