"""What reading and writing XLSForm share: columns, languages, and the column in which our own keys travel.

Other tools pass over a column they do not know. `listenwell` has, as JSON, the type and the settings of a
question for which XLSForm has no words, so that a file that comes back is the survey that went out; `part`
marks rows that belong to another row.
"""

import re
from typing import Any

import msgspec

from listenwell.survey.languages import speech

OURS = "listenwell"
_SPOKEN = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?)\)\s*$")
_ALIASES = {"caption": "label", "tag": "name", "value": "name", "command": "type", "relevance": "relevant"}
_ALIASES |= {
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "list name": "list_name",
}
_ALIASES |= {"bind::relevant": "relevant", "bind::required": "required", "bind::constraint": "constraint"}
_ALIASES |= {
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "requiredmsg": "required_message",
}
_ENGLISH = "en English|de German|fr French|es Spanish|pt Portuguese|it Italian|nl Dutch|pl Polish|ar Arabic"
_ENGLISH += "|sw Swahili|ru Russian|uk Ukrainian|tr Turkish|sv Swedish|da Danish|fi Finnish|cs Czech|el Greek"
_NAMES = {name.lower(): code for code, name in (pair.split(" ") for pair in _ENGLISH.split("|"))}
_NAMES |= {"français": "fr", "francais": "fr", "español": "es", "espanol": "es", "deutsch": "de"}
_NAMES |= {"português": "pt", "italiano": "it", "nederlands": "nl", "polski": "pl", "العربية": "ar"}
_TITLES = {code: name.title() for name, code in reversed(_NAMES.items())}


def column(header: str) -> tuple[str, str]:
    """A column's name by our spelling, and the language behind it as written ("" for none)."""
    name, _, language = header.replace(" ::", "::").replace(":: ", "::").partition("::")
    if "::" not in header and re.match(r"^(label|hint|caption):\S", header):
        name, _, language = header.partition(":")
    plain = re.sub(r"\s+", "_", name.strip().lower())
    if plain in ("media", "bind", "body", "control", "instance"):
        kind, _, language = language.partition("::")
        plain = f"{plain}::{kind.strip().lower()}"
    return _ALIASES.get(plain, plain), language.strip()


def language_code(written: str) -> str:
    """The code of a language such as “English (en)”, “English” or “en”; "" where it is not known."""
    found = _SPOKEN.search(written)
    code = found[1].lower().replace("_", "-") if found else _NAMES.get(written.strip().lower(), "")
    return code or (written.lower() if speech(written.lower()).code else "")


def language_title(code: str, name: str) -> str:
    """A language as a column names it."""
    return f"{_TITLES.get(code, name)} ({code})"


def own_keys(cell: str) -> dict[str, Any] | None:
    """What the column of ours says; None when it says nothing that we wrote."""
    try:
        found = msgspec.json.decode(cell.encode()) if cell else {}
    except (msgspec.DecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def own_cell(keys: dict[str, Any]) -> str:
    """The cell that says these keys."""
    return msgspec.json.encode(keys).decode()
