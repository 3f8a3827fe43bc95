"""What can be printed is printed; what would turn the text, or is no character, is not."""

import pytest

from listenwell.summary.printing.cleaning import cleaned, direction_of, printable


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\x00b\x07c\x1b", "a b c "),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\ufeffa\u202eb\u202cc\u2066d\u2069", "abcd"),
        ("\ue000\uffff\U0010ffff", "   "),
        ("#panic() $x$ \\ @a <b>", "#panic() $x$ \\ @a <b>"),
        ("👩🏽‍🔧 السعر", "👩🏽‍🔧 السعر"),
    ],
)
def test_only_what_is_no_character_or_turns_the_text_is_taken_out(words, kept):
    assert cleaned(words) == kept


def test_a_long_word_may_break_everywhere_but_within_a_letter():
    assert printable("x" * 30) == "\u200b".join(["x" * 12, "x" * 12, "x" * 6])
    assert "\u200b\u0301" not in printable("e\u0301" * 40)
    assert printable("aspects.understanding/csat@public-sector") == "aspects.understanding/csat@public-sector"


def test_hashes_and_pictures_are_left_alone():
    cell = {"is": "cell", "words": "f" * 64, "hash": True}
    picture = {"is": "picture", "svg": ("<svg>" + "\u2067" + "y" * 30 + "</svg>",)}
    assert printable(cell) == cell
    assert printable(picture) == {"is": "picture", "svg": list(picture["svg"])}


@pytest.mark.parametrize(
    ("words", "way"),
    [("", "ltr"), ("5: السعر", "rtl"), ("שלום a", "rtl"), ("a السعر", "ltr"), ("1 2", "ltr")],
)
def test_words_run_as_their_first_letter_does(words, way):
    assert direction_of(words) == way
