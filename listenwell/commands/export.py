"""listenwell export"""

from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.telling import CallError
from listenwell.interchange import workbook, xlsform
from listenwell.interchange.as_written import as_written
from listenwell.interchange.notes import Notes, report
from listenwell.survey.problems import near_match
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.templates import Templates, load_templates


@click.group()
def command() -> None:
    """Surveys as files that other tools read."""


@command.command()
@click.argument("name")
@click.option("--segment", default="", help="As this segment is asked it; as it is written, by default.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The .xlsx; NAME.xlsx by default."
)
@options.templates
def survey(name: str, segment: str, out: Path | None, templates: Path) -> None:
    """Write a survey as an XLSForm, and tell what XLSForm cannot say."""
    loaded = load_templates(templates)
    asked = _asked(loaded, name, segment)
    out = out or Path(f"{name}.xlsx")
    notes = Notes()
    try:
        xlsform.write(out, asked, loaded.wordings, notes)
    except workbook.Unreadable as error:
        raise click.ClickException(f"{error}.") from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    questions = len(next(iter(asked.values())).questions)
    click.echo(f"{questions} question{'s' if questions != 1 else ''} in {out}, in {', '.join(asked)}.")
    if told := report(notes.all()):
        click.echo(f"\n{told}")


def _asked(loaded: Templates, name: str, segment: str) -> dict[str, Questionnaire]:
    """The questionnaire by language, the first first."""
    for kind, given, there in (("survey", name, loaded.masters), ("segment", segment, loaded.segments)):
        if given and given not in there:
            near = near_match(given, there)
            offer = f" Did you mean “{near}”?" if near else ""
            raise CallError(f"There is no {kind} “{given}”.{offer} There is: {', '.join(there)}.")
    if not segment:
        spoken = [s for s in loaded.wordings if any((q[0], q[2]) == (name, s) for q in loaded.questionnaires)]
        return as_written(loaded.folder, name, spoken)
    found = {spoken: q for (s, g, spoken), q in loaded.questionnaires.items() if (s, g) == (name, segment)}
    if not found:
        raise CallError(f"The segment “{segment}” is not asked “{name}”: its “surveys” do not list it.")
    return found
