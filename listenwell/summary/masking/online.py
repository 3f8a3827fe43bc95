"""Where can somebody be reached or found online? E-mail, personal web addresses, names on social media."""

import re
from collections.abc import Iterator

from listenwell.summary.masking.rule import Rule, Span, word_set

# Every repeat is bounded, and each search begins only where a word begins: time goes with the length.
_PART = r"[\w-]{1,63}"
_EMAIL = re.compile(rf"(?<![\w.+%'’-])[\w.+%'’-]{{1,64}}@{_PART}(?:\.{_PART}){{1,6}}")
_ENDING = r"(?:com|net|org|info|eu|de|at|ch|uk|ie|us|fr|es|pl|it|nl|be)"
_AT = r"(?:\s?@\s?|\s?[(\[{<]\s?(?:at|ät)\s?[)\]}>]\s?|\s(?:at|ät)\s)"
_DOT = r"(?:\s?[(\[{<]\s?(?:dot|punkt|point|punto)\s?[)\]}>]\s?|\s(?:dot|punkt|point|punto)\s)"
_SPELLED = re.compile(
    rf"(?<![\w.+-])\w[\w.+-]{{0,63}}(?:{_DOT}\w{{1,30}}){{0,2}}{_AT}{_PART}(?:(?:{_DOT}|\.){_PART}){{0,3}}{_DOT}{_ENDING}\b",
    re.I,
)
_SPLIT = re.compile(
    rf"(?<![\w.+-])\w[\w.+-]{{0,63}}(?:\s@\s?|\s?@\s|\s?[(\[](?:at|ät)[)\]]\s?){_PART}(?:\.{_PART}){{0,3}}"
    rf"\.{_ENDING}\b",
    re.I,
)


def _emails(text: str) -> Iterator[Span]:
    for pattern in (_EMAIL, _SPELLED, _SPLIT):
        for found in pattern.finditer(text):
            yield found.start(), found.start() + len(found.group().rstrip("-_'’"))


EMAIL = Rule(
    "email",
    "An e-mail address names a person or reaches one.",
    _emails,
    (
        "write to {anna.b@example.co.uk}.",
        "<{anna@example.com}>, please",
        "{anna (at) example (dot) com}",
        "{anna.berg at example dot org} is best",
        "{mary dot lee at example dot com}",
        "Mail: {a.berg[at]example.de}",
        "{anna @ example.com}",
        "{ünïcode@exämple.de} שלום",
    ),
    ("a@b is no address", "3 @ 5 each", "look at the dot on the map", "we met at home.", "@ 5.30 pm"),
)

_URL = re.compile(rf"(?<![\w@.])(?:https?://|www\.|{_PART}\.{_ENDING}/)[^\s<>\"“”]{{1,500}}", re.I)
_PERSONAL = re.compile(
    r"[?=&#~@]|\d{3}|/(?:u|user|users|in|profile|people|account|kunde|nutzer)/"
    r"|(?:facebook|instagram|linkedin|twitter|x|tiktok|xing|threads)\.com/\w",
    re.I,
)


def _webs(text: str) -> Iterator[Span]:
    for found in _URL.finditer(text):
        address = found.group().rstrip(".,;:!?)'’")
        if _PERSONAL.search(address):
            yield found.start(), found.start() + len(address)


WEB = Rule(
    "web",
    "A web address with a number, a query or a profile leads to one order or one person.",
    _webs,
    (
        "see {https://shop.example/orders?id=99812}.",
        "{www.example.com/track/123456}",
        "I am on {facebook.com/anna.berg}",
        "{https://example.org/u/annab}",
    ),
    ("www.nhs.uk is good", "https://example.com/help works", "the page example.com/contact"),
)

_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_][\w.]{2,29}")
_NAMED = re.compile(
    r"(?<!\w)(?:insta(?:gram)?|twitter|tiktok|snapchat|snap|telegram|skype|discord|facebook|threads|mastodon)"
    r"(?:[ -]?(?:name|handle|account|id|konto))?(?:\s?:\s?|\s(?:is|ist)\s)@?([\w.-]{3,30})",
    re.I,
)
_NO_HANDLES = {"@home", "@work", "@all", "@everyone", "@night", "@team"}
_NO_NAMES = word_set(
    """
    good great bad slow better awful nice fine not too very the a an in ok for down nicht gut
    """
)


def _handles(text: str) -> Iterator[Span]:
    for found in _HANDLE.finditer(text):
        handle = found.group().rstrip(".")
        if handle.lower() not in _NO_HANDLES and text[found.end() : found.end() + 1] != "@":
            yield found.start(), found.start() + len(handle)
    for found in _NAMED.finditer(text):
        if found.group(1).lower() not in _NO_NAMES:
            yield found.start(1), found.start(1) + len(found.group(1).rstrip(".-"))


HANDLE = Rule(
    "handle",
    "A name on social media leads to a person.",
    _handles,
    ("ask {@anna_berg84}!", "my insta: {anna.berg}", "Telegram ist {annab84}", "thanks {@kate.w}."),
    ("@home and @work", "Instagram is good", "two @ a time", "@ 10"),
)
