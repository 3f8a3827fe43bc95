"""Words that customers write: how they are cleaned, and whether they are too long."""

import unicodedata
from typing import Any

from listenwell.survey.question import Checked, Refusal, is_blank


def check_words(given: Any, field: str, limit: int, *, one_line: bool = False) -> Checked:
    """Check the words of one form field, at most `limit` characters; `one_line` makes line ends blanks."""
    if is_blank(given):
        return Checked(None)
    if not isinstance(given, str):
        return Checked(None, (Refusal(field, "words_expected"),))
    text = _clean(given)
    if one_line:
        text = " ".join(text.split("\n"))
    if len(text) > limit:
        return Checked(None, (Refusal(field, "too_long", {"limit": limit, "length": len(text)}),))
    return Checked(text or None)


def _clean(given: str) -> str:
    lines = given.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()
