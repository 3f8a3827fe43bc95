"""listenwell receipt"""

import click
import msgspec

from listenwell import settings
from listenwell.intake.receipts import id_of, ids_under
from listenwell.storage import connect

NO_CODE = (
    "{code} is no receipt code: a letter is wrong, missing or in another's place. A code has 18 letters and "
    "digits, such as 7K3-MV0-QX9-D2T-HB5-C8A; compare it with what the customer has."
)


@click.command()
@click.argument("code")
@click.pass_context
def command(ctx: click.Context, code: str) -> None:
    """Show the answers that a customer's receipt CODE stands for (small letters and spaces do no harm),
    with every correction after them."""
    stores = connect(settings.from_environment())
    name = id_of(code)
    if name is None:
        click.echo(NO_CODE.format(code=code), err=True)
        ctx.exit(1)
    kept = [found for each in ids_under(name) if (found := stores.responses.get(each)) is not None]
    for response in kept:
        click.echo(msgspec.json.format(msgspec.json.encode(response), indent=2).decode())
    if kept:
        return
    click.echo(f"No answers with the code {code} are in the store.", err=True)
    ctx.exit(1)
