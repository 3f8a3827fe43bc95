"""image-text: is there an image that says nothing to who cannot see it?"""

import re
from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.portal_files import line_at, texts
from listenwell.survey.rules.rule import Folder, Hit, Rule

_EMPTY = re.compile(r"!\[\s*\]\(([^)\s]*)|<img\b(?![^>]*\balt\s*=)[^>]*>", re.IGNORECASE)


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    for _, name, text in texts(folder):
        for found in _EMPTY.finditer(text):
            image = found.group(1) or "<img>"
            yield Hit(line_at(text, found.start(), name), f"the image “{image}” has no words")


RULE = Rule(
    id="image-text",
    title="Images without words",
    looks_at="Markdown of the portal (`![]()`) and page templates (`<img>` without `alt`); an empty `alt` "
    "says that an image is mere ornament",
    reason="who cannot see it, or has images off, gets nothing (WCAG 2.2, 1.1.1)",
    remedy='Say in a few words what it shows; for mere ornament write `<img alt="" ...>`.',
    severity="warning",
    level="folder",
    judge=judge,
)
