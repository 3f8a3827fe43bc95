"""Contrast by WCAG, and the nearest colour that passes by OKLCH."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.survey.rules.colours import contrast, from_oklch, luminance, nearest, oklch

claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails, as in WebAIM's contrast checker
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#0b4a6f", "#0b4a6f", 1.0),
    ],
)
def test_contrast_is_what_published_checkers_say(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    [
        ("#ffffff", 1.0, 0.0, None),
        ("#ff0000", 0.62796, 0.25768, 0.51016),
        ("#0000ff", 0.45201, 0.31321, -1.67463),
    ],
)  # Ottosson 2020 and the CSS Color 4 samples
def test_oklch_is_what_is_published(colour, lightness, chroma, hue):
    found = oklch(colour)
    assert found[:2] == pytest.approx((lightness, chroma), abs=2e-4)
    assert hue is None or found[2] == pytest.approx(hue, abs=2e-3)


@claims
@given(colours)
def test_a_colour_comes_back_from_oklch_as_it_was(colour):
    assert from_oklch(*oklch(colour)) == colour


@claims
@given(colours)
def test_the_nearest_colour_passes_and_one_that_passes_stays(colour):
    found = nearest(colour, lambda c: contrast(c, "#ffffff") >= 4.5)
    assert contrast(found, "#ffffff") >= 4.5
    if contrast(colour, "#ffffff") >= 4.5:
        assert found == colour
    else:
        assert luminance(found) < luminance(colour)
        assert contrast(found, "#ffffff") < 4.75, "it was darkened further than needed"


def test_where_nothing_passes_there_is_none():
    assert nearest("#0b4a6f", lambda _: False) is None
