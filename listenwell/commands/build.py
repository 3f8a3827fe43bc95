"""listenwell build"""

from pathlib import Path

import click

from listenwell import settings
from listenwell.commands import options
from listenwell.commands.telling import tell_problems
from listenwell.pages.building import build
from listenwell.pages.portal import PortalError


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("dist"), help="Folder to write; dist by default."
)
@click.option("--no-portal", is_flag=True, help="Survey pages only, without the portal of site/.")
@options.templates
def command(out: Path, templates: Path, no_portal: bool) -> None:
    """Check the templates, then write OUT/public (pages and portal) and OUT/release (for the handler)."""
    build_or_tell(out, templates, portal=not no_portal)


def build_or_tell(out: Path, templates: Path, portal: bool = True) -> None:
    """Build and say what was built; what is wrong is told in words."""
    try:
        built = build(
            out,
            templates,
            options.portal_folder() if portal else None,
            say=lambda what: click.echo(f"{what} ..."),
            kept=settings.cache_folder(),
        )
    except PortalError as error:
        raise click.ClickException(f"MkDocs refused the portal in site/:\n{error}") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or out} cannot be written: {error.strerror}.") from error
    if built.problems:
        tell_problems(built.problems)
    click.echo(
        f"{built.pages} survey pages in {built.public}, {built.versions} questionnaires in {built.release}."
    )
