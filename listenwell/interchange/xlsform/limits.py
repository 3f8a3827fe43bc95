"""What does a `constraint` of XLSForm say that our keys can say, and how are ours written as one?"""

import re
from typing import Any

_BETWEEN = re.compile(r"\.\s*(<=|>=|<|>)\s*(-?\d{1,10})(?:\.0+)?")
_TURNED = re.compile(r"(-?\d{1,10})\s*(<=|>=|<|>)\s*\.")
_LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(<=|<)\s*(\d{1,6})")
_DAY = re.compile(r"\.\s*(<=|>=|<|>)\s*(today\(\)|date\('(\d{4}-\d{2}-\d{2})'\))(?:\s*([+-])\s*(\d{1,4}))?")
_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def limits(constraint: str, kind: str) -> tuple[dict[str, Any], list[str]]:
    """The keys of ours that a constraint on a question of this type makes, and the parts that none says."""
    keys: dict[str, Any] = {}
    left = []
    for part in re.split(r"\s+and\s+", _open(constraint)) if constraint.strip() else ():
        found = _limit(_open(part), kind)
        if found and not found.keys() & keys.keys():
            keys |= found
        else:
            left.append(part.strip())
    return keys, left


def _open(text: str) -> str:
    """The text without brackets around the whole of it."""
    text = text.strip()
    while re.fullmatch(r"\([^()]*(\([^()]*\)[^()]*)*\)", text):
        text = text[1:-1].strip()
    return text


def _limit(part: str, kind: str) -> dict[str, Any]:
    if kind == "number":
        if turned := _TURNED.fullmatch(part):
            sign, number = _MIRROR[turned[2]], int(turned[1])
        elif between := _BETWEEN.fullmatch(part):
            sign, number = between[1], int(between[2])
        else:
            return {}
        shift = {"<": -1, ">": 1}.get(sign, 0)
        return {"high" if sign[0] == "<" else "low": number + shift}
    if kind == "text" and (length := _LENGTH.fullmatch(part)):
        most = int(length[2]) - (length[1] == "<")
        return {"limit": min(most, 5000)} if most > 0 else {}
    if kind == "date" and (day := _DAY.fullmatch(part)) and not (day[3] and day[5]):
        moved = f"{day[4]}{day[5]} days" if day[5] else "today"
        return {"latest" if day[1][0] == "<" else "earliest": day[3] or moved}
    return {}


def day(bound: str) -> str:
    """`earliest` or `latest` as XPath; "" where it has no equal."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bound):
        return f"date('{bound}')"
    if bound == "today":
        return "today()"
    found = re.fullmatch(r"([+-])(\d+) (day|week)s?", bound)
    return f"today() {found[1]} {int(found[2]) * (7 if found[3] == 'week' else 1)}" if found else ""
