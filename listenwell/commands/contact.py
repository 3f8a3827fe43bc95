"""listenwell contact"""

from datetime import UTC, date, datetime

import click

from listenwell import settings
from listenwell.intake.receipts import find
from listenwell.storage import Stores, connect
from listenwell.survey.response import is_response_id

_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)


@click.command()
@click.argument("code")
@click.option("--erase", is_flag=True, help="Delete the details now; the answers stay.")
@click.pass_context
def command(ctx: click.Context, code: str, erase: bool) -> None:
    """How the customer behind a receipt CODE, or the id of a response, may be reached: why and until when."""
    stores = connect(settings.from_environment())
    name = _response(code, stores)
    if name is None:
        click.echo(f"No answers with the code {code} are in the store.", err=True)
        ctx.exit(1)
    if erase:
        there = stores.contacts.erase(name)
        click.echo("The contact details are deleted." if there else "There were no contact details.")
        return
    contact = stores.contacts.get(name, datetime.now(UTC).date())
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


def _response(code: str, stores: Stores) -> str | None:
    """The id of the response: given, or found by its receipt code."""
    given = code.strip().lower()
    if is_response_id(given):
        return given
    secret = settings.from_environment(require_secret=True).secret
    found = find(code, stores.responses.received(_FIRST, _LAST), secret)
    return found.id if found else None
