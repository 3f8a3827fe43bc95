"""What commands say when something is wrong, on stderr and with a remedy."""

import shutil
import sys
import textwrap
from itertools import groupby

import click

from listenwell import settings
from listenwell.survey.problems import Problem


class CallError(click.ClickException):
    """The call cannot be carried out as it was made: exit code 2."""

    exit_code = 2


_MARKS = {"error": "", "warning": "Warning: ", "advice": "Advice: "}
_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan"}
_MOST_COLUMNS = 110


def tell_problems(problems: list[Problem]) -> None:
    """Problems of the templates on stderr: a heading for each file, below it what was found there by line;
    files with errors come first, then those with warnings. At the end how many there are.

    In colour on a terminal, unless NO_COLOR is set; lines are broken for a terminal alone.
    """
    order = list(_MARKS)
    worst: dict[str, int] = {}
    for problem in problems:
        rank = order.index(problem.severity)
        worst[problem.file] = min(rank, worst.get(problem.file, rank))
    listed = sorted(problems, key=lambda p: (worst[p.file], p.file, p.line, order.index(p.severity), p))
    for file, found in groupby(listed, key=lambda p: p.file):
        _say(click.style(file, bold=True))
        for problem in found:
            _say(
                _broken(f"  line {problem.line}: {_MARKS[problem.severity]}{problem.said}", problem.severity)
            )
        _say("")
    errors, warnings, advice = (sum(p.severity == severity for p in problems) for severity in order)
    counts = f"{errors} error{'s' if errors != 1 else ''}, {warnings} warning{'s' if warnings != 1 else ''}"
    if advice:
        counts += f", {advice} piece{'s' if advice != 1 else ''} of advice"
    _say(f"{counts}." + (" Nothing was written." if errors else ""))


def _say(text: str) -> None:
    click.echo(text, err=True, color=False if settings.without_colour() else None)


def _broken(text: str, severity: str) -> str:
    """A finding in the terminal's width; its line and kind in colour."""
    if sys.stderr.isatty():
        width = min(shutil.get_terminal_size().columns, _MOST_COLUMNS)
        text = textwrap.fill(
            text, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    mark = _MARKS[severity]
    end = text.index(": ") + 1
    end = text.index(mark.strip(), end) + len(mark.strip()) if mark and mark.strip() in text else end
    return click.style(text[:end], fg=_COLOURS[severity]) + text[end:]
