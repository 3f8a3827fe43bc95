"""Neighbouring colours differ for colour-blind readers and in grey print."""

from itertools import pairwise

import pytest

from listenwell.summary.charts import look

SEEN = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""Machado, Oliveira & Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1, on linear RGB."""

NEIGHBOURS = [
    *pairwise(look.scale(2, 1, 2)),
    *pairwise(look.scale(1, 1, 1)),
    ("#ffffff", look.BLUE),
    ("#ffffff", look.SIGNAL),
    ("#ffffff", look.POSITIVE[0]),
    ("#ffffff", look.POSITIVE[1]),
    (look.PALE, look.BLUE),
    (look.BEHIND, look.BLUE),
]
SIDES = look.scale(2, 0, 2)[1:3]
"""They meet where a scale has no middle, and a line parts them there."""


def linear(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def light(colour):
    """Relative luminance plus 0.05, as WCAG compares it."""
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) + 0.05


def lab(colour, by="everybody"):
    """CIE L*a*b* (D65) of a colour as somebody sees it."""
    rgb = linear(colour)
    r, g, b = (min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0), 1) for row in SEEN[by])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("by", SEEN)
@pytest.mark.parametrize(("one", "other"), [*NEIGHBOURS, SIDES])
def test_neighbours_differ_whoever_looks(one, other, by):
    far = sum((a - b) ** 2 for a, b in zip(lab(one, by), lab(other, by), strict=True)) ** 0.5
    assert far >= 15


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_differ_in_grey_print(one, other):
    assert abs(lab(one)[0] - lab(other)[0]) >= 10


@pytest.mark.parametrize("colour", [*look.scale(3, 1, 3), look.BLUE])
def test_words_on_a_colour_can_be_read(colour):
    low, high = sorted((light(colour), light(look.words_on(colour))))
    assert high / low >= 4.5, "WCAG 2.2, 1.4.3"


@pytest.mark.parametrize("colour", [look.INK, look.SOFT, look.SIGNAL, look.BREAK])
def test_words_on_white_can_be_read(colour):
    assert light("#ffffff") / light(colour) >= 4.5
