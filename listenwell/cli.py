"""The command `listenwell`. Each command is a file in commands/ and is loaded when it is called.

Exit codes: 0 done, 1 the data is at fault, 2 the call is.
"""

import importlib
import sys

import click

from listenwell import __version__
from listenwell.settings import SettingsError
from listenwell.storage.contract import StorageUnavailable
from listenwell.survey.problems import TemplateError

COMMANDS = {
    "build": "check, then build pages, portal and release",
    "check": "every problem in the templates",
    "compile": "compile summaries from the answers in the store",
    "demo": "everything at once on this machine, with a year of simulated customers",
    "serve": "site, handler and schedule on this machine",
    "simulate": "believable customers into the store in use",
    "tally": "count the answers in the store",
    "verify": "run worked examples through the product's own functions",
}


class CallError(click.ClickException):
    """The call cannot be carried out as it was made: exit code 2."""

    exit_code = 2


class _Commands(click.Group):
    """Commands by name, imported one at a time so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"listenwell.commands.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="listenwell")
def listenwell() -> None:
    """Customer feedback for ISO 9001: survey pages, intake and summaries from text files."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors go to stderr with a remedy, never a traceback."""
    try:
        listenwell.main(args=arguments, standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except TemplateError as error:
        tell_problems(error.problems)
        return 1
    except SettingsError as error:
        click.echo(str(error), err=True)
        return 2
    except StorageUnavailable as error:
        click.echo(f"The store does not answer: {error}. Nothing was changed; try again.", err=True)
        return 1
    return 0


def tell_problems(problems: list) -> None:
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


if __name__ == "__main__":
    sys.exit(main())
