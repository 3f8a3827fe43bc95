"""What is one element of SurveyJS as a question of ours?"""

import re
from collections.abc import Callable
from typing import Any

from listenwell.interchange.answers import (
    MOST_POINTS,
    Answer,
    Place,
    about_recommending,
    ends,
    options,
    scale,
)
from listenwell.interchange.cleaning import name_of, words
from listenwell.interchange.draft import DraftQuestion, Said, Target
from listenwell.interchange.notes import Notes

_LOOKS = frozenset(
    [
        "type",
        "name",
        "title",
        "description",
        "hint",
        "isRequired",
        "visibleIf",
        "visible",
        "valueName",
        "startWithNewLine",
        "width",
        "minWidth",
        "maxWidth",
        "indent",
        "titleLocation",
        "descriptionLocation",
        "errorLocation",
        "hideNumber",
        "showNumber",
        "useDisplayValuesInDynamicTexts",
        "colCount",
        "itemSize",
        "size",
        "placeholder",
        "placeHolder",
        "autocomplete",
        "requiredErrorText",
        "autoComplete",
        "renderAs",
        "showCommentArea",
        "hasComment",
        "commentText",
        "commentPlaceholder",
        "clearIfInvisible",
        "inputType",
        "rateDisplayMode",
        "rateColorMode",
        "scaleColorMode",
        "displayMode",
        "displayRateDescriptionsAsExtremeItems",
        "readOnly",
        "optionsCaption",
        "separateSpecialChoices",
        "otherPlaceholder",
        "otherErrorText",
        "otherPlaceHolder",
        "alternateRows",
        "columnMinWidth",
        "rowTitleWidth",
        "verticalAlign",
        "showHeader",
        "choicesMin",
        "choicesMax",
        "labelLocation",
        "swapOrder",
        "autoGrow",
        "allowResize",
        "acceptCarriageReturn",
        "textUpdateMode",
        "locOwner",
        "state",
        "correctAnswer",
        "rateCount",
        "rateStep",
        "rateType",
        "searchEnabled",
        "showClearButton",
        "allowClear",
        "closeOnSelect",
        "searchMode",
        "minRateDescription",
        "maxRateDescription",
        "page",
        "score",
        "minimumRateDescription",
        "maximumRateDescription",
        "mininumRateDescription",
        "selectToRankAreasLayout",
        "selectToRankEnabled",
        "longTap",
        "eachRowRequired",
        "isAllRowRequired",
        "cellType",
        "hideIfRowsEmpty",
        "useCaseInsensitive",
        "requiredErrorText",
        "otherItem",
        "requiredText",
        "dataFormat",
        "imageFit",
        "contentMode",
        "imageHeight",
        "imageWidth",
        "showLabel",
        "multiSelect",
    ]
)
"""Keys that say how an element looks there, or that every question reads."""


class Element:
    """One element with what was read of it, so that nothing else in it is passed over in silence."""

    def __init__(self, given: dict[str, Any], place: str, notes: Notes, language: str) -> None:
        self.given, self.place, self.notes, self.language = given, place, notes, language
        self.name = str(given.get("name", ""))[:80]
        self._used: set[str] = set()

    @property
    def where(self) -> Place:
        return Place(self.place, self.name, self.notes)

    def get(self, *keys: str) -> Any:
        """The first value there is among keys of one meaning."""
        self._used |= set(keys)
        return next((self.given[k] for k in keys if self.given.get(k) is not None), None)

    def number(self, *keys: str, otherwise: int | None = None) -> int | None:
        value = self.get(*keys)
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else otherwise

    def said(self, *keys: str) -> Said:
        """Words in every language there is; empty when there are none."""
        return self.words_of(self.get(*keys))

    def words_of(self, value: Any) -> Said:
        if isinstance(value, dict):
            by = {
                self.language if k == "default" else str(k).lower().replace("_", "-"): v
                for k, v in value.items()
            }
        else:
            by = {self.language: value}
        found = {
            k: words(v, self.place, self.name, self.notes)
            for k, v in by.items()
            if isinstance(v, str | int | float)
        }
        return Said({k: v for k, v in found.items() if v})

    def answers(self, *keys: str) -> list[Answer]:
        """A list of choices, columns or rows: values, or values with words."""
        found = []
        for number, given in enumerate(self.get(*keys) or ()):
            place = f"{self.place}.{keys[0]}[{number}]"
            value, text = given, given
            if isinstance(given, dict):
                value = given.get("value", given.get("name", ""))
                text = given.get("text", given.get("title", value))
                for key in given.keys() - {"value", "name", "text", "title"}:
                    self.notes.add("I03", place, f"{self.name}: {value}", key=key, value=given[key])
            elif isinstance(given, str) and "|" in given:
                value, _, text = given.partition("|")
            if isinstance(value, bool):
                value = str(value).lower()
            found.append(Answer(str(value), self.words_of(text if text is not None else value), place))
        return found

    def made(
        self, kind: str, values: dict[str, str | int] | None = None, of: str = "", **keys: Any
    ) -> DraftQuestion:
        """The question; `of` is the kind of its answers in conditions."""
        text = self.said("title") or self.words_of(self.name)
        common: dict[str, Any] = {"type": kind, "text": text}
        if hint := self.said("description", "hint"):
            common["hint"] = hint
        if self.get("isRequired") is True and kind not in ("contact", "statement"):
            common["required"] = True
        name = name_of(self.name, (), "question")
        names = {self.name, str(self.given.get("valueName") or self.name)}
        targets = {each: Target(name, of, values or {}) for each in names} if of else {}
        if self.get("hasComment", "showCommentArea") is True:
            self.notes.add("I03", self.place, self.name, key="hasComment", value="a box for remarks")
        return DraftQuestion(place=self.place, source=self.name, id=name, keys=common | keys, targets=targets)

    def tell_unused(self) -> None:
        """What the element says beside what was read."""
        for key, value in self.given.items():
            if key not in self._used | _LOOKS and value not in (None, False, [], {}, ""):
                self.notes.add("I03", self.place, self.name, key=key, value=value)


