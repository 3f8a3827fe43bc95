"""Which numbers stand for a person in somebody's files? Insurance and identity numbers, orders, cars."""

import re
from collections.abc import Iterator

from listenwell.summary.masking.rule import Rule, Span, word_set

_TEN = re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_IDENTITY = (
    re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)", re.I),  # UK
    re.compile(r"(?<!\w)[A-Z]\d{9}(?!\w)"),  # German health insurance
    re.compile(r"(?<!\w)\d{2} ?[0-3]\d[01]\d{3} ?[A-Z] ?\d{3}(?!\w)"),  # German pension insurance
    re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),  # US social security
    re.compile(r"(?<!\w)[12] ?\d{2} ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?(?!\w)"),  # French
    re.compile(r"(?<!\w)(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?!\w)"),  # Spanish
)


def _identities(text: str) -> Iterator[Span]:
    for found in _TEN.finditer(text):
        digits = [int(c) for c in found.group() if c.isdigit()]
        check = 11 - sum(d * (10 - n) for n, d in enumerate(digits[:9])) % 11
        if check % 11 == digits[9] and len(set(digits)) > 1:
            yield found.span()
    for pattern in _IDENTITY:
        for found in pattern.finditer(text):
            yield found.span()


IDENTITY = Rule(
    "identity",
    "Health, insurance, tax and identity numbers stand for one person for life.",
    _identities,
    (
        "NHS number {943 476 5919}",
        "my NI is {AB 12 34 56 C}",
        "Versichertennummer {A123456780}",
        "{65 070649 C 103}",
        "SSN {078-05-1120}",
        "DNI {12345678Z}",
        "{1 85 05 78 006 084 91}",
    ),
    ("ward B12", "on 12-05-2024", "we waited 123 456 times", "A1234"),
)

_WHAT = (
    r"(?:order|account|acct|acc|policy|invoice|customer|client|member(?:ship)?|contract|booking|reservation"
    r"|reference|ref|case|ticket|claim|incident|crew|tracking|parcel|patient|hospital|complaint|job|meter"
    r"|serial|employee|loyalty|card|passport|licen[cs]e|application|transaction|delivery"
    r"|bestell(?:ung)?|auftrags?|kunden?|rechnungs?|vertrags?|versicherungs?(?:schein)?|police(?:n)?|konto"
    r"|mitglieds?|aktenzeichen|az|vorgangs?|sendungs?|buchungs?|fall|referenz|liefer(?:schein)?|steuer"
    r"|patienten|personal|ausweis|zähler|commande|client[e]?|facture|contrat|dossier|pedido|factura|contrato"
    r"|expediente|zamówieni[ea]|faktur[ay]|umow[ay]|klienta)"
)
_NUMBER = (
    r"(?:numbers?|numéro|número|numer|nummer|num\b|no\b\.?|nr\b\.?|n[°º]|n\.º|id\b|code\b|ref(?:erence)?\b|#)"
)
_ID = (
    r"((?:(?-i:[A-Z]{1,5} )"
    r"|[A-Za-z]{1,5}[-/]?)?\d[\dA-Za-z]{0,20}(?:[-/.][\dA-Za-z]{1,20}|"
    r" \d[\dA-Za-z]{0,20}){0,4})"
)
_CUED = re.compile(
    rf"(?<![^\W_]){_WHAT}[ -]?({_NUMBER})?(?:\s?[:=#]\s?|\s(?:is|was|ist|war|lautet|est|es"
    rf"|to)\s|\s)?\s?#?{_ID}",
    re.I,
)
_NUMBERED = re.compile(rf"(?<![^\W_]){_NUMBER}(?:\s?[:=#]\s?|\s(?:is|ist|lautet)\s|\s)?\s?{_ID}", re.I)
_CODE = re.compile(r"(?<![\w.-])([A-Z]{1,5})[-/]?\d{2,12}(?:[-/]\d{2,12}){0,3}[A-Z]?(?![\w-])")
_STANDARDS = word_set(
    """
    ISO EN DIN IEC BS RFC ASTM ANSI VDE VDI IFRS COVID
    """
)
_NO_ID = re.compile(r"(?:19|20)\d{2}(?:[-/](?:19|20)?\d{2})?\Z|(?:[01]\d|2[0-3])[0-5][05]\Z")
"""A year, a season, a time of day."""


def _references(text: str) -> Iterator[Span]:
    for found in _CUED.finditer(text):
        least = 3 if found.group(1) else 4
        if _is_id(found.group(2), least, bool(found.group(1))):
            yield found.span(2)
    for found in _NUMBERED.finditer(text):
        if _is_id(found.group(1), 4, numbered=True):
            yield found.span(1)
    for found in _CODE.finditer(text):
        digits = sum(c.isdigit() for c in found.group())
        if digits >= 5 and found.group(1) not in _STANDARDS:
            yield found.span()


def _is_id(found: str, least: int, numbered: bool) -> bool:
    digits = sum(c.isdigit() for c in found)
    return digits >= least and (numbered or not _NO_ID.match(found))


REFERENCE = Rule(
    "reference",
    "With an order, policy or customer number the company finds the customer.",
    _references,
    (
        "order {1234567}",
        "Order no. {AB-4711}",
        "my account number is {00123456}",
        "policy #{P/99812/3}",
        "Kundennummer: {4711-0815}",
        "Rechnung Nr. {2024-00123}",
        "case {INC0012345} is open",
        "{INV-2024-0012} came late",
        "Incident no {25153582}",
    ),
    (
        "the order of 2019",
        "case by case",
        "order 2 pizzas",
        "ISO 9001 and ISO-27001",
        "COVID-19",
        "no 5 of us",
        "room 101",
        "ticket 2020 was cheaper",
        "Platform 9",
    ),
)

_PLATES = (
    re.compile(r"(?<![\w-])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w-])"),  # UK
    re.compile(r"(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?\d{1,4}[EH]?(?![\w-])"),  # Germany
    re.compile(r"(?<![\w-])[A-Z]{2}-\d{3}-[A-Z]{2}(?![\w-])"),  # France, Italy
)
_PLATE_CUED = re.compile(
    r"(?<!\w)(?:number ?plate|licen[cs]e plate|plate|registration|reg|kennzeichen"
    r"|immatriculation|matr[ií]cula)"
    r"(?: no\.?| number)?(?:\s?:\s?|\s(?:is|was|ist|war|est|es)\s|\s)"
    r"((?=[A-Z -]{0,5}\d)[A-ZÄÖÜ\d]{1,7}(?:[ -][A-Z\d]{1,4}){0,2})(?!\w)",
    re.I,
)


def _plates(text: str) -> Iterator[Span]:
    for pattern in _PLATES:
        for found in pattern.finditer(text):
            yield found.span()
    for found in _PLATE_CUED.finditer(text):
        if sum(c.isdigit() for c in found.group(1)) >= 2:
            yield found.span(1)


PLATE = Rule(
    "plate",
    "A car's plate leads to its keeper.",
    _plates,
    (
        "my car {AB12 CDE}",
        "Kennzeichen {M-AB 1234}",
        "{B-XY 123} stand im Weg",
        "reg {ab12 cde}",
        "{AB-123-CD}",
    ),
    ("COVID-19", "the M25 and the A4", "a 2019 BMW", "Vitamin B-12", "reg 5 days"),
)
