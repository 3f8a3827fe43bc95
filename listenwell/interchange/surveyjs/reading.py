"""Which questions does a SurveyJS file ask? Pages, panels and elements in order, with what is around them."""

from pathlib import Path
from typing import Any

import msgspec

from listenwell.interchange.draft import Draft, DraftQuestion, Said
from listenwell.interchange.notes import Notes
from listenwell.interchange.surveyjs.element import Element
from listenwell.interchange.surveyjs.questions import QUESTIONS

MOST_MB = 5
_MOST_LEVELS = 20

_LOOKS = frozenset(
    [
        "name",
        "pages",
        "elements",
        "questions",
        "title",
        "description",
        "completedHtml",
        "locale",
        "type",
        "showProgressBar",
        "progressBarType",
        "progressBarLocation",
        "showQuestionNumbers",
        "questionsOnPageMode",
        "showTitle",
        "showPageTitles",
        "logo",
        "logoPosition",
        "logoWidth",
        "logoHeight",
        "logoFit",
        "width",
        "widthMode",
        "fitToContainer",
        "headerView",
        "backgroundImage",
        "questionTitleLocation",
        "questionDescriptionLocation",
        "questionErrorLocation",
        "firstPageIsStarted",
        "firstPageIsStartPage",
        "goNextPageAutomatic",
        "autoAdvanceEnabled",
        "showNavigationButtons",
        "navigationButtonsLocation",
        "showPrevButton",
        "showCompletedPage",
        "checkErrorsMode",
        "textUpdateMode",
        "requiredText",
        "requiredMark",
        "completeText",
        "pageNextText",
        "pagePrevText",
        "startSurveyText",
        "previewText",
        "editText",
        "showPreviewBeforeComplete",
        "showTOC",
        "tocLocation",
        "focusFirstQuestionAutomatic",
        "autoFocusFirstQuestion",
        "sendResultOnPageNext",
        "storeOthersAsComment",
        "maxTextLength",
        "maxOthersLength",
        "state",
        "clearInvisibleValues",
        "questionsOrder",
        "progressBarShowPageTitles",
        "progressBarShowPageNumbers",
        "themeVariables",
        "themeName",
        "mode",
        "showQuestionNumbers",
        "showBrandInfo",
        "isSinglePage",
        "header",
        "calculatedValues",
        "visibleIf",
        "startWithNewLine",
        "innerIndent",
        "minWidth",
        "maxWidth",
        "visibleIndex",
        "id",
        "showNumber",
        "readOnly",
    ]
)
"""Keys of surveys, pages and panels that say how they look or work there, or are read here."""


class Unreadable(ValueError):
    """The file is no survey that can be read; the text says why and what to do."""


def read(path: Path, notes: Notes) -> Draft:
    """The survey of a file. Raises Unreadable, OSError."""
    if path.stat().st_size > MOST_MB * 1024 * 1024:
        size = path.stat().st_size // (1024 * 1024)
        raise Unreadable(f"it has {size} MB; a survey has at most {MOST_MB} MB. Take pictures out of it")
    try:
        survey = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except RecursionError as error:
        raise Unreadable("it is nested too deeply to be a survey") from error
    except msgspec.DecodeError as error:
        why = "If it is a program, save what stands from its first { to its last } as a file, names in quotes"
        raise Unreadable(f"it is not JSON ({error}). {why}") from error
    if not isinstance(survey, dict) or not any(key in survey for key in ("pages", "elements", "questions")):
        raise Unreadable("it has no “pages” or “elements”, so it is no survey of SurveyJS")
    return _Reader(survey, notes).draft


class _Reader:
    def __init__(self, survey: dict[str, Any], notes: Notes) -> None:
        language = survey.get("locale") or "en"
        self.draft = Draft(notes=notes, language=str(language).lower().replace("_", "-"))
        self._notes = notes
        top = Element(survey, "the survey", notes, self.draft.language)
        for key, ours in (("title", "title"), ("description", "introduction"), ("completedHtml", "thanks")):
            if said := top.said(key):
                self.draft.keys[ours] = said
        self._around(survey, "the survey")
        if isinstance(pages := survey.get("pages"), list):
            for number, page in enumerate(pages):
                self._panel(page, f"pages[{number}]", [], 0, top=len(pages) > 1)
        else:
            self._elements(survey, "", [], 0)

    def _around(self, of: dict[str, Any], place: str) -> None:
        for key, value in of.items():
            if key not in _LOOKS and value not in (None, False, [], {}, ""):
                self._notes.add("I03", place, str(of.get("name", "")), key=key, value=value)

    def _panel(self, panel: Any, place: str, conditions: list[str], depth: int, *, top: bool) -> None:
        """A page or panel: its title and description become words to read; its condition holds inside."""
        if not isinstance(panel, dict) or depth > _MOST_LEVELS:
            self._notes.add("I10", place)
            return
        self._around(panel, place)
        inside = [*conditions, *_condition(panel)]
        element = Element(panel, place, self._notes, self.draft.language)
        said = [element.said(key) for key in ("title", "description") if top or key == "title"]
        lines = [each for each in said if each]
        if lines:
            languages = dict.fromkeys(k for each in lines for k in each)
            text = Said({k: "\n\n".join(each[k] for each in lines if k in each) for k in languages})
            self._add(
                DraftQuestion(
                    place=place,
                    source="",
                    id="about",
                    keys={"type": "statement", "text": text},
                    conditions=inside,
                    asked=False,
                )
            )
        self._elements(panel, place, inside, depth)

    def _elements(self, of: dict[str, Any], place: str, conditions: list[str], depth: int) -> None:
        kind = next((k for k in ("elements", "questions") if isinstance(of.get(k), list)), "")
        for number, given in enumerate(of.get(kind) or ()):
            self._element(given, f"{place}.{kind}[{number}]".lstrip("."), conditions, depth + 1)

    def _element(self, given: Any, place: str, conditions: list[str], depth: int) -> None:
        if not isinstance(given, dict):
            self._notes.add("I10", place)
            return
        if given.get("type") in ("panel", "flowpanel"):
            self._panel(given, place, conditions, depth, top=True)
            return
        if given.get("type") == "paneldynamic":
            name = str(given.get("name", ""))
            self._notes.add(
                "I20", place, name, what="a repeated panel", became="questions asked once", remedy=""
            )
            kept = {k: given[k] for k in ("name", "title", "description", "visibleIf") if k in given}
            self._panel(
                kept | {"elements": given.get("templateElements")}, place, conditions, depth, top=True
            )
            return
        element = Element(given, place, self._notes, self.draft.language)
        if given.get("visible") is False and not given.get("visibleIf"):
            self._notes.add("I03", place, element.name, key="visible", value="false: it is never shown")
            return
        kind = str(given.get("type", ""))
        if kind not in ("html", "image", "expression"):
            self.draft.found += 1
        if kind not in QUESTIONS:
            self._notes.add("I04" if kind == "expression" else "I01", place, element.name, type=kind)
            return
        made = QUESTIONS[kind](element)
        element.tell_unused()
        inside = [*conditions, *_condition(given)]
        for question in made:
            question.conditions = inside
            self._add(question)
        self.draft.came += bool(made) and kind not in ("html", "image")

    def _add(self, question: DraftQuestion) -> None:
        self.draft.questions.append(question)


def _condition(given: dict[str, Any]) -> list[str]:
    condition = given.get("visibleIf")
    return [condition] if isinstance(condition, str) and condition.strip() else []