def _choice(element: Element) -> list[DraftQuestion]:
    kind = "choices" if element.given.get("type") in ("checkbox", "tagbox") or _many(element) else "choice"
    return _chosen(element, kind)


def _many(element: Element) -> bool:
    return element.given.get("type") == "imagepicker" and element.get("multiSelect") is True


def _chosen(element: Element, kind: str) -> list[DraftQuestion]:
    answers = element.answers("choices")
    lowest, highest = element.number("choicesMin"), element.number("choicesMax")
    if not answers and lowest is not None and highest is not None and 0 <= highest - lowest <= 200:
        answers = [Answer(str(n), element.words_of(n), element.place) for n in range(lowest, highest + 1)]
    elsewhere = element.get("choicesByUrl", "choicesFromQuestion")
    if elsewhere:
        element.notes.add("I06", element.place, element.name, what=elsewhere)
    if element.given.get("type") == "imagepicker":
        element.notes.add("I09", element.place, element.name, what="pictures to choose from")
    special, keys = _special(element, kind)
    taken = options(answers, element.where, [key for key in ("other", "none") if key in keys])
    if kind != "choices" and "none" in special:  # one answer alone is exclusive by itself
        taken.keys["options"]["none"] = special["none"]
    if len(taken.keys["options"]) < 2:
        element.notes.add(
            "I40", element.place, element.name, what="it has fewer than two answers", remedy="Add “options”."
        )
    if element.get("choicesOrder") == "random":
        keys["order"] = "random"
    elif element.get("choicesOrder") not in (None, "none"):
        element.notes.add(
            "I03", element.place, element.name, key="choicesOrder", value=element.get("choicesOrder")
        )
    values = taken.values | {key: key for key in special}
    return [element.made(kind, values, "many" if kind == "choices" else "one", **taken.keys, **keys)]


def _special(element: Element, kind: str) -> tuple[dict[str, Said], dict[str, Any]]:
    """“Other” and “none”: their words, and the keys they make."""
    special: dict[str, Said] = {}
    if element.get("hasOther", "showOtherItem") is True:
        special["other"] = element.said("otherText") or _stock(element, "Other, please say")
    if element.get("hasNone", "showNoneItem") is True:
        special["none"] = element.said("noneText") or _stock(element, "None of these")
    element.get("otherText", "noneText")
    return special, {key: said for key, said in special.items() if key == "other" or kind == "choices"}


def _stock(element: Element, text: str) -> Said:
    if element.language.split("-")[0] != "en":
        element.notes.add(
            "I40", element.place, element.name, what=f"“{text}” is in English", remedy="Translate it."
        )
    return Said({element.language: text})


def _boolean(element: Element) -> list[DraftQuestion]:
    yes, no = (
        element.said("labelTrue") or _stock(element, "Yes"),
        element.said("labelFalse") or _stock(element, "No"),
    )
    title = element.said("label")
    values: dict[str, str | int] = {
        "true": "yes",
        "false": "no",
        "1": "yes",
        "0": "no",
        "yes": "yes",
        "no": "no",
    }
    for key, ours in (("valueTrue", "yes"), ("valueFalse", "no")):
        if (value := element.get(key)) is not None:
            values[str(value)] = ours
    question = element.made("yes-no", values, "one", yes=yes, no=no)
    if title and not element.given.get("title"):
        question.keys["text"] = title
    return [question]


