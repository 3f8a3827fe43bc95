"""listenwell check"""

from pathlib import Path

import click
import msgspec

from listenwell.commands import options
from listenwell.commands.telling import tell_problems
from listenwell.pages.building import check
from listenwell.survey.problems import TemplateError


@click.command()
@options.templates
@click.option("--json", "as_json", is_flag=True, help="A list of problems for programs, on stdout.")
@click.pass_context
def command(ctx: click.Context, templates: Path, as_json: bool) -> None:
    """Tell every problem of the templates at once; exit 1 if any is an error."""
    try:
        loaded, _ = check(templates)
        problems = loaded.problems
    except TemplateError as error:
        loaded, problems = None, error.problems
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(problems), indent=1).decode())
    elif problems:
        tell_problems(problems)
    if loaded is None:
        ctx.exit(1)
    if not as_json:
        surveys = {survey for survey, _, _ in loaded.questionnaires}
        click.echo(
            f"All good: {len(surveys)} surveys for {len(loaded.segments)} segments in "
            f"{len(loaded.wordings)} languages, {len(loaded.questionnaires)} pages."
        )
