"""listenwell tally"""

from datetime import date

import click

from listenwell import settings
from listenwell.pages.release import Release
from listenwell.storage import connect
from listenwell.tally import tally

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--first", type=_DAY, default="2000-01-01", help="First day (UTC).")
@click.option("--last", type=_DAY, default="2999-12-31", help="Last day, included.")
@click.option("--engine", type=click.Choice(["python"]), default="python", help="What counts.")
@click.option("--hash", "only_hash", is_flag=True, help="Print the SHA-256 of the cube only.")
def command(first: date, last: date, engine: str, only_hash: bool) -> None:
    """Count the answers in the store and print the cube as canonical JSON, or its hash."""
    stores = connect(settings.from_environment())
    responses = stores.responses.received(first.date(), last.date())
    counted = tally(responses, Release(stores.release).questionnaire)
    for (survey, version), n in sorted(counted.unknown.items()):
        click.echo(f"Not counted: {n} responses of {survey} {version}, which no release holds.", err=True)
    click.echo(counted.cube.hash() if only_hash else counted.cube.canonical_json().decode())
