"""listenwell demo"""

from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.serve import taken
from listenwell.commands.telling import CallError
from listenwell.local import demo
from listenwell.local.serving import AddressTaken


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--check", "only_check", is_flag=True, help="Do it all once in a temporary folder, check it, and end."
)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True)
@options.templates
@click.pass_context
def command(ctx: click.Context, port: int, only_check: bool, folder: Path, templates: Path) -> None:
    """Build, serve, a year of simulated customers, compiled summaries; serves until Ctrl-C."""
    portal = options.portal_folder()
    if only_check:
        ctx.exit(0 if demo.check(templates, portal, click.echo) else 1)
    try:
        demo.run(folder, templates, portal, port, click.echo)
    except AddressTaken as error:
        raise CallError(f"{taken(error, port)} With make: make demo PORT={port + 1}") from error
