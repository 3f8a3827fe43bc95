"""What is one element of SurveyJS as a question of ours?"""

from collections.abc import Callable
from typing import Any

from listenwell.interchange.answers import (
    MOST_POINTS,
    Answer,
    about_recommending,
    ends,
    options,
    scale,
)
from listenwell.interchange.draft import DraftQuestion, Said, Target
from listenwell.interchange.surveyjs import typed
from listenwell.interchange.surveyjs.element import Element


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
    "text": typed.text,
    "comment": typed.comment,
    "radiogroup": _choice,
    "dropdown": _choice,
    "buttongroup": _choice,
    "imagepicker": _choice,
    "checkbox": _choice,
    "tagbox": _choice,
    "boolean": _boolean,
    "rating": _rating,
    "slider": typed.slider,
    "ranking": _ranking,
    "matrix": _matrix,
    "multipletext": typed.several,
    "html": _html,
    "image": _image,
}
"""By the type of the element. The rest has no equal."""
