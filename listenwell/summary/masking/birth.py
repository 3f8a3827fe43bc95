"""When was somebody born? Dates after a word that says so, and full dates long past."""

import re
from collections.abc import Iterator

from listenwell.summary.masking.rule import Rule, Span

_MONTHS = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vrier|m(?:arch|är[zs]?|ars|arzo)|mar|apr(?:il)?|avril|abril"
    r"|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember)?"
    r"|septiembre|oct(?:ober)?|okt(?:ober)?|octubre|nov(?:ember)?|noviembre|de[cz](?:ember)?|d[ée]cembre|diciembre)"
)
_NUMERIC = r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})"
_ISO = r"\d{4}-\d{2}-\d{2}"
_WORDED = (
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTHS}\.?,?\s(?:de\s)?\d{{4}}"
    rf"|{_MONTHS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
)
_DATE = rf"(?:{_ISO}|{_NUMERIC}|{_WORDED})"
_CUED = re.compile(
    r"(?<!\w)(?:born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|geboren|geb\.?|geburtsdatum|geburtstag"
    r"|n[ée]e? le|date de naissance|nacid[oa] el|fecha de nacimiento|urodzon[ya]|data urodzenia)"
    r"(?:\s?[:=(]\s?|\s)(?:(?:is|was|on|in|ist|war|am|im|the|le|el|:)\s){0,2}"
    rf"({_DATE}|(?:19|20)\d{{2}}(?!\d))",
    re.I,
)
_LONG_PAST = re.compile(
    rf"(?<![\d./-])(?:\d{{1,2}}[./-]\d{{1,2}}[./-]|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTHS}\.?\s|"
    rf"{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s)(?:19\d{{2}}|200[0-7])(?![\d])"
    r"|(?<![\d./-])(?:19\d{2}|200[0-7])-\d{2}-\d{2}(?!\d)",
    re.I,
)


def _births(text: str) -> Iterator[Span]:
    for found in _CUED.finditer(text):
        yield found.span(1)
    for found in _LONG_PAST.finditer(text):
        yield found.span()


BIRTH = Rule(
    "birth",
    "A date of birth singles a person out; a full date of a year up to 2007 is taken for one.",
    _births,
    (
        "born {3 March 1961}",
        "DOB: {05/09/1930}",
        "Am 92 - {5.9.1930} Disabled",
        "geboren am {3. März 1961} in Ulm",
        "geb. {03.03.61}",
        "date of birth is {1961-03-03}",
        "née le {3 mai 1961}",
        "born in {1961}",
    ),
    ("since 2019", "born to help", "on 21/09/2021", "in 1990 it was better", "version 1.2.3", "7th Feb 2022"),
)
