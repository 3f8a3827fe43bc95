"""listenwell contact"""

from datetime import UTC, datetime

import click

from listenwell import settings
from listenwell.commands.receipt import NO_CODE
from listenwell.intake.receipts import id_of, ids_under
from listenwell.storage import connect
from listenwell.survey.response import is_response_id


@click.command()
@click.argument("code")
@click.option("--erase", is_flag=True, help="Delete the details now; the answers stay.")
@click.pass_context
def command(ctx: click.Context, code: str, erase: bool) -> None:
    """How the customer behind a receipt CODE, or the id of a response, may be reached: why and until when."""
    stores = connect(settings.from_environment())
    given = code.strip().lower()
    name = given if is_response_id(given) else id_of(code)
    if name is None:
        click.echo(NO_CODE.format(code=code), err=True)
        ctx.exit(1)
    if erase:
        there = sum(stores.contacts.erase(each) for each in ids_under(name)) > 0
        click.echo("The contact details are deleted." if there else "There were no contact details.")
        return
    today = datetime.now(UTC).date()
    found = (stores.contacts.get(each, today) for each in reversed(ids_under(name)))
    contact = next((each for each in found if each is not None), None)
    if contact is None:
        click.echo("No contact details are kept for these answers, or their last day is over.", err=True)
        ctx.exit(1)
    for what, told in (
        ("E-mail", contact.email),
        ("Telephone", contact.telephone),
        ("May be used because the customer agreed to", f"“{contact.agreed}”"),
        ("Agreed", f"{contact.agreed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"),
        ("Until", f"{contact.until} included; then they are deleted"),
    ):
        if told:
            click.echo(f"{what}: {told}")
    click.echo("Use them for nothing else, and copy them nowhere.")
