"""Where can somebody be rung? Telephone numbers as people write them, and other long numbers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from listenwell.summary.masking.rule import Rule, Span

_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NO_NUMBERS = re.compile(
    # Dates, ranges of years, times of day, amounts: digits that ring nobody.
    rf"(?<![\d/.-]){_DAY}[./-]{_MONTH}[./-](?:19|20)?\d{{2}}(?![\d/-])"
    rf"|(?<![\d/.-])(?:19|20)\d{{2}}[./-]{_MONTH}[./-]{_DAY}(?![\d/-])"
    r"|(?<!\d)(?:19|20)\d{2}(?:\s?[-–/]\s?|,? )(?:(?:19|20)\d{2}|\d{2})(?!\d)(?!\s?[/-]?\s?\d{3})"
    r"|(?<!\d)[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?(?:\s?[-–]\s?[0-2]?\d[.:][0-5]\d)?(?![\d.])"
    r"|(?:[€£$]\s?|\b(?:EUR|GBP|USD|CHF|PLN)\s?)\d{1,12}(?:[., ’']\d{3}){0,4}(?:[.,]\d{1,2})?"
    r"|(?<![\d+])[1-9]\d{0,2}(?:[.,’']\d{3}){1,4}(?:[.,]\d{1,2})?(?![\d.-])"
    r"|(?<![\d+])[1-9]\d{0,11}(?:[., ]\d{3}){0,4}(?:[.,]\d{1,2})?\s?(?:€|£|\$|%|[Ee]uros?\b"
    r"|EUR\b|zł|pounds?\b|km\b)"
)
_RUN = re.compile(r"(?<![\w])(?:\+|\(\+?)?\d(?:[\s()/.–-]{0,3}\d){4,24}(?:\s?(?:ext|x|app)\.?\s?\d{1,5})?")
_CUE = re.compile(
    r"(?<!\w)(?:tel(?:efon|ephone|éfono)?|phone|mobile|mob|cell|call|ring|text|whatsapp|fax|handy|mobil|rufnummer"
    r"|nummer|number|anrufen|erreichbar|durchwahl|unter|numéro|téléphone|teléfono|móvil|telefonu)\W"
    r"(?:\W?[^\W\d]{1,12}){0,3}\W{0,3}\Z",
    re.I,
)
_SPOKEN_DIGIT = (
    r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|sechs"
    r"|sieben|acht|neun)"
)
_SPOKEN = re.compile(
    rf"(?<!\w)(?:(?:double|triple|doppel) ?)?{_SPOKEN_DIGIT}(?:[\s,-]{{1,3}}(?:(?:double|triple|doppel) ?)?"
    rf"{_SPOKEN_DIGIT}){{5,20}}(?!\w)",
    re.I,
)


def _numbers(text: str) -> Iterator[tuple[bool, Span]]:
    """Long numbers, and whether they look like a telephone's."""
    if any(c.isdigit() for c in text):
        text = _NO_NUMBERS.sub(lambda m: "_" * len(m.group()), text)
    for found in _RUN.finditer(text):
        run = found.group()
        groups = re.findall(r"\d+", run)
        digits = sum(map(len, groups))
        if digits < 2 * len(groups) and (run[0] not in "+0(" or _counts_up(groups)):  # 0 1 2 3 4: a scale
            continue
        cued = _CUE.search(text[max(0, found.start() - 60) : found.start()])
        rings = (digits >= 7 and run[0] in "+0(") or bool(cued) or [len(g) for g in groups] == [3, 3, 4]
        if rings or digits >= 9 or max(map(len, groups)) >= 6:
            yield rings, found.span()


def _counts_up(groups: list[str]) -> bool:
    return all(int(b) == int(a) + 1 for a, b in pairwise(groups))


def _phones(text: str) -> Iterator[Span]:
    yield from (span for rings, span in _numbers(text) if rings)
    for found in _SPOKEN.finditer(text):
        yield found.span()


def _others(text: str) -> Iterator[Span]:
    yield from (span for rings, span in _numbers(text) if not rings)


PHONE = Rule(
    "phone",
    "A telephone number reaches a person.",
    _phones,
    (
        "call {01632 960 123} now",
        "{+44 (0)1632/960-123}",
        "ring me on {555 0199}",
        "Tel. {0170/1234567}",
        "unter {089 - 12 34 56 78} erreichbar",
        "{(555) 123-4567}",
        "{555.123.4567}",
        "{07700 900 982 ext 12}",
        "{oh seven seven double nine one two three}",
        "{0 1 6 3 2 9 6 0 1 2 3}",
        "{+33 6 12 34 56 78}",
    ),
    (
        "in 12 days, 3 of 5, 99.5 % of 2026",
        "open 24/7",
        "call 111 or 999",
        "from 0 1 2 3 4 5 6 7 8 9 10",
        "10.30-11.45 and 14:00 - 16:30",
        "on 21/09/2021 10am",
        "seasons 2019/2020 and 2019-2021",
        "one two three, done",
    ),
)
NUMBER = Rule(
    "number",
    "Six digits in a row and more stand for something of somebody's, whatever it is.",
    _others,
    ("it says {1234567}", "{123 456 789}", "so {998877}"),
    ("10.000.000 Euro", "£1,250,000", "1.000.000", "100 000 €", "$ 1200000", "2019 2020"),
)
