"""From an Altair specification to an SVG that stands in a page: no ids, no scripts, no references.

vl-convert draws it without a browser and without asking anything of anybody. Words stay words, so that they
can be searched, copied and read in the font of the document.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import msgspec
import vl_convert

if TYPE_CHECKING:
    import altair as alt

_SVG = "http://www.w3.org/2000/svg"
FONTS = "Noto Sans, Liberation Sans, Arial, sans-serif"
"""Where a document says nothing of its own."""
_NUMBER = re.compile(r"-?\d+\.\d{3,}|-0(?![.\d])")
_LEFT_OUT = (
    "class",
    "role",
    "pointer-events",
    "font-family",
    "aria-hidden",
    "aria-roledescription",
    "aria-label",
)
_USUAL = {"opacity": "1", "stroke-width": "1", "transform": "translate(0,0)"}
_MEASURED = ("transform", "d", "x", "y", "x2", "y2", "width", "height")

ElementTree.register_namespace("", _SVG)


def svg(picture: "alt.LayerChart") -> str:
    """The picture as an SVG element, the same for the same picture."""
    # Our own specifications; the tests check every kind against the schema, which takes long.
    return _drawn(msgspec.json.encode(picture.to_dict(validate=False), order="sorted").decode())


@lru_cache(maxsize=128)  # several formats show the same pictures
def _drawn(specification: str) -> str:
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(specification))  # noqa: S314 - made a line above
    _tidy(root)
    size = root.get("viewBox")
    root.attrib = {"viewBox": size or "", "direction": "ltr", "font-family": FONTS}
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _tidy(element: ElementTree.Element) -> None:
    """Takes out of an element what does not show: names of parts, empty groups, a fourth decimal."""
    kept = []
    for child in element:
        _tidy(child)
        if child.get("display") == "none" or child.get("d") in ("", "M0,0h0v0h0Z"):
            continue
        group = child.tag == f"{{{_SVG}}}g"
        if group and not len(child):
            continue
        if group and not child.attrib:
            kept.extend(child)
        elif not (child.get("d") and "fill" not in child.attrib and "stroke" not in child.attrib):
            kept.append(child)
    element[:] = kept
    for name in _LEFT_OUT:
        element.attrib.pop(name, None)
    for name, value in _USUAL.items():
        if element.get(name) == value:
            del element.attrib[name]
    for name in _MEASURED:
        if value := element.get(name):
            element.set(name, _NUMBER.sub(_short, value))


def _short(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short
