"""contact: an e-mail address or telephone number, together with the consent to use it.

The response keeps only that contact was given. The details go into a store of their own, under the response's
id, with the words that were agreed to and the day on which they are deleted.
"""

import unicodedata
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from msgspec import Meta

from listenwell.survey.question import Checked, Label, Question, Refusal, Typed, Words, is_blank
from listenwell.survey.response import Value

Way = Literal["email", "telephone"]
Ways = Annotated[tuple[Way, ...], Meta(description="a list in square brackets: email, telephone or both")]
Days = Annotated[int, Meta(ge=1, le=365, description="a number of days from 1 to 365")]

GIVEN = "given"
_MOST_CHARACTERS = 254  # of an e-mail address: RFC 5321, 4.5.3.1
_LEAST_DIGITS, _MOST_DIGITS = 5, 25  # shortest numbers in use; E.164 has 15, prefix and extension come on top


_NOT_IN_AN_ADDRESS = frozenset(
    ' ,;:<>()[]"\\'
)  # RFC 5322, 3.2.3; in quotes some may stand, which nobody uses
_REPLACED = {"Cc": " ", "Cs": "", "Cf": ""}
"""Line breaks become blanks; marks that nobody sees, which copying brings along, go."""


class Reach(NamedTuple):
    """How somebody may be reached; "" for a way that was not given."""

    email: str
    telephone: str


class Contact(Question, tag="contact", frozen=True, kw_only=True):
    """Kept as "given". Details without consent are refused, and so is consent without details."""

    consent: Words
    ways: Ways = ("email", "telephone")
    days: Days = 90

    measure: ClassVar[str] = "agreed"
    seconds: ClassVar[int] = 20
    prefilled: ClassVar[bool] = False
    listed: ClassVar[bool] = False
    apart: ClassVar[bool] = True
    fixed: ClassVar = {"required": False}

    def field(self, part: str) -> str:
        """The form field of a way, or of the consent."""
        return f"{self.id}.{part}"

    def fields(self) -> tuple[str, ...]:
        return (*map(self.field, self.ways), self.field("consent"))

    def from_form(self, typed: Typed) -> Any:
        return {f.partition(".")[2]: typed[f][0] for f in self.fields() if typed.get(f)}

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        return {}  # what was given lies apart, and here nobody reads it

    def missing(self, value: object) -> tuple[str, ...]:
        return ()

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        if not isinstance(given, dict) or not given.keys() <= {*self.ways, "consent"}:
            return Checked(None, (Refusal(self.fields()[0], "choose_listed"),))
        consent = given.get("consent") or False
        if consent not in (True, False, "yes"):
            return Checked(None, (Refusal(self.field("consent"), "choose_listed"),))
        texts = {way: given.get(way) or "" for way in self.ways}
        refusals = [
            Refusal(self.field(way), f"contact_{way}") for way, text in texts.items() if not _good(way, text)
        ]
        if refusals:
            return Checked(None, tuple(refusals))
        there = any(_clean(text) for text in texts.values())
        if there and not consent:
            return Checked(None, (Refusal(self.field("consent"), "contact_consent"),))
        if consent and not there:
            return Checked(None, (Refusal(self.fields()[0], "contact_missing"),))
        return Checked(GIVEN if there else None)

    def reach(self, given: Any) -> Reach | None:
        """The details in what was given, or None when `check` keeps nothing of it."""
        if self.check(given).value is None:
            return None
        return Reach(_clean(given.get("email") or ""), _clean(given.get("telephone") or ""))

    def labels(self) -> tuple[Label, ...]:
        return (Label(GIVEN, "Left contact details"),)

    def ours(self) -> tuple[str, ...]:
        return (GIVEN,)


def _clean(text: str) -> str:
    """Without control characters, line breaks and blanks around it; else as it was typed."""
    kept = "".join(_REPLACED.get(unicodedata.category(c), c) for c in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _good(way: str, given: object) -> bool:
    """Whether it can be such a detail, or is empty. Only mail and a call can tell more."""
    if not isinstance(given, str):
        return False
    text = _clean(given)
    if not text:
        return True
    if len(text) > _MOST_CHARACTERS:
        return False
    if way == "email":
        name, _, host = text.rpartition("@")
        clean = bool(name) and not _NOT_IN_AN_ADDRESS & {*text} and "@" not in name
        return clean and "." in host and "" not in host.split(".")
    digits = sum(unicodedata.decimal(character, None) is not None for character in text)
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS and "@" not in text
