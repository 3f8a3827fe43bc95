"""listenwell preview"""

import signal
import sys
from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.serve import taken
from listenwell.commands.telling import CallError
from listenwell.local.preview.running import run
from listenwell.local.serving import AddressTaken

PORT = 8010
"""Not the port of `serve` and `demo`: what a browser keeps for a page is kept by address."""


@click.command()
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option("--open", "open_it", is_flag=True, help="Open the list of all pages in the browser.")
@options.templates
def command(port: int, open_it: bool, templates: Path) -> None:
    """Show the pages while you write them; test answers go to a throw-away store. Until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # ended by a program, it cleans up as well
    try:
        run(templates, options.portal_folder(), port, open_it, click.echo)
    except AddressTaken as error:
        raise CallError(taken(error, port)) from error
