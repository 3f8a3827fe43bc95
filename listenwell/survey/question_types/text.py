"""text: the customer's own words, short or long."""

import unicodedata
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from listenwell.survey.question import Checked, Label, Question, Refusal, is_blank

Lines = Annotated[int, Meta(ge=1, le=20, description="a whole number from 1 to 20 (1 makes a single line)")]
Limit = Annotated[int, Meta(ge=1, le=5000, description="a number of characters from 1 to 5000")]


class Text(Question, tag="text", frozen=True, kw_only=True):
    """Kept as Unicode text (NFC, `\\n` line ends) without surrounding blanks or control characters; a text of
    one line has no line breaks. `limit` counts the characters (code points) of that, a line break as one. The
    page has no `maxlength`: browsers count otherwise and cut off what is pasted."""

    lines: Lines = 4
    limit: Limit = 2000

    measure: ClassVar[str] = "comments"
    unanswered: ClassVar[str] = "required"

    @property
    def seconds(self) -> int:  # type: ignore[override]
        """A single line is filled in sooner than a box."""
        return 15 if self.lines == 1 else 40

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        if not isinstance(given, str):
            return Checked(None, (Refusal(self.id, "words_expected"),))
        text = _clean(given)
        if self.lines == 1:
            text = " ".join(text.split("\n"))
        if len(text) > self.limit:
            return Checked(None, (Refusal(self.id, "too_long", {"limit": self.limit, "length": len(text)}),))
        return Checked(text or None)

    def labels(self) -> tuple[Label, ...]:
        return ()


def _clean(given: str) -> str:
    lines = given.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()
