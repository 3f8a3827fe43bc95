"""listenwell import"""

import csv
from collections import Counter
from pathlib import Path

import click

from listenwell import settings
from listenwell.commands.import_survey import survey
from listenwell.intake.mapping import Mapping, read_mapping
from listenwell.intake.spreadsheet import Refused, read_rows, responses_from
from listenwell.pages.release import Index, Release
from listenwell.safe_cells import safe
from listenwell.storage import connect
from listenwell.survey.problems import Problems, TemplateError, near_match
from listenwell.survey.questionnaire import Questionnaire

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def command() -> None:
    """Bring past feedback into the store, or a survey of another tool into the templates."""


command.add_command(survey)


@command.command()
@click.argument("file", type=_FILE)
@click.option("--mapping", "mapping_file", type=_FILE, required=True, help="Which column is which question.")
@click.option("--refused", type=click.Path(path_type=Path), help="Write the refused rows to this CSV.")
@click.option("--dry-run", is_flag=True, help="Check and report; store nothing.")
@click.pass_context
def responses(
    ctx: click.Context, file: Path, mapping_file: Path, refused: Path | None, dry_run: bool
) -> None:
    """Rows of a CSV file as responses; each refused row is told with its reason. Twice stores once."""
    stores = connect(settings.from_environment())
    try:
        columns, rows = read_rows(file)
        index = (release := Release(stores.release)).index()
    except (ValueError, csv.Error) as error:
        raise click.ClickException(f"{file} cannot be read: {error}.") from error
    mapping = read_mapping(mapping_file, columns)
    asked = _asked(mapping, mapping_file.name, index, release)
    added = known = aside = 0
    turned_away: list[Refused] = []
    for outcome in responses_from(rows, mapping, asked):
        if outcome is None:
            aside += 1
        elif isinstance(outcome, Refused):
            turned_away.append(outcome)
        elif dry_run or stores.responses.add(outcome).new:
            added += 1
        else:
            known += 1
    verb = "would be added" if dry_run else "added"
    click.echo(f"{added:,} responses {verb}, {known:,} were there already, {aside:,} rows left aside.")
    if added and not dry_run:
        click.echo("Their days may be closed already: run `listenwell archive close --since DAY` after it.")
    _report(turned_away, refused)
    ctx.exit(1 if turned_away else 0)


def _asked(mapping: Mapping, file: str, index: Index, release: Release) -> dict[str, Questionnaire]:
    """The questionnaire of each segment. Raises TemplateError when mapping and release do not fit."""
    problems = Problems()
    pages = [p for p in index.published if p.survey == mapping.survey and p.language == mapping.language]
    found = {p.segment: release.questionnaire(p.survey, p.version) for p in pages}
    asked = {segment: questionnaire for segment, questionnaire in found.items() if questionnaire}
    if not asked:
        known = sorted({f"{p.survey} ({p.language})" for p in index.published})
        name = f"{mapping.survey} ({mapping.language})"
        problems.add("M03", file, 1, near=near_match(name, known), name=name, allowed=", ".join(known))
    questions = [
        question
        for q in asked.values()
        for question in q.questions
        if question.items() and not question.apart
    ]
    items = {name for question in questions for name in (question.id, *question.fields())}
    for item in mapping.questions if asked else ():
        if item not in items:
            problems.add(
                "M02",
                file,
                1,
                near=near_match(item, items),
                item=item,
                survey=mapping.survey,
                allowed=", ".join(sorted(items)),
            )
    if problems.errors:
        raise TemplateError(problems.all())
    return asked


def _report(turned_away: list[Refused], file: Path | None) -> None:
    if not turned_away:
        return
    click.echo(f"{len(turned_away):,} rows refused:", err=True)
    for (column, reason), n in Counter((r.column, r.reason) for r in turned_away).most_common():
        lines = [str(r.line) for r in turned_away if (r.column, r.reason) == (column, reason)]
        more = ", ..." if len(lines) > 5 else ""
        where = f"column {column}: " if column else ""
        click.echo(f"  {n:,} x {where}{reason} (line {', '.join(lines[:5])}{more})", err=True)
    if file:
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["line", "column", "found", "reason"])
            rows.writerows([r.line, safe(r.column), safe(r.found), safe(r.reason)] for r in turned_away)
        click.echo(f"Every refused row stands in {file}.", err=True)
