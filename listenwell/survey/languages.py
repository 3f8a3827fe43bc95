"""How a language runs, counts, writes numbers and dates: what pages need to know of each, and no more.

Plural forms are CLDR's cardinal categories for whole numbers. Babel has the same in 10 MB; the handler, which
renders pages again, does without, and the tests compare the two.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from listenwell.survey.languages_known import LINES

Direction = Literal["ltr", "rtl"]
Form = Literal["zero", "one", "two", "few", "many", "other"]
FORMS: tuple[Form, ...] = ("zero", "one", "two", "few", "many", "other")

_COUNTED = range(1, 201)
"""Whole numbers that use every form which numbers on a page can need: rules look at the last two digits."""


def _is(form: Form, *wanted: int) -> Callable[[int], Form]:
    return lambda n: form if n in wanted else "other"


def _arabic(n: int) -> Form:
    if n < 3:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _welsh(n: int) -> Form:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n, "other")


def _irish(n: int) -> Form:
    return (
        "one"
        if n == 1
        else "two"
        if n == 2
        else "few"
        if 3 <= n <= 6
        else "many"
        if 7 <= n <= 10
        else "other"
    )


def _gaelic(n: int) -> Form:
    return "one" if n in (1, 11) else "two" if n in (2, 12) else "few" if 3 <= n <= 19 else "other"


def _slovene(n: int) -> Form:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(n % 100, "other")


def _latvian(n: int) -> Form:
    if n % 10 == 0 or 11 <= n % 100 <= 19:
        return "zero"
    return "one" if n % 10 == 1 else "other"


def _lithuanian(n: int) -> Form:
    if n % 10 == 0 or 11 <= n % 100 <= 19:
        return "other"
    return "one" if n % 10 == 1 else "few"


def _russian(n: int) -> Form:
    few = 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14
    return "one" if n % 10 == 1 and n % 100 != 11 else "few" if few else "many"


def _croatian(n: int) -> Form:
    form = _russian(n)
    return "other" if form == "many" else form


def _polish(n: int) -> Form:
    return "one" if n == 1 else "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


def _romanian(n: int) -> Form:
    return "one" if n == 1 else "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _maltese(n: int) -> Form:
    if n in (1, 2):
        return "one" if n == 1 else "two"
    return "few" if n == 0 or 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 19 else "other"


def _millions(*one: int) -> Callable[[int], Form]:
    return lambda n: "one" if n in one else "many" if n and n % 1_000_000 == 0 else "other"


_RULES: dict[str, Callable[[int], Form]] = {
    "none": _is("other"),
    "one": _is("one", 1),
    "hi": _is("one", 0, 1),
    "fr": _millions(0, 1),
    "es": _millions(1),
    "cs": lambda n: "one" if n == 1 else "few" if 2 <= n <= 4 else "other",
    "he": lambda n: {1: "one", 2: "two"}.get(n, "other"),
    "is": lambda n: "one" if n % 10 == 1 and n % 100 != 11 else "other",
    "ar": _arabic,
    "cy": _welsh,
    "ga": _irish,
    "gd": _gaelic,
    "hr": _croatian,
    "lt": _lithuanian,
    "lv": _latvian,
    "mt": _maltese,
    "pl": _polish,
    "ro": _romanian,
    "ru": _russian,
    "sl": _slovene,
}


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """One language; `name` is in itself (“français”; "" when not known), `months` are twelve, as they stand
    in a date, `long_date` has {day}, {month}, {year}."""

    code: str
    name: str
    direction: Direction
    rule: str
    group: str
    grouped_from: int
    long_date: str
    months: tuple[str, ...]

    def form(self, number: int) -> Form:
        """The plural form that goes with a whole number from 0."""
        return _RULES[self.rule](number)

    def number(self, number: int) -> str:
        """A whole number with its digits in groups: 2,000 or 2.000 or 2000."""
        plain = str(number)
        return plain if len(plain) < self.grouped_from else f"{number:,}".replace(",", self.group)

    def date(self, day: date) -> str:
        """A day in words: 14 March 2026."""
        words = self.long_date.replace("{month}", self.months[day.month - 1])
        numbers = {"{day}": str(day.day), "{0day}": f"{day.day:02}", "{year}": str(day.year)}
        for place, number in numbers.items():
            words = words.replace(place, number)
        return words

    @property
    def forms_needed(self) -> tuple[Form, ...]:
        """The forms that whole numbers from 1 use, but for millions."""
        return tuple(form for form in FORMS if form in {self.form(n) for n in _COUNTED})

    @property
    def forms_there(self) -> tuple[Form, ...]:
        """Every form that the language has; "other" is never wrong."""
        found = {self.form(n) for n in (0, *_COUNTED, 1_000_000)} | {"other"}
        return tuple(form for form in FORMS if form in found)

    def stands_for_one_number(self, form: Form) -> bool:
        """Whether words for this form can do without the number: “a minute”, “دقيقتان”."""
        return sum(self.form(n) == form for n in _COUNTED) == 1


def _speech(line: str) -> Speech:
    code, name, direction, rule, group, digits, long_date, months = line.split("|")
    return Speech(
        code=code,
        name=name,
        direction=direction,  # type: ignore[arg-type]
        rule=rule,
        group={"nbsp": "\N{NO-BREAK SPACE}", "nnbsp": "\N{NARROW NO-BREAK SPACE}"}.get(group, group),
        grouped_from=int(digits),
        long_date=long_date,
        months=tuple(months.split(", ")),
    )


@cache
def _known() -> dict[str, str]:
    return {line.split("|", 1)[0]: line for line in LINES.splitlines()}


@cache
def speech(language: str) -> Speech:
    """The language, without its region when only that is known; one that is not in our list has one form for
    all numbers, digits as they are and dates as in ISO 8601, and its `code` is empty."""
    line = _known().get(language) or _known().get(language.split("-", maxsplit=1)[0])
    return _speech(line or _UNKNOWN)


_UNKNOWN = "||ltr|none||99|{year}-{month}-{0day}|01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12"
