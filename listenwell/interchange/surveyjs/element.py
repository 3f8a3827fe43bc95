"""What does one element of SurveyJS say: its words, numbers and answers, and what was not read of it?"""

import re
from typing import Any

from listenwell.interchange.answers import (
    Answer,
    Place,
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