def _rating(element: Element) -> list[DraftQuestion]:
    listed = element.answers("rateValues")
    low = element.number("rateMin", otherwise=1) or 0
    step = element.number("rateStep", otherwise=1) or 1
    count = element.number("rateCount")
    high = element.number("rateMax", otherwise=low + (count - 1) * step if count else 5) or 0
    first = element.said("minRateDescription", "mininumRateDescription", "minimumRateDescription")
    last = element.said("maxRateDescription", "maximumRateDescription")
    stars = element.given.get("rateType", element.given.get("rateDisplayMode")) == "stars"
    text = element.said("title") or Said()
    if not listed and (low, high, step) == (0, 10, 1) and about_recommending(text, element.name):
        values: dict[str, str | int] = {str(n): n for n in range(11)}
        return [element.made("recommend", values, "scale", **ends(first, last, element.where))]
    if not listed and 1 <= (high - low) // step < MOST_POINTS:
        listed = [Answer(str(n), Said(), element.place) for n in range(low, high + 1, step)]
        listed[0] = listed[0]._replace(said=first)
        listed[-1] = listed[-1]._replace(said=last)
    taken = scale(listed, element.where)
    if taken is None:
        element.notes.add(
            "I20",
            element.place,
            element.name,
            what=f"a rating from {low} to {high}",
            became="a number",
            remedy="A scale has 2 to 11 points.",
        )
        return [element.made("number", None, "number", low=min(low, high), high=max(low, high))]
    if stars and "words" not in taken.keys:
        taken.keys["show"] = "stars"
    elif element.given.get("rateType") == "smileys":
        element.notes.add("I20", element.place, element.name, what="faces", became="numbers", remedy="")
    return [element.made("rating", taken.values, "scale", **taken.keys)]


def _ranking(element: Element) -> list[DraftQuestion]:
    taken = options(element.answers("choices"), element.where)
    best = element.number("maxSelectedChoices")
    keys = {"best": best} if best and best < len(taken.keys["options"]) else {}
    if element.get("choicesOrder") == "random":
        keys["order"] = "random"  # type: ignore[assignment]
    return [element.made("ranking", None, "words", **taken.keys, **keys)]


def _matrix(element: Element) -> list[DraftQuestion]:
    rows = options(element.answers("rows"), element.where)
    taken = scale(element.answers("columns"), element.where)
    named = rows.keys["options"]
    if element.get("rowsOrder") == "random":
        element.notes.add("I03", element.place, element.name, key="rowsOrder", value="random")
    if taken is None or not named:
        element.notes.add(
            "I01", element.place, element.name, type="matrix, unless it has rows and 2 to 11 columns"
        )
        return []
    if len(named) == 1:
        question = element.made("rating", taken.values, "scale", **taken.keys)
        question.targets = {
            f"{element.name}.{row}": Target(question.id, "scale", taken.values) for row in rows.values
        }
        return [question]
    question = element.made("rating-grid", None, "words", rows=named, **taken.keys)
    if element.get("isAllRowRequired", "eachRowRequired") is True:
        question.keys["required"] = True
    question.targets |= {
        f"{element.name}.{row}": Target(f"{question.id}.{ours}", "scale", taken.values)
        for row, ours in rows.values.items()
    }
    return [question]


_CONTACT = {"email": "email", "tel": "telephone"}


def _text(element: Element) -> list[DraftQuestion]:
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


def _slider(element: Element) -> list[DraftQuestion]:
    low, high = element.number("min", otherwise=0), element.number("max", otherwise=100)
    return [element.made("number", None, "number", low=low, high=high)]


def _comment(element: Element) -> list[DraftQuestion]:
    rows = element.number("rows", otherwise=4) or 4
    return [element.made("text", None, "words", lines=max(2, min(rows, 20)), **_limit(element))]


def _several(element: Element) -> list[DraftQuestion]:
    """multipletext: each of its boxes is a text question of its own."""
    found = []
    element.get("items")
    for number, given in enumerate(element.given.get("items") or ()):
        if isinstance(given, dict):
            box = Element(
                {"type": "text"} | given, f"{element.place}.items[{number}]", element.notes, element.language
            )
            for question in _text(box):
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


def _html(element: Element) -> list[DraftQuestion]:
    said = element.said("html")
    if not said:
        element.notes.add("I10", element.place, element.name)
        return []
    question = element.made("statement")
    question.keys = {"type": "statement", "text": said}
    return [question]


def _image(element: Element) -> list[DraftQuestion]:
    element.notes.add("I09", element.place, element.name, what=element.get("imageLink") or "an image")
    return []


QUESTIONS: dict[str, Callable[[Element], list[DraftQuestion]]] = {
    "text": _text,
    "comment": _comment,
    "radiogroup": _choice,
    "dropdown": _choice,
    "buttongroup": _choice,
    "imagepicker": _choice,
    "checkbox": _choice,
    "tagbox": _choice,
    "boolean": _boolean,
    "rating": _rating,
    "slider": _slider,
    "ranking": _ranking,
    "matrix": _matrix,
    "multipletext": _several,
    "html": _html,
    "image": _image,
}
"""By the type of the element. The rest has no equal."""
