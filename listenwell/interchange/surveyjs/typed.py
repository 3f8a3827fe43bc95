"""What is an element that somebody types into as a question of ours: words, numbers, dates, contact?"""

import re
from typing import Any

from listenwell.interchange.cleaning import name_of
from listenwell.interchange.draft import DraftQuestion, Target
from listenwell.interchange.surveyjs.element import Element

_CONTACT = {"email": "email", "tel": "telephone"}


def text(element: Element) -> list[DraftQuestion]:
    kind = str(element.given.get("inputType", "text"))
    if any(isinstance(v, dict) and v.get("type") == "email" for v in element.get("validators") or ()):
        kind = "email"
    if kind in _CONTACT:
        element.get("validators")
        question = element.made("contact", None, "words", ways=[_CONTACT[kind]])
        element.notes.add(
            "I40",
            element.place,
            element.name,
            what="contact details need the words of a consent",
            remedy="Add a line “consent: ...” that says what they may be used for.",
        )
        return [question]
    if kind in ("number", "range") or _numeric(element):
        return [_number(element)]
    if kind in ("date", "datetime-local", "datetime", "month"):
        keys = {"precision": "month"} if kind == "month" else {}
        if kind.startswith("datetime"):
            element.notes.add(
                "I20", element.place, element.name, what="day and time", became="a day", remedy=""
            )
        for key, ours in (("min", "earliest"), ("max", "latest")):
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(element.given.get(key, ""))):
                keys[ours] = element.get(key)
        return [element.made("date", None, "words", **keys)]
    if kind not in ("text", "url", "search", "password", "time", "week", "color"):
        element.notes.add("I03", element.place, element.name, key="inputType", value=kind)
    return [element.made("text", None, "words", lines=1, **_limit(element))]


def _validators(element: Element) -> list[dict[str, Any]]:
    return [each for each in element.get("validators") or () if isinstance(each, dict)]


def _numeric(element: Element) -> bool:
    return any(each.get("type") == "numeric" for each in _validators(element))


def _number(element: Element) -> DraftQuestion:
    limits = {"low": element.number("min"), "high": element.number("max")}
    for each in _validators(element):
        for ours, key in (("low", "minValue"), ("high", "maxValue")):
            if each.get("type") == "numeric" and isinstance(each.get(key), int):
                limits[ours] = each[key]
        if each.get("type") != "numeric":
            element.notes.add("I07", element.place, element.name, limit=each)
    for key, value in limits.items():
        if value is None:
            element.notes.add(
                "I40",
                element.place,
                element.name,
                what=f"a number needs its {'lowest' if key == 'low' else 'highest'} value",
                remedy=f"Add a line “{key}: ...”.",
            )
    step = element.get("step")
    places = len(str(step).partition(".")[2]) if isinstance(step, float) else 0
    keys: dict[str, Any] = {key: value for key, value in limits.items() if value is not None}
    if places:
        keys["decimals"] = min(places, 3)
    return element.made("number", None, "number", **keys)


def _limit(element: Element) -> dict[str, int]:
    most = element.number("maxLength")
    for each in _validators(element):
        if each.get("type") == "text" and isinstance(each.get("maxLength"), int):
            most = each["maxLength"]
        else:
            element.notes.add("I07", element.place, element.name, limit=each)
    return {"limit": min(most, 5000)} if most and most > 0 else {}


def slider(element: Element) -> list[DraftQuestion]:
    low, high = element.number("min", otherwise=0), element.number("max", otherwise=100)
    return [element.made("number", None, "number", low=low, high=high)]


def comment(element: Element) -> list[DraftQuestion]:
    rows = element.number("rows", otherwise=4) or 4
    return [element.made("text", None, "words", lines=max(2, min(rows, 20)), **_limit(element))]


def several(element: Element) -> list[DraftQuestion]:
    """multipletext: each of its boxes is a text question of its own."""
    found = []
    element.get("items")
    for number, given in enumerate(element.given.get("items") or ()):
        if isinstance(given, dict):
            box = Element(
                {"type": "text"} | given, f"{element.place}.items[{number}]", element.notes, element.language
            )
            for question in text(box):
                question.id = name_of(f"{element.name}_{box.name}", (), "question")
                question.targets = {f"{element.name}.{box.name}": Target(question.id, "words", {})}
                found.append(question)
            box.tell_unused()
    intro = element.said("title")
    if intro and found:
        about = DraftQuestion(
            place=element.place,
            source=element.name,
            id=name_of(element.name, (), "about"),
            keys={"type": "statement", "text": intro},
            asked=False,
        )
        element.notes.add(
            "I20",
            element.place,
            element.name,
            what="several boxes",
            became=f"{len(found)} questions",
            remedy="",
        )
        return [about, *found]
    return found
