"""The words around the questions: buttons, hints, errors, thanks; one file a language in wording/."""

import re
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from listenwell.survey.languages import Direction, Form, Speech, speech
from listenwell.survey.question import Words

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

Phrase = str | dict[Form, str]
"""Words with places to fill in; or, by plural form, the words that go with a number."""


def _filled(*placeholders: str, kind: object = str) -> object:
    """Words in which `{placeholder}` stands for something filled in when the page is made."""
    names = ", ".join(f"{{{name}}}" for name in placeholders)
    counted = kind is not str
    forms = "; or a line for each plural form, such as “one: ...” and “other: ...”" if counted else ""
    extra = {"placeholders": placeholders, "translated": True, "counted": counted}
    return Annotated[kind, Meta(description=f"words with {names}{forms}", extra=extra)]


def _counted(*placeholders: str) -> object:
    """The same, with plural forms if wanted; the first number among the placeholders decides the form."""
    return _filled(*placeholders, kind=Phrase)


class PageWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On every survey page."""

    error_prefix: Words
    error_summary: Words
    language_links: Words
    minutes: _counted("minutes")  # type: ignore[valid-type]
    optional: Words
    not_applicable: Words
    please_say: _filled("limit")  # type: ignore[valid-type]
    stars: _filled("score", "points")  # type: ignore[valid-type]
    rank: Words
    rank_hint: _filled("count")  # type: ignore[valid-type]
    rank_best_hint: _filled("count")  # type: ignore[valid-type]
    characters: _counted("limit")  # type: ignore[valid-type]
    number_whole: _filled("low", "high")  # type: ignore[valid-type]
    number_decimals: _filled("low", "high")  # type: ignore[valid-type]
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
    contact_kept: _counted("days")  # type: ignore[valid-type]
    interviewer: Words
    send: Words
    leave_empty: Words
    privacy_title: Words
    privacy: _filled("organisation", "years")  # type: ignore[valid-type]
    years: _counted("years")  # type: ignore[valid-type]
    """How long answers are kept: what {years} in `privacy` stands for."""
    privacy_reach: Words
    privacy_contact: Words
    other_ways_title: Words
    other_ways: Words
    telephone: Words
    email: Words
    post: Words
    own_words: Words
    home: Words
    asked_by: _filled("organisation")  # type: ignore[valid-type]
    why: Words
    open_until: _filled("day")  # type: ignore[valid-type]
    paper: Words
    privacy_link: Words
    receipt_link: Words


class StateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page of a survey that is not open."""

    early_title: Words
    early: _filled("day")  # type: ignore[valid-type]
    closed_title: Words
    closed: _filled("day")  # type: ignore[valid-type]
    withdrawn: Words
    elsewhere: Words
    written_title: Words
    written: Words


class ScriptWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the optional script says: the draft on the device, sending, how many characters are left."""

    draft: Words
    clear: Words
    cleared: Words
    sending: Words
    waiting: Words
    left: Words
    over: Words


class ErrorWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Beside a question and in the list at the top. The names are the reasons of refusals."""

    required: Words
    choose_one: Words
    choose_listed: Words
    other_unchosen: _filled("option")  # type: ignore[valid-type]
    none_alone: _filled("option")  # type: ignore[valid-type]
    rank_twice: _filled("rank")  # type: ignore[valid-type]
    rank_all: _filled("count")  # type: ignore[valid-type]
    rank_gap: _filled("rank", "gap")  # type: ignore[valid-type]
    number_range: _filled("low", "high")  # type: ignore[valid-type]
    too_long: _counted("limit", "length")  # type: ignore[valid-type]
    words_expected: Words
    number_needed: Words
    number_whole: Words
    number_decimals: _counted("decimals")  # type: ignore[valid-type]
    number_between: _filled("low", "high")  # type: ignore[valid-type]
    date_needed: Words
    date_no_day: Words
    date_no_month: Words
    date_no_year: Words
    date_of_two: _filled("which", "problem")  # type: ignore[valid-type]
    date_day: _counted("days")  # type: ignore[valid-type]
    date_month: Words
    date_year: Words
    date_early: _filled("day")  # type: ignore[valid-type]
    date_late: _filled("day")  # type: ignore[valid-type]
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


class ReceiptWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pages behind a receipt code."""

    title: Words
    ask: Words
    code: Words
    code_hint: Words
    show: Words
    no_code: Words
    unknown: Words
    too_often: Words
    too_busy: Words
    answers: Words
    sent: _filled("day")  # type: ignore[valid-type]
    corrected: _filled("day")  # type: ignore[valid-type]
    withdrawn: _filled("day")  # type: ignore[valid-type]
    apart: Words
    left: Words
    correct: Words
    withdraw: Words
    erase: Words
    forget: Words
    text: Words
    json: Words
    back: Words
    correcting: _filled("day")  # type: ignore[valid-type]
    correcting_reach: Words
    correction_kept: Words
    changed_meanwhile: Words
    too_many: _counted("count")  # type: ignore[valid-type]
    withdraw_title: Words
    withdraw_what: _filled("day")  # type: ignore[valid-type]
    withdraw_now: Words
    withdrawal_kept: _filled("day")  # type: ignore[valid-type]
    erase_title: Words
    erase_what: Words
    erase_now: Words
    erased_title: Words
    erased: _filled("day")  # type: ignore[valid-type]
    erased_closed: _filled("day")  # type: ignore[valid-type]
    forgotten: Words


class MessageWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pages that say why something did not work, and what to do."""

    not_found_title: Words
    not_found: Words
    held_back: Words
    too_many: Words
    unavailable_title: Words
    unavailable: Words
    too_large_title: Words
    too_large: _counted("limit")  # type: ignore[valid-type]
    unreadable_title: Words
    unreadable: Words


class ConditionWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When to answer a question that not everybody is asked, as a sentence made of these parts. Seen on paper
    and where a browser cannot hide the question by itself."""

    only_if: _filled("condition")  # type: ignore[valid-type]
    chosen: _filled("answers", "question")  # type: ignore[valid-type]
    not_chosen: _filled("answers", "question")  # type: ignore[valid-type]
    other_than: _filled("answers", "question")  # type: ignore[valid-type]
    answered: _filled("question")  # type: ignore[valid-type]
    not_answered: _filled("question")  # type: ignore[valid-type]
    up_to: _filled("number")  # type: ignore[valid-type]
    at_least: _filled("number")  # type: ignore[valid-type]
    quoted: _filled("answer")  # type: ignore[valid-type]
    any_of: _filled("first", "second")  # type: ignore[valid-type]
    all_of: _filled("first", "second")  # type: ignore[valid-type]


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of one language."""

    language: str
    name: Words
    """The language's name in itself, as on the language link."""
    direction: Direction
    page: PageWords
    states: StateWords
    script: ScriptWords
    errors: ErrorWords
    thanks: ThanksWords
    receipt: ReceiptWords
    messages: MessageWords
    conditions: ConditionWords
    untranslated: tuple[str, ...] = ()
    """Paths of the words that are still in `original`, such as "page.send"."""
    original: str = ""

    def say(self, words: Phrase, **values: object) -> str:
        """The words with each `{name}` filled in; numbers, days and plural forms as in their language.

        Of words with plural forms the first number among the values decides. In a page that runs from right
        to left, other values are isolated, so that they do not turn the words around them.
        """
        some = words if isinstance(words, str) else next(iter(words.values()))
        spoken = speech(getattr(some, "language", self.language))
        if not isinstance(words, str):
            number = next((value for value in values.values() if isinstance(value, int)), 0)
            words = words.get(spoken.form(number)) or words.get("other") or list(words.values())[-1]
        shown = {name: self._shown(value, spoken) for name, value in values.items()}
        filled = _PLACEHOLDER.sub(lambda found: shown.get(found[1], found[0]), words)
        return getattr(words, "like", str)(filled)

    def _shown(self, value: object, spoken: Speech) -> str:
        if isinstance(value, int):
            return spoken.number(value)
        if isinstance(value, date):
            return spoken.date(value)
        return f"{_ISOLATE}{value}{_END}" if self.direction == "rtl" else str(value)


_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
