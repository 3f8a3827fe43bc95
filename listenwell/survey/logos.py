"""May this file be the logo? Judged by what is in it, never by its name; then it travels inside each page."""

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree import ElementTree

MAX_KB = 20

_SIGNATURES = (
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("jpeg", rb"\xff\xd8\xff"),
    ("webp", rb"RIFF....WEBP"),
)
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    (
        *(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "metadata",
            "style",
            "path",
            "rect",
            "circle",
        ),
        *("ellipse", "line", "polyline", "polygon", "text", "tspan", "clipPath", "mask", "pattern", "stop"),
        *("linearGradient", "radialGradient"),
    )
)
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|\\", re.IGNORECASE)


class LogoRefused(ValueError):
    """Why the file is no logo, to follow “the logo … cannot be used: ”."""


def read_logo(path: Path) -> str:
    """The image as a data address. Raises LogoRefused."""
    try:
        size = path.stat().st_size
        if size > MAX_KB * 1024:
            raise LogoRefused(f"it has {size // 1024} KB, and every page carries it")
        data = path.read_bytes()
    except OSError as error:
        raise LogoRefused("there is no such file in logos/") from error
    for kind, signature in _SIGNATURES:
        if re.match(signature, data, re.DOTALL):
            return _address(kind, data)
    _check_svg(data)
    return _address("svg+xml", data)


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _check_svg(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LogoRefused("it is neither PNG, JPEG, WebP nor SVG") from error
    if "<svg" not in text:
        raise LogoRefused("it is neither PNG, JPEG, WebP nor SVG")
    if re.search(r"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", text, re.IGNORECASE):
        raise LogoRefused("the SVG brings definitions of its own (<!DOCTYPE, <!ENTITY or <?xml-stylesheet)")
    from xml.etree import ElementTree  # noqa: PLC0415 - most builds start without it

    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a DOCTYPE it has no entities to expand
    except ElementTree.ParseError as error:
        raise LogoRefused("the SVG is not readable as XML") from error
    if root.tag != f"{_SVG}svg":
        raise LogoRefused("it is neither PNG, JPEG, WebP nor SVG")
    for element in root.iter():
        _check_element(element)


def _check_element(element: "ElementTree.Element") -> None:
    name = str(element.tag).removeprefix(_SVG)
    if str(element.tag).startswith(_SVG) and name not in _SHAPES:
        raise LogoRefused(f"the SVG has <{name}>; shapes, text and colours are all a logo needs")
    if name == "style" and _FOREIGN.search("".join(element.itertext())):
        raise LogoRefused("the style in the SVG fetches something from elsewhere")
    for key, value in element.attrib.items():
        bare = key.rpartition("}")[2].lower()
        if bare.startswith("on"):
            raise LogoRefused(f"the SVG has a script (“{bare}”)")
        if (bare in ("href", "src") and not value.startswith("#")) or _FOREIGN.search(value):
            raise LogoRefused(f"the SVG fetches something from elsewhere (“{bare}”)")
