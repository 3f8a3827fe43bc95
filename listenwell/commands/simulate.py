"""listenwell simulate"""

from datetime import UTC, date, datetime, timedelta

import click

from listenwell import settings
from listenwell.commands.telling import CallError
from listenwell.local.simulating import SIMULATED, simulate
from listenwell.pages.release import Release
from listenwell.storage import connect


@click.command()
@click.option("--responses", default=1000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3650))
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="Last day; yesterday by default.")
@click.option("--seed", default=1, show_default=True)
def command(responses: int, days: int, last: date | None, seed: int) -> None:
    """Put believable customers into the store in use: the same for the same numbers, days and seed.

    Opinions improve half-way. Refused on a store that holds real answers.
    """
    stores = connect(settings.from_environment())
    stored = stores.responses.received(date(2000, 1, 1), date(2999, 12, 31))
    if any(SIMULATED not in response.marks for response in stored):
        raise CallError(
            "The store holds real answers; simulated ones would be counted with them. Name another folder, "
            "for example LISTENWELL_DATA=data/simulated."
        )
    last = last.date() if last else datetime.now(UTC).date() - timedelta(days=1)
    new = 0
    made = simulate(
        Release(stores.release), count=responses, first=last - timedelta(days=days - 1), last=last, seed=seed
    )
    with click.progressbar(made, length=responses, label="Simulating") as bar:
        for response in bar:
            new += stores.responses.add(response).new
    click.echo(f"{new:,} responses added, {responses - new:,} were there already.")
