"""placeholder: does an address of nobody still stand where ours should?"""

import re
from collections.abc import Iterator

from listenwell.survey.merging import leaves
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Folder, Hit, Rule

_NOBODY = re.compile(
    r"[\w.+-]*@?(?:[\w-]+\.)*example\.(?:com|org|net)|[\w.-]+\.(?:example|invalid|test)(?![\w.])"
    r"|\b(?:01632 960|07700 900|020 7946 0|0113 496 0|0800 5550|555-01)\d*"
    r"|lorem ipsum|\b(?:TODO|TBD|FIXME|XXX)\b",
    re.IGNORECASE,
)
"""Names that RFC 2606 keeps free, numbers that Ofcom and the North American plan keep for stories."""


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    for name, file in folder.files.items():
        if name.startswith("wording/"):
            continue
        for _, leaf in leaves(file):
            found = _NOBODY.search(leaf.value) if isinstance(leaf.value, str) else None
            if found:
                yield Hit(leaf, f"“{found.group()}” belongs to nobody")


RULE = Rule(
    id="placeholder",
    title="Placeholder addresses",
    looks_at="organisation.yaml, surveys, segments and translations: example.com, numbers kept for stories, "
    "“lorem ipsum”, "
    "TODO",
    reason="customers who want to reach you would reach nobody",
    remedy="Put your own in its place.",
    severity="advice",
    level="folder",
    judge=judge,
)
