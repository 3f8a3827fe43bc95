"""listenwell receipt"""

from datetime import date

import click
import msgspec

from listenwell import settings
from listenwell.intake.receipts import find
from listenwell.storage import connect

_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)


@click.command()
@click.argument("code")
@click.option("--first", type=click.DateTime(["%Y-%m-%d"]), default=str(_FIRST), help="First day to look at.")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), default=str(_LAST), help="Last day, included.")
@click.pass_context
def command(ctx: click.Context, code: str, first: date, last: date) -> None:
    """Show the answers that a customer's receipt CODE stands for (small letters and spaces do no harm)."""
    secret = settings.from_environment(require_secret=True).secret
    stores = connect(settings.from_environment())
    response = find(code, stores.responses.received(first.date(), last.date()), secret)
    if response is not None:
        click.echo(msgspec.json.format(msgspec.json.encode(response), indent=2).decode())
        return
    click.echo(f"No answers with the code {code} are in the store.", err=True)
    ctx.exit(1)
