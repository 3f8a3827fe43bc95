"""listenwell openapi"""

import json

import click

from listenwell import settings
from listenwell.intake.openapi import document
from listenwell.pages.release import Release
from listenwell.storage import connect


@click.command()
def command() -> None:
    """Print what programs may send to the published surveys, as an OpenAPI 3.1 document."""
    stores = connect(settings.from_environment())
    click.echo(json.dumps(document(Release(stores.release)), indent=1, ensure_ascii=False))
