"""Languages as CLDR has them, by Babel; and what the words around the questions make of numbers."""

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date

from listenwell.survey.languages import FORMS, speech
from listenwell.survey.languages_known import LINES
from listenwell.survey.wording import Wording

CODES = [line.split("|", 1)[0] for line in LINES.splitlines()]
AS = {"en": "en_001", "en-us": "en_US", "pt-pt": "pt_PT"}
"""Which of Babel's locales a line is; the English of most of the world writes the day first."""
NUMBERS = [*range(0, 1001), 1_100, 2_000, 5_000, 10_000, 1_000_000, 2_000_000]


def locale(code):
    return Locale.parse(AS.get(code, code))


@pytest.mark.parametrize("code", CODES)
def test_a_language_counts_groups_digits_runs_and_dates_as_in_cldr(code):
    ours, theirs = speech(code), locale(code)
    assert {n: ours.form(n) for n in NUMBERS} == {n: theirs.plural_form(n) for n in NUMBERS}
    assert ours.direction == theirs.text_direction
    assert ours.name in (theirs.get_language_name(), theirs.get_display_name())
    symbols = theirs.number_symbols
    assert ours.number(12_345) == f"12{symbols.get('latn', symbols)['group']}345"
    for month in range(1, 13):
        day = date(2026, month, 3)
        if code in ("af", "hy"):  # these write 03 in CLDR
            day = day.replace(day=13)
        assert ours.date(day) == format_date(day, "long", locale=theirs)


def test_languages_that_group_from_five_digits_leave_four_alone():
    assert [speech(code).number(2000) for code in ("en", "de", "fr", "pl", "es", "ar", "pt", "pt-pt")] == [
        "2,000", "2.000", "2\u202f000", "2000", "2000", "2,000", "2.000", "2000",
    ]  # fmt: skip


def test_a_region_that_is_not_listed_speaks_its_language():
    assert speech("de-at") == speech("de")
    assert speech("pt-pt") != speech("pt") == speech("pt-br")


def test_a_language_that_nobody_knows_has_one_form_plain_digits_and_iso_dates():
    unknown = speech("xx")
    assert (unknown.code, unknown.number(12345), unknown.date(date(2026, 3, 4)), unknown.forms_there) == (
        "", "12345", "2026-03-04", ("other",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("en", "one other"),
        ("fr", "one other"),  # its "many" is for millions
        ("pl", "one few many"),
        ("ar", "one two few many other"),  # its "zero" is welcome
        ("lv", "zero one other"),
        ("ja", "other"),
    ],
)
def test_the_forms_needed_are_those_that_numbers_on_a_page_use(code, needed):
    spoken = speech(code)
    assert " ".join(spoken.forms_needed) == needed
    assert set(spoken.forms_needed) <= set(spoken.forms_there) <= set(FORMS)


def wording(language, direction="ltr"):
    nothing = dict.fromkeys(Wording.__struct_fields__)
    return Wording(**{**nothing, "language": language, "direction": direction})


POLISH = {"one": "{n} minuta", "few": "{n} minuty", "many": "{n} minut"}
ARABIC = {"one": "دقيقة", "two": "دقيقتان", "few": "{n} دقائق", "many": "{n} دقيقة", "other": "{n} دقيقة"}


@pytest.mark.parametrize(
    ("language", "phrase", "number", "said"),
    [
        ("pl", POLISH, 1, "1 minuta"),
        ("pl", POLISH, 3, "3 minuty"),
        ("pl", POLISH, 5, "5 minut"),
        ("pl", POLISH, 13, "13 minut"),
        ("pl", POLISH, 22, "22 minuty"),
        ("ar", ARABIC, 1, "دقيقة"),
        ("ar", ARABIC, 2, "دقيقتان"),
        ("ar", ARABIC, 7, "7 دقائق"),
        ("ar", ARABIC, 40, "40 دقيقة"),
        ("ar", ARABIC, 101, "101 دقيقة"),
        ("pl", "Limit: {n}", 2000, "Limit: 2000"),
        ("de", "Höchstens {n} Zeichen", 2000, "Höchstens 2.000 Zeichen"),
    ],
)
def test_words_with_a_number_take_its_form_and_its_digits(language, phrase, number, said):
    assert wording(language, "rtl" if language == "ar" else "ltr").say(phrase, n=number) == said


def test_a_name_that_is_filled_in_does_not_turn_the_words_around_it():
    assert wording("ar", "rtl").say("تحتفظ {us} بإجاباتك", us="Fair & Co (UK)") == (
        "تحتفظ \u2068Fair & Co (UK)\u2069 بإجاباتك"
    )
    assert wording("en").say("{us} keeps", us="Fair & Co (UK)") == "Fair & Co (UK) keeps"
