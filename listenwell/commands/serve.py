"""listenwell serve"""

import sys
import threading
from datetime import datetime
from pathlib import Path

import click

from listenwell import logs, settings
from listenwell.commands.telling import CallError
from listenwell.intake import Services
from listenwell.local.passwords import Argon2
from listenwell.local.scheduling import nightly
from listenwell.local.serving import AddressTaken, address, is_loopback, serve
from listenwell.mailing.nightly import tell_subscribers
from listenwell.pages.release import Release
from listenwell.publishing.on_disk import CURRENT
from listenwell.staff import Desk
from listenwell.staff.by_password import ByPassword
from listenwell.storage import DocumentStore, connect, open_people
from listenwell.summary.nightly import run_night


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to answer others; put TLS in front."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--public", type=click.Path(path_type=Path), help="Folder of the pages; the published build by default."
)
def command(host: str, port: int, public: Path | None) -> None:
    """Serve site, handler and staff pages, and compile summaries every night, until Ctrl-C."""
    chosen = settings.from_environment(require_secret=True)
    logs.begin(sys.stderr)
    stores = connect(chosen)
    release = Release(stores.release)
    release.index()  # nothing published is told before anybody opens a page
    services = Services(
        release=release,
        responses=stores.responses,
        contacts=stores.contacts,
        daily=stores.daily,
        documents=stores.documents,
        secret=chosen.secret,
        daily_limit=chosen.daily_limit,
        copies_days=chosen.copies_days,
        lock_days=chosen.lock_days,
    )
    try:
        desk = staff_desk(chosen, services, stores.documents, host)
        server = serve(public or chosen.published / CURRENT, services, host=host, port=port, desk=desk)
    except AddressTaken as error:
        raise CallError(taken(error, port)) from error
    stop = threading.Event()

    def night(now: datetime) -> None:
        due = run_night(
            now,
            responses=stores.responses,
            contacts=stores.contacts,
            daily=stores.daily,
            documents=stores.documents,
            release=release,
            secret=chosen.secret,
        )
        try:
            list(due)
        finally:  # what was compiled is told, whatever became of the rest
            tell_subscribers(now, chosen, stores.documents, release)

    nightly(night, stop)
    click.echo(f"Serving {address(server)} (Ctrl-C ends it).")
    click.echo(f"Staff pages: {address(server)}/staff" if desk else _CLOSED)
    try:
        server.run()
    finally:
        stop.set()
        server.close()


_CLOSED = (
    "Staff pages are closed: on this address passwords would travel unencrypted. Put a web server that "
    "speaks HTTPS in front and set LISTENWELL_ADDRESS to its https:// address, or serve on 127.0.0.1."
)


def staff_desk(
    chosen: settings.Settings, services: Services, documents: DocumentStore, host: str
) -> Desk | None:
    """The staff pages with a sign-in; None where passwords would go over the net unencrypted."""
    secure = chosen.address.startswith("https://")
    if not secure and not is_loopback(host):
        return None
    entrance = ByPassword(
        open_people(chosen), Argon2(), secret=chosen.secret, secure=secure, now=services.now
    )
    return Desk(services=services, documents=documents, entrance=entrance, address=chosen.address)


def taken(error: AddressTaken, port: int) -> str:
    """What to say when the port is taken."""
    return f"Something else answers at {error}. Stop it, or choose another port, for example {port + 1}."
