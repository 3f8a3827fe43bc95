"""contrast: can the brand's colours be told from the paper, on light and on dark screens?"""

import re
from collections.abc import Iterator

from listenwell.survey.lines import Node
from listenwell.survey.merging import leaves
from listenwell.survey.rules.colours import contrast, nearest
from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Folder, Hit, Rule

WHITE, DARK = "#ffffff", "#14181c"
"""The grounds of the survey pages (`--ground` in pages/style.css)."""
TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2: 1.4.3 for words, 1.4.11 for shapes such as buttons."""


def judge(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    for place, colour, for_dark in _colours(folder):
        ground, name = (DARK, "the dark background") if for_dark else (WHITE, "white")
        yield from _told(place, colour, ground, TEXT, name)


def judge_dark(folder: Folder, words: Lexicon) -> Iterator[Hit]:
    for place, colour, for_dark in _colours(folder):
        if not for_dark and contrast(colour, WHITE) >= TEXT:
            yield from _told(place, colour, DARK, SHAPE, "the dark background", also=(WHITE, TEXT))


def _told(
    place: Node, colour: str, ground: str, least: float, name: str, also: tuple[str, float] = (WHITE, 0)
) -> Iterator[Hit]:
    found = contrast(colour, ground)
    if found < least:
        better = nearest(colour, lambda c: contrast(c, ground) >= least and contrast(c, also[0]) >= also[1])
        near = f'"{better}" is the nearest that passes ({contrast(better, ground):.1f} : 1)' if better else ""
        yield Hit(
            place,
            f"{colour} on {name} has a contrast of {found:.1f} : 1 (at least {least:g} : 1 is needed)",
            near,
        )


def _colours(folder: Folder) -> Iterator[tuple[Node, str, bool]]:
    """Every colour of the organisation and the segments; one whose key says “dark” is for dark screens."""
    for name, file in folder.files.items():
        if name == "organisation" or name.startswith("segments/"):
            for path, leaf in leaves(file):
                colour = leaf.value
                named = path and path[-1].endswith("colour") and isinstance(colour, str)
                if named and re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
                    yield leaf, colour, "dark" in path[-1]


RULE = Rule(
    id="contrast",
    title="Contrast of the brand colours",
    looks_at="every colour of organisation.yaml and of the segments against white, and those named for dark "
    "screens "
    f"against the dark background: at least {TEXT} : 1 (WCAG 2.2, 1.4.3)",
    reason="links and the words on buttons cannot be read by many, in sunlight by nobody",
    remedy="Take a darker shade (a lighter one for dark screens).",
    severity="warning",
    level="folder",
    judge=judge,
)
DARK_RULE = Rule(
    id="contrast-dark",
    title="Brand colours on dark screens",
    looks_at=f"the same colours as the shape of buttons on dark screens: at least {SHAPE:g} : 1 (WCAG 2.2, "
    f"1.4.11)",
    reason="many phones show the page on a dark background, and a dark brand colour sinks into it",
    remedy="Take a shade that shows on both, or accept that only the words of the button stand out.",
    severity="advice",
    level="folder",
    judge=judge_dark,
)
