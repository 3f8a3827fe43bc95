"""listenwell check"""

from pathlib import Path

import click
import msgspec

from listenwell import settings
from listenwell.commands import options
from listenwell.commands.telling import tell_problems
from listenwell.pages.building import check, try_pages
from listenwell.survey.problems import Problem, Problems, TemplateError
from listenwell.survey.rules.reviewing import not_judged, review
from listenwell.translations.phrases import outdated


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of problems for programs, on stdout.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@options.templates
@click.pass_context
def command(ctx: click.Context, templates: Path, as_json: bool, strict: bool) -> None:
    """Tell every problem of the templates, and what a colleague would say; exit 1 if any is an error."""
    try:
        loaded, _ = check(templates)
        try_pages(templates, kept=settings.cache_folder())
        stale = Problems()
        outdated(templates, stale)
        problems = sorted([*loaded.problems, *stale.all(), *review(loaded, options.portal_folder())])
    except TemplateError as error:
        loaded, problems = None, error.problems
    if strict:
        problems = [_stricter(problem) for problem in problems]
    errors = any(problem.severity == "error" for problem in problems)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(problems), indent=1).decode())
    elif problems:
        tell_problems(problems)
    if errors:
        ctx.exit(1)
    if not as_json:
        surveys = {survey for survey, _, _ in loaded.questionnaires}
        for language in loaded.wordings:
            if rules := not_judged(language):
                click.echo(f"Not judged in “{language}”, for want of word lists: {', '.join(rules)}.")
        click.echo(
            f"{'Nothing stops the build' if problems else 'All good'}: {len(surveys)} surveys for "
            f"{len(loaded.segments)} segments in {len(loaded.wordings)} languages, "
            f"{len(loaded.questionnaires)} pages."
        )


def _stricter(problem: Problem) -> Problem:
    stricter = "error" if problem.severity == "warning" else problem.severity
    return msgspec.structs.replace(problem, severity=stricter)
