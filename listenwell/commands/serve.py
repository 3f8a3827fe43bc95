"""listenwell serve"""

import threading
from pathlib import Path

import click

from listenwell import settings
from listenwell.commands.telling import CallError
from listenwell.intake import Services
from listenwell.local.scheduling import nightly
from listenwell.local.serving import AddressTaken, NotLoopback, address, serve
from listenwell.pages.release import Release
from listenwell.publishing.on_disk import CURRENT
from listenwell.storage import connect
from listenwell.summary.nightly import run_night


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to answer others; put TLS in front."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--public", type=click.Path(path_type=Path), help="Folder of the pages; the published build by default."
)
@click.option("--staff", is_flag=True, help="Open interviews and summaries at /staff; on the loopback only.")
def command(host: str, port: int, public: Path | None, staff: bool) -> None:
    """Serve site and handler, and compile summaries every night, until Ctrl-C."""
    chosen = settings.from_environment(require_secret=True)
    stores = connect(chosen)
    release = Release(stores.release)
    release.index()  # nothing published is told before anybody opens a page
    services = Services(
        release=release,
        responses=stores.responses,
        contacts=stores.contacts,
        daily=stores.daily,
        secret=chosen.secret,
    )
    try:
        documents = stores.documents if staff else None
        server = serve(public or chosen.published / CURRENT, services, host=host, port=port, staff=documents)
    except AddressTaken as error:
        raise CallError(taken(error, port)) from error
    except NotLoopback as error:
        raise click.UsageError("--staff has no sign-in, so it goes with --host 127.0.0.1 only.") from error
    stop = threading.Event()
    nightly(
        lambda now: list(
            run_night(
                now,
                responses=stores.responses,
                contacts=stores.contacts,
                daily=stores.daily,
                documents=stores.documents,
                release=release,
            )
        ),
        stop,
    )
    click.echo(f"Serving {address(server)} (Ctrl-C ends it).")
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def taken(error: AddressTaken, port: int) -> str:
    """What to say when the port is taken."""
    return f"Something else answers at {error}. Stop it, or choose another port, for example {port + 1}."
