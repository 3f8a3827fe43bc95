"""Where do the files that are no templates of ours have links and images? Markdown of the portal, page "
"templates."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from listenwell.survey.lines import Node
from listenwell.survey.rules.rule import Folder

_FENCE = re.compile(r"(?ms)^(```|~~~).*?^\1[^\n]*$|<!--.*?-->|`[^`\n]*`")


def texts(folder: Folder) -> Iterator[tuple[Path, str, str]]:
    """(path, its name in messages, text) of the portal's Markdown and the page templates; code is left "
    "out."""
    markdown = sorted((folder.portal / "docs").rglob("*.md")) if folder.portal else []
    for path in [*markdown, *sorted((folder.root / "pages").rglob("*.html"))]:
        if not path.is_file():
            continue
        base = folder.portal if folder.portal and folder.portal in path.parents else folder.root
        name = f"{base.name}/{path.relative_to(base).as_posix()}"
        yield path, name, _without_code(path.read_text(encoding="utf-8", errors="replace"))


def _without_code(text: str) -> str:
    return _FENCE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), text)


def line_at(text: str, position: int, name: str) -> Node:
    """The place of a position, for a Hit."""
    return Node(None, name, text.count("\n", 0, position) + 1)


@cache
def anchors(path: Path) -> frozenset[str]:
    """The anchors of a Markdown file, as MkDocs makes them of headings, and those that are written out."""
    text = _without_code(path.read_text(encoding="utf-8", errors="replace"))
    found = set(re.findall(r"""(?:id=["']|\{[^}\n]*#)([\w-]+)""", text))
    for heading in re.findall(r"(?m)^#{1,6}[ \t]+(.+?)[ \t]*#*$", text):
        plain = re.sub(r"\{[^}]*\}|[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(
            r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain.encode("ascii", "ignore").decode()).strip().lower()
        )
        found.add(slug)
    return frozenset(found)
