"""dead-link: does a link of the portal lead to a page that is not there?

Links to other hosts are not fetched: a check that needs the network fails for reasons that are not ours.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.portal_files import anchors, line_at, texts
from listenwell.survey.rules.rule import Folder, Hit, Rule

_LINK = re.compile(r"(?<!\\)\]\(\s*<?([^)\s>]*)|(?m:^\[[^\]]+\]:\s*(\S+))|href=[\"']([^\"'{}]*)[\"']")
_ELSEWHERE = ("http:", "https:", "mailto:", "tel:", "//", "data:")


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    docs = folder.portal / "docs" if folder.portal else None
    for path, name, text in texts(folder):
        for found in _LINK.finditer(text):
            target = next((group for group in found.groups() if group is not None), "")
            place = line_at(text, found.start(), name)
            if target in ("", "#") or (target.startswith("http") and not urlsplit(target).netloc):
                yield Hit(place, f"the link “{target}” leads nowhere")
            elif path.suffix == ".md" and not target.startswith((*_ELSEWHERE, "/")):
                file, _, anchor = target.partition("#")
                there = (path.parent / unquote(file.partition("?")[0])) if file else path
                if not there.exists() and not (docs and there.with_suffix(".md").exists()):
                    yield Hit(place, f"the link “{target}” leads to a file that is not there")
                elif anchor and there.suffix == ".md" and anchor not in anchors(there):
                    yield Hit(place, f"the page has no heading “#{anchor}”")


RULE = Rule(
    id="dead-link",
    title="Links that go nowhere",
    looks_at="Markdown of the portal and page templates: links to files and headings of ours that are not "
    "there, and "
    "empty links. Other hosts are not asked",
    reason="a customer who follows it thinks the rest is not looked after either",
    remedy="Correct the link, or take it out.",
    severity="warning",
    level="folder",
    judge=judge,
)
