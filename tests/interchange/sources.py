"""Small files of other tools, and the road from one to our files."""

import io
import json
import zipfile
from pathlib import Path

from openpyxl import Workbook

from listenwell.interchange import surveyjs, xlsform
from listenwell.interchange.notes import Notes
from listenwell.interchange.placing import Placed, placed

LANGUAGES = ("en", "de")


def surveyjs_file(tmp_path: Path, survey: object) -> Path:
    path = tmp_path / "survey.json"
    path.write_text(survey if isinstance(survey, str) else json.dumps(survey), encoding="utf-8")
    return path


def from_surveyjs(tmp_path: Path, *elements: dict, **survey: object) -> Placed:
    """The elements on one page, as files of ours called “new”."""
    path = surveyjs_file(tmp_path, {"title": "T", **survey, "pages": [{"elements": list(elements)}]})
    return placed(surveyjs.read(path, Notes()), "new", LANGUAGES, "survey_templates")


def xlsform_file(tmp_path: Path, survey: str, choices: str = "", settings: str = "form_title\nT") -> Path:
    """An .xlsx from tables as text: a line a row, | between cells."""
    book = Workbook()
    book.remove(book.active)
    for name, table in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for line in table.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.split("|")])
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def from_xlsform(tmp_path: Path, survey: str, choices: str = "", settings: str = "form_title\nT") -> Placed:
    path = xlsform_file(tmp_path, survey, choices, settings)
    return placed(xlsform.read(path, Notes()), "new", LANGUAGES, "survey_templates")


def written(made: Placed) -> str:
    """The questions of the survey's file."""
    return made.files["surveys/new.yaml"].partition("questions:\n")[2]


def told(made: Placed) -> list[str]:
    return [str(note) for note in made.notes]


def repacked(path: Path, part: str, data: bytes) -> Path:
    """The workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, data)
    path.write_bytes(out.getvalue())
    return path
