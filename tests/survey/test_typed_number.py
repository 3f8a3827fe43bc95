"""What numbers people type, and which number is kept of them."""

from datetime import date
from decimal import Decimal

import pytest

from listenwell.survey.question import ANSWERED, BLANK, Checked, Label, Occasion, Refusal
from listenwell.survey.question_types import Number
from listenwell.survey.question_types.typed_number import TooManyDecimals, decimal_of

DAY = date(2026, 3, 14)


def number(**keys):
    return Number(**{"id": "n", "text": "How many?", "low": 0, "high": 10_000, "bands": (10, 100), **keys})


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "1.5", "1.5"),
        ("de", "1,5", "1.5"),
        ("en", "1,5", "1.5"),  # three digits would be thousands; this can only be a decimal mark
        ("de", "1.5", "1.5"),
        ("en", "1,500", "1500"),
        ("de", "1.500", "1500"),
        ("en", "1.500", "1.500"),
        ("de", "1,500", "1.500"),
        ("en", "1,234,567.25", "1234567.25"),
        ("de", "1.234.567,25", "1234567.25"),
        ("hi", "12,34,567", "1234567"),
        ("fr", "1 234 567,5", "1234567.5"),
        ("fr", "1\u202f234", "1234"),
        ("de", "1’000", "1000"),
        ("ar", "٣٫٥", "3.5"),
        ("fa", "۱۲۳", "123"),
        ("en", "１２", "12"),
        ("en", " 007 ", "7"),
        ("en", ".5", "0.5"),
        ("en", "5.", "5"),
        ("en", "−3", "-3"),
        ("en", "-0", "0"),
        ("en", "12 KM", "12"),
        ("en", "12km", "12"),
        ("en", "- 3", "-3"),
        ("hi", "12 34 567", "1234567"),
        ("ar", "١٬٢٣٤٫٥", "1234.5"),
        ("en", 4, "4"),
        ("en", 1.5, "1.5"),
        ("en", 4.0, "4"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language, typed, meant):
    found = decimal_of(typed, 3, language, "km")
    assert (found, str(found).startswith("-0")) == (Decimal(meant), False)


NO_NUMBERS = (
    *("", "-", ".", ",", "1.2.3", "1,2,3", "15000,000,1", "1..2", "--1", "1-", "1e5", "0x10", "inf", "nan"),
    *(
        "2 3",
        "1_0",
        "1 2 345",
        "10 20",
        "5 1000",
        "1 000 00",
        "1'5",
    ),  # two numbers, or a slip: nobody knows which
    *("²", "½", "twelve", "1 or 2", "1\x002", "9" * 30, 10**30, True, None, [1], {"n": 1}, float("inf")),
)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_none(typed):
    assert decimal_of(typed, 3, "en") is None


def test_decimals_that_were_not_asked_for_are_refused_and_never_rounded():
    with pytest.raises(TooManyDecimals):
        decimal_of("1.55", 1, "en")
    assert decimal_of("1.50", 1, "en") == Decimal("1.5")


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (number(), "1,000", 1000),
        (number(decimals=2), "12.5", "12.50"),
        (number(low=-10), "-3", -3),
        (number(), "  ", None),
    ],
)
def test_what_is_kept_is_a_whole_number_or_one_exact_spelling(question, typed, kept):
    assert question.check_on(typed, Occasion(DAY, "en")) == Checked(kept)
    if kept is not None:
        assert question.check(kept) == Checked(kept)


@pytest.mark.parametrize(
    ("typed", "reason", "values"),
    [
        ("1.5", "number_whole", {}),
        ("10001", "number_between", {"low": 0, "high": 10_000}),
        ("a lot", "number_needed", {}),
    ],
)
def test_a_refusal_says_what_is_wrong_with_the_number(typed, reason, values):
    assert number().check_on(typed, Occasion(DAY, "en")).refusals == (Refusal("n", reason, values),)


def test_few_values_are_counted_each_under_its_own_words():
    few = number(high=3, bands=(), unit="rooms")
    assert few.labels() == tuple(Label(str(n), f"{n} rooms") for n in range(4))
    assert list(few.cells(2)) == [("n", ANSWERED), ("n", "2")]
    assert few.measure == "mean"


def test_more_values_are_counted_each_and_by_band():
    many = number(high=100, bands=(), decimals=1)
    assert [label.answer for label in many.labels()][:2] == ["0.0..9.9", "10.0..19.9"]
    assert many.labels()[-1] == Label("90.0..100.0", "90.0 to 100.0")
    assert list(many.cells("9.9")) == [("n", ANSWERED), ("n", "9.9"), ("n", "0.0..9.9")]
    assert list(many.cells("100.0")) == [("n", ANSWERED), ("n", "100.0"), ("n", "90.0..100.0")]


def test_a_wide_range_is_counted_by_its_bands_alone():
    assert [label.words for label in number().labels()] == ["0 to 9", "10 to 99", "100 to 10000"]
    assert list(number().cells(99)) == [("n", ANSWERED), ("n", "10..99")]
    assert list(number().cells(None)) == [("n", BLANK)]
    assert number().measure == "shares"


def test_every_value_of_a_range_lies_in_exactly_one_band():
    for question in (number(high=1000, bands=()), number(low=-50, high=300, bands=()), number(high=120)):
        labels = {label.answer for label in question.labels()}
        for value in range(question.low, question.high + 1):
            (band,) = {answer for _, answer in question.cells(value)} & labels - {str(value)} or {str(value)}
            first, _, last = band.partition("..")
            assert int(first) <= value <= int(last or first)


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"low": 5, "high": 5, "bands": ()}, "high"),
        ({"bands": ()}, "bands"),
        ({"bands": (100, 10)}, "bands"),
        ({"bands": (0, 10)}, "bands"),
        ({"bands": (10, 10_001)}, "bands"),
        ({"high": 101, "decimals": 1, "bands": ()}, "bands"),
    ],
)
def test_keys_that_do_not_go_together_are_mistakes(keys, key):
    assert [mistake.key for mistake in number(**keys).mistakes()] == [key]


def test_keys_that_go_together_are_none():
    for keys in ({}, {"high": 1000, "bands": ()}, {"high": 100, "decimals": 1, "bands": ()}):
        assert list(number(**keys).mistakes()) == []
