"""The command `listenwell`. Each command is a file in commands/ and is loaded when it is called.

Exit codes: 0 done, 1 the data is at fault, 2 the call is.
"""

import gc
import importlib
import keyword
import sys
from types import ModuleType

import click

from listenwell import __version__
from listenwell.commands.telling import tell_problems
from listenwell.pages.release import ReleaseOutdated
from listenwell.publishing.place import PublishRefused, SomebodyElse
from listenwell.settings import SettingsError
from listenwell.storage.cloud_refused import CloudRefused
from listenwell.storage.contract import DocumentLocked, DocumentMissing, StorageUnavailable
from listenwell.survey.problems import TemplateError

COMMANDS = {
    "archive": "close days, prove the chain, export, erase",
    "build": "check, then build pages, portal and release",
    "check": "every problem in the templates",
    "compile": "compile summaries from the answers in the store",
    "contact": "how a customer who asked for an answer may be reached",
    "deploy": "put functions and template on AWS, say first what changes; go back, remove",
    "demo": "everything at once on this machine, with a year of simulated customers",
    "diff": "what publishing the templates would change, in words",
    "export": "a survey as a file that other tools read",
    "import": "past feedback, or a survey of another tool",
    "new": "a commented starting file for a survey or a segment",
    "openapi": "what programs may send to the published surveys, as an OpenAPI document",
    "preview": "the pages while you write them: each save shows at once",
    "publish": "put the build in place, whole or not at all; go back to an earlier one",
    "receipt": "the answers that a receipt code stands for",
    "schema": "what editors need to complete and check template files",
    "serve": "site, handler and schedule on this machine",
    "show": "what a segment is asked, and where each line of it is written",
    "simulate": "believable customers into the store in use",
    "summaries": "list and download summaries; who downloaded them, who gets a mail",
    "tally": "count the answers in the store",
    "trace": "what is behind a figure: counts, archive files, the figure counted again",
    "translations": "words out to a translator, and back in",
    "user": "who may sign in to the staff pages of this machine",
    "verify": "run worked examples through the product's own functions",
}


def module_of(name: str) -> str:
    """The module of a command; one that is a word of Python has an underscore after it."""
    return f"listenwell.commands.{name}{'_' if keyword.iskeyword(name) else ''}"


class _Commands(click.Group):
    """Commands by name, imported one at a time so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return _imported(module_of(cmd_name)).command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _imported(name: str) -> ModuleType:
    """The module. What is imported stays to the end, so that nobody need look through it for garbage, which
    is a tenth of starting up and of ending."""
    if name in sys.modules or not gc.isenabled():
        return importlib.import_module(name)
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="listenwell")
def listenwell() -> None:
    """Customer feedback for ISO 9001: survey pages, intake and summaries from text files."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors go to stderr with a remedy, never a traceback."""
    try:
        code = listenwell.main(args=arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0  # click gives back what `ctx.exit` was told
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
    except (CloudRefused, PublishRefused, SomebodyElse) as error:
        click.echo(f"Error: {error}", err=True)
        return 1
    except (DocumentMissing, ReleaseOutdated, StorageUnavailable) as error:
        click.echo(f"Error: {_remedy(error)}", err=True)
        return 1


def _remedy(error: Exception) -> str:
    match error:
        case DocumentMissing():
            return "Nothing is published yet. Run `listenwell publish` first."
        case DocumentLocked():
            return str(error)
        case ReleaseOutdated():
            return f"{error}. Run `listenwell publish` again."
        case _:
            return f"The store does not answer: {error}. Nothing was changed; try again."


if __name__ == "__main__":
    sys.exit(main())
