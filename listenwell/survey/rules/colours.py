"""How well can two colours be told apart, and which colour near this one can be told apart better?

Contrast: WCAG 2.2, relative luminance and contrast ratio. Nearness: OKLCH (Ottosson 2020, "A perceptual color
space for image processing"): the lightness is moved, hue is kept, chroma is lowered only where sRGB ends.
"""

import math
from collections.abc import Callable

Channels = tuple[float, float, float]
_STEPS = 400


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours such as "#0b4a6f": 1 (the same) to 21 (black and white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance: 0 (black) to 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue, nearest in lightness, that passes; None when none does."""
    lightness, chroma, hue = oklch(colour)
    for step in range(_STEPS + 1):
        for at in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= at <= 1 and passes(found := from_oklch(at, chroma, hue)):
                return found
    return None


def oklch(colour: str) -> Channels:
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in radians."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour in sRGB, with the highest chroma up to this one that sRGB has there."""
    low, high = 0.0, chroma
    if _inside(_channels(lightness, chroma, hue)):
        low = chroma
    else:
        for _ in range(20):
            between = (low + high) / 2
            inside = _inside(_channels(lightness, between, hue))
            low, high = (between, high) if inside else (low, between)
    return "#" + "".join(f"{round(255 * _encoded(c)):02x}" for c in _channels(lightness, low, hue))


def _channels(lightness: float, chroma: float, hue: float) -> Channels:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _inside(channels: Channels) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in channels)


def _linear(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue))  # type: ignore[return-value]


def _encoded(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
