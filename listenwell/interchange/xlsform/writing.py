"""How is a questionnaire written as an XLSForm that pyxform takes?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from listenwell.interchange import workbook
from listenwell.interchange.conditions import xpath
from listenwell.interchange.expressions import Unsayable
from listenwell.interchange.notes import Notes
from listenwell.interchange.xlsform.layout import OURS, language_title, own_cell, own_keys
from listenwell.interchange.xlsform.rows import ROWS, Asked, Sheets
from listenwell.survey.questionnaire import DEFAULT_CHANNELS, Questionnaire
from listenwell.survey.wording import Wording

_SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "relevant",
    "constraint",
    "appearance",
)
_SURVEY += ("parameters", OURS)
_CHOICES = ("list_name", "name", "label")
_SAID = ("label", "hint", "guidance_hint")
_AROUND = ("introduction", "thanks")


def write(
    path: Path, questionnaires: Mapping[str, Questionnaire], words: Mapping[str, Wording], notes: Notes
) -> None:
    """Write the questionnaire, given in each of its languages (the first first), to a workbook; tell what
    XLSForm cannot say. Raises workbook.Unreadable (without openpyxl), OSError."""
    first = next(iter(questionnaires.values()))
    sheets = Sheets()
    if first.introduction:
        sheets.survey.append(_note("introduction", questionnaires, first))
    for question in first.questions:
        by_language = {language: each.by_id[question.id] for language, each in questionnaires.items()}
        asked = Asked(by_language, words, notes)
        before = len(sheets.survey)
        make = ROWS.get(asked.kind)
        if make is None:
            notes.add(
                "O02", f"question “{question.id}”", what=f"questions of the type “{asked.kind}”", remedy=""
            )
            continue
        make(asked, sheets)
        if question.show_if:
            _under(sheets.survey[before:], question.show_if, first, question.id, notes)
    if first.thanks:
        sheets.survey.append(_note("thanks", questionnaires, first))
    titles = {language: language_title(language, words[language].name) for language in questionnaires}
    workbook.write(
        path,
        {
            "survey": _table(sheets.survey, _SURVEY, titles),
            "choices": _table(sheets.choices, _CHOICES, titles),
            "settings": _settings(questionnaires, first, titles, notes),
        },
    )


def _note(key: str, questionnaires: Mapping[str, Questionnaire], first: Questionnaire) -> dict[str, Any]:
    name = key if key not in first.by_id else f"{key}_of_the_survey"
    label = {language: getattr(each, key) for language, each in questionnaires.items()}
    return {"type": "note", "name": name, "label": label, OURS: own_cell({"part": key})}


def _under(rows: list[dict[str, Any]], condition: str, first: Questionnaire, name: str, notes: Notes) -> None:
    """Put the condition on the rows of a question, outside groups that bear it already; one that XPath cannot
    say goes into the column of ours."""
    try:
        relevant = xpath(condition, first.by_id)
    except Unsayable as unsayable:
        notes.add("O03", f"question “{name}”", condition=condition, reason=unsayable)
        rows[0][OURS] = own_cell((own_keys(rows[0][OURS]) or {}) | {"show_if": condition})
        return
    open_group = False
    for row in rows:
        if row["type"] == "end_group":
            open_group = False
        elif not open_group:
            own = row.get("relevant")
            row["relevant"] = f"{relevant} and {own}" if own else relevant
            open_group = row["type"] == "begin_group"


def _table(
    rows: list[dict[str, Any]], columns: tuple[str, ...], titles: Mapping[str, str]
) -> tuple[list[str], list[dict[str, str]]]:
    """The rows with a column for each language of words; columns without a cell are left out."""
    flat = []
    for row in rows:
        cells = {key: value for key, value in row.items() if key not in _SAID and value}
        for key in _SAID:
            cells |= {f"{key}::{titles[language]}": text for language, text in (row.get(key) or {}).items()}
        flat.append(cells)
    named = [
        title
        for column in columns
        for title in ([f"{column}::{each}" for each in titles.values()] if column in _SAID else [column])
    ]
    used = {key for row in flat for key in row} | {"type", "name", "list_name"}
    return [title for title in named if title in used], flat


def _settings(
    questionnaires: Mapping[str, Questionnaire], first: Questionnaire, titles: Mapping[str, str], notes: Notes
) -> tuple[list[str], list[dict[str, str]]]:
    own: dict[str, Any] = {"title": {language: each.title for language, each in questionnaires.items()}}
    if first.channels != DEFAULT_CHANNELS:
        own["channels"] = first.channels
    for key in ("audience", "complaints"):
        if (value := getattr(first, key)) not in ("", "customers"):
            own[key] = value
    if first.drivers:
        own["drivers"] = {"outcome": first.drivers.outcome, "items": first.drivers.items}
    for key, what in (
        ("drivers", "overall question with its drivers"),
        ("complaints", "question of complaints"),
    ):
        if key in own:
            notes.add(
                "O02",
                "the survey",
                what=what,
                remedy="It is kept for the way back in the column “listenwell”.",
            )
    row = {
        "form_title": first.title,
        "form_id": first.survey,
        "version": first.version,
        "default_language": next(iter(titles.values())),
        OURS: own_cell(own),
    }
    return list(row), [row]
