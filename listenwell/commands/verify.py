"""listenwell verify"""

from pathlib import Path

import click

from listenwell.stats.verify import verify


@click.group()
def command() -> None:
    """Run worked examples through the functions that the product itself uses."""


@command.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.pass_context
def statistics(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Published examples in JSON files or folders of them; a line each, exit 1 on any failure."""
    failed = total = 0
    for checked in verify(paths):
        total += 1
        failed += not checked.ok
        tail = f": {checked.detail}" if checked.detail else ""
        click.echo(f"{'pass' if checked.ok else 'FAIL'}  {checked.name} ({checked.statistic}){tail}")
    click.echo(f"{total - failed} passed, {failed} failed.")
    ctx.exit(1 if failed or not total else 0)
