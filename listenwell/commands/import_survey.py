"""listenwell import survey"""

import re
from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.telling import CallError
from listenwell.interchange import surveyjs, workbook, xlsform
from listenwell.interchange.draft import Draft
from listenwell.interchange.notes import Notes, report
from listenwell.interchange.placing import Placed, placed, survey_name
from listenwell.survey.frame import read_frame
from listenwell.survey.organisation import NAME

_READERS = {".xlsx": xlsform.read, ".xlsm": xlsform.read, ".json": surveyjs.read}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", default="", help="The survey's name here; by default that of the file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for surveys/ and translations/; the one of --templates by default.",
)
@click.option("--force", is_flag=True, help="Replace files of that name that are there.")
@options.templates
@click.pass_context
def survey(ctx: click.Context, file: Path, name: str, out: Path | None, force: bool, templates: Path) -> None:
    """A survey of another tool as files of ours: XLSForm (.xlsx) or SurveyJS (.json).

    Tells, item by item and with its place, what was changed, renamed or left out, and what to fill in.
    """
    if name and not re.fullmatch(NAME, name):
        raise CallError(
            f"“{name}” cannot be the name of a survey: small letters, digits and hyphens, first a letter."
        )
    name = name or survey_name(file)
    languages = read_frame(templates).languages or ("en",)
    out = out or templates
    made = placed(_read(file), name, languages, out.name)
    there = [out / each for each in made.files if (out / each).exists()]
    if there and not force:
        listed = ", ".join(map(str, there))
        remedy = "Give another --name, or replace it with --force. Nothing was written."
        raise CallError(f"{listed} is there already. {remedy}")
    try:
        for each, text in made.files.items():
            _write(out / each, text)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written to: {error.strerror}.") from error
    click.echo(_told(file, name, made, out))
    ctx.exit(0 if made.passes else 1)


def _read(file: Path) -> Draft:
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        remedy = (
            "Open it in a spreadsheet and save it as .xlsx"
            if file.suffix == ".xls"
            else "Save it as one of them"
        )
        raise CallError(f"{file}: surveys are read from XLSForm (.xlsx) and SurveyJS (.json). {remedy}.")
    try:
        return reader(file, Notes())
    except (surveyjs.Unreadable, workbook.Unreadable) as error:
        raise click.ClickException(f"{file} was not imported: {error}.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text.encode())
    new.replace(path)


def _told(file: Path, name: str, made: Placed, out: Path) -> str:
    questions = f"{made.came} of {made.found} questions came over"
    lines = [f"{file.name}: {questions}.", *(f"Written: {out / each}" for each in made.files)]
    if notes := report(made.notes):
        lines += ["", notes]
    if made.problems:
        lines += ["", "What `listenwell check` will say:", *(f"  {problem}" for problem in made.problems)]
    lines += ["", f"Put “{name}” into the list “surveys” of a segment; then run `listenwell check`."]
    return "\n".join(lines)
