"""What commands say when something is wrong, on stderr and with a remedy."""

import click

from listenwell.survey.problems import Problem


class CallError(click.ClickException):
    """The call cannot be carried out as it was made: exit code 2."""

    exit_code = 2


_MARKS = {"error": "", "warning": "Warning: ", "advice": "Advice: "}


def tell_problems(problems: list[Problem]) -> None:
    """Problems of the templates on stderr, a paragraph each: errors, warnings, advice, each by file and line;
    then how many there are."""
    order = list(_MARKS)
    for problem in sorted(problems, key=lambda p: (order.index(p.severity), p)):
        click.echo(f"{_MARKS[problem.severity]}{problem}\n", err=True)
    errors, warnings, advice = (sum(p.severity == severity for p in problems) for severity in order)
    counts = f"{errors} error{'s' if errors != 1 else ''}, {warnings} warning{'s' if warnings != 1 else ''}"
    if advice:
        counts += f", {advice} piece{'s' if advice != 1 else ''} of advice"
    click.echo(f"{counts}." + (" Nothing was written." if errors else ""), err=True)
