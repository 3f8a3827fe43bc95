"""What commands say when something is wrong, on stderr and with a remedy."""

import click

from listenwell.survey.problems import Problem


class CallError(click.ClickException):
    """The call cannot be carried out as it was made: exit code 2."""

    exit_code = 2


def tell_problems(problems: list[Problem]) -> None:
    """Problems of the templates on stderr, a paragraph each, and how many there are."""
    for problem in problems:
        mark = "Warning: " if problem.severity == "warning" else ""
        click.echo(f"{mark}{problem}\n", err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(
        f"{errors} error{'s' if errors != 1 else ''}, {warnings} warning{'s' if warnings != 1 else ''}."
        + (" Nothing was written." if errors else ""),
        err=True,
    )
