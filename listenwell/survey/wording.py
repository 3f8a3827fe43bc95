"""The words around the questions: buttons, hints, errors, thanks; one file a language in wording/."""

import re
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from listenwell.survey.question import Words

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def _with(*placeholders: str) -> object:
    """Words in which `{placeholder}` stands for something filled in when the page is made."""
    names = ", ".join(f"{{{name}}}" for name in placeholders)
    extra = {"placeholders": placeholders, "translated": True}
    return Annotated[str, Meta(min_length=1, max_length=3000, description=f"words with {names}", extra=extra)]


class PageWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On every survey page."""

    error_prefix: Words
    error_summary: Words
    language_links: Words
    minutes: _with("minutes")  # type: ignore[valid-type]
    one_minute: Words
    optional: Words
    not_applicable: Words
    characters: _with("limit")  # type: ignore[valid-type]
    number_whole: _with("low", "high")  # type: ignore[valid-type]
    number_decimals: _with("low", "high")  # type: ignore[valid-type]
    day: Words
    month: Words
    year: Words
    date_example: Words
    month_example: Words
    from_date: Words
    to_date: Words
    on_a_date: Words
    between_dates: Words
    as_soon_as_possible: Words
    no_fixed_date: Words
    contact_email: Words
    contact_telephone: Words
    contact_kept: _with("days")  # type: ignore[valid-type]
    interviewer: Words
    send: Words
    privacy_title: Words
    privacy: _with("organisation", "years")  # type: ignore[valid-type]
    privacy_contact: Words
    other_ways_title: Words
    other_ways: Words
    telephone: Words
    email: Words
    post: Words
    own_words: Words
    home: Words
    asked_by: _with("organisation")  # type: ignore[valid-type]
    why: Words
    open_until: _with("day")  # type: ignore[valid-type]
    privacy_link: Words


class DateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a day is written."""

    day: _with("day", "month", "year")  # type: ignore[valid-type]
    january: Words
    february: Words
    march: Words
    april: Words
    may: Words
    june: Words
    july: Words
    august: Words
    september: Words
    october: Words
    november: Words
    december: Words

    def write(self, day: date) -> str:
        """The day in words, such as "1 December 2026"."""
        month = getattr(self, self.__struct_fields__[day.month])
        return fill(self.day, day=day.day, month=month, year=day.year)


class StateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page of a survey that is not open."""

    early_title: Words
    early: _with("day")  # type: ignore[valid-type]
    closed_title: Words
    closed: _with("day")  # type: ignore[valid-type]
    withdrawn: Words
    elsewhere: Words
    written_title: Words
    written: Words


class ErrorWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Beside a question and in the list at the top. The names are the reasons of refusals."""

    required: Words
    choose_one: Words
    choose_listed: Words
    number_range: _with("low", "high")  # type: ignore[valid-type]
    too_long: _with("limit", "length")  # type: ignore[valid-type]
    words_expected: Words
    number_needed: Words
    number_whole: Words
    number_decimals: _with("decimals")  # type: ignore[valid-type]
    number_between: _with("low", "high")  # type: ignore[valid-type]
    date_needed: Words
    date_no_day: Words
    date_no_month: Words
    date_no_year: Words
    date_day: _with("days")  # type: ignore[valid-type]
    date_month: Words
    date_year: Words
    date_early: _with("day", "month", "year")  # type: ignore[valid-type]
    date_late: _with("day", "month", "year")  # type: ignore[valid-type]
    date_order: Words
    date_both: Words
    date_iso: Words
    consent_needed: Words
    contact_email: Words
    contact_telephone: Words
    contact_missing: Words
    contact_consent: Words
    unknown_field: Words
    sent_twice: Words
    nothing: Words
    already: Words
    version: Words


class ThanksWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page after sending."""

    title: Words
    kept: Words
    receipt: Words
    receipt_use: Words
    next: Words


class MessageWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pages that say why something did not work, and what to do."""

    not_found_title: Words
    not_found: Words
    unavailable_title: Words
    unavailable: Words
    too_large_title: Words
    too_large: _with("limit")  # type: ignore[valid-type]
    unreadable_title: Words
    unreadable: Words


class ConditionWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When to answer a question that not everybody is asked, as a sentence made of these parts. Seen on paper
    and where a browser cannot hide the question by itself."""

    only_if: _with("condition")  # type: ignore[valid-type]
    chosen: _with("answers", "question")  # type: ignore[valid-type]
    not_chosen: _with("answers", "question")  # type: ignore[valid-type]
    other_than: _with("answers", "question")  # type: ignore[valid-type]
    answered: _with("question")  # type: ignore[valid-type]
    not_answered: _with("question")  # type: ignore[valid-type]
    up_to: _with("number")  # type: ignore[valid-type]
    at_least: _with("number")  # type: ignore[valid-type]
    quoted: _with("answer")  # type: ignore[valid-type]
    any_of: _with("first", "second")  # type: ignore[valid-type]
    all_of: _with("first", "second")  # type: ignore[valid-type]


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of one language."""

    name: Words
    """The language's name in itself, as on the language link."""
    direction: Literal["ltr", "rtl"]
    page: PageWords
    dates: DateWords
    states: StateWords
    errors: ErrorWords
    thanks: ThanksWords
    messages: MessageWords
    conditions: ConditionWords


def fill(words: str, **values: object) -> str:
    """Replace each `{name}` by its value; nothing else in the words has a meaning, nor in the values."""
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), words)
