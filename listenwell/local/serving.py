"""Site and handler on one address: waitress over the public folder and the intake."""

import errno
import socket
from collections.abc import Iterable
from pathlib import Path

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from whitenoise import WhiteNoise

from listenwell.intake import Services, answer
from listenwell.intake.routes import changes_with_the_day
from listenwell.local.wsgi import (
    Application,
    Environ,
    StartResponse,
    application,
    from_here_only,
    guarded,
)
from listenwell.staff import PLACES, Desk, OpenHere, is_ours
from listenwell.staff import answer as answer_staff
from listenwell.storage import DocumentMissing, StorageUnavailable
from listenwell.web import SAFE, Reply, Request

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_THREADS = 8
_MAX_REQUEST = 1024 * 1024
_CONNECTIONS = 1000
_IDLE_SECONDS = 20  # slow senders must not keep others out


class AddressTaken(Exception):
    """Something else answers at the address."""


class NotLoopback(Exception):
    """Staff pages without a sign-in were asked for on an address that others can reach."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    return host in _LOOPBACK


def serve(
    public: Path,
    services: Services,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    desk: Desk | None = None,
) -> object:
    """A waitress server that is bound but not yet running: `run()` serves, `close()` ends it.

    `desk` opens the staff pages: those of a desk where nobody signs in on the loopback only. Port 0 takes a
    free one.
    Raises AddressTaken, NotLoopback.
    """
    if desk is not None and isinstance(desk.entrance, OpenHere) and not is_loopback(host):
        raise NotLoopback(host)
    https = desk is not None and desk.address.startswith("https://")
    return listen(guarded(whole_site(public, services, desk), https=https), host, port)


def whole_site(public: Path, services: Services, desk: Desk | None = None) -> Application:
    """The public folder and the intake; with `desk` the staff pages. Where nobody signs in, they answer only
    what this machine asks of its own accord."""

    def route(request: Request) -> Reply:
        if desk is not None and is_ours(request.path):
            return answer_staff(request, desk)
        return answer(request, services)

    live = application(route)
    if desk is not None and isinstance(desk.entrance, OpenHere):
        live = from_here_only(live, *PLACES)
    return _of_today(live, files_of(public, live), services)


def files_of(folder: Path, otherwise: Application) -> Application:
    """The files of a folder as they are at each request; `otherwise` answers for what is not there."""
    return WhiteNoise(
        otherwise,
        root=str(folder),
        index_file=True,
        autorefresh=True,  # a build puts a new folder in place while we serve
        allow_all_origins=False,
        max_age=60,
    )


def listen(site: Application, host: str, port: int) -> object:
    """A waitress server that is bound but not yet running. Port 0 takes a free one. Raises AddressTaken."""
    try:
        server = create_server(
            site,
            host=host,
            port=port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=_MAX_REQUEST,
            trusted_proxy="127.0.0.1",  # a web server on this machine tells who asks: see intake/once.py
            trusted_proxy_count=1,
            trusted_proxy_headers={"x-forwarded-for"},
            clear_untrusted_proxy_headers=True,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE_SECONDS,
        )
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise AddressTaken(f"{host}:{port}") from error
        raise
    for each in getattr(server, "map", {0: server}).values():  # a name may stand for several addresses
        each.channel_class = _Channel
    return server


class _Refusal(ErrorTask):
    """What waitress answers by itself, to requests that are no HTTP or too large, with our headers."""

    def execute(self) -> None:
        self.response_headers.extend(SAFE.items())
        super().execute()


class _Channel(HTTPChannel):
    error_task_class = _Refusal


def _of_today(live: Application, site: Application, services: Services) -> Application:
    """Pages of surveys that open or close on a day are made when they are asked for; all others are files."""

    def door(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            dated = changes_with_the_day(environ.get("PATH_INFO", ""), services)
        except (StorageUnavailable, DocumentMissing):
            dated = False  # the file is better than nothing
        return (live if dated else site)(environ, start_response)

    return door


def address(server: object) -> str:
    """The server's address as a person types it."""
    host, port = server.effective_host, server.effective_port  # type: ignore[attr-defined]
    return f"http://{host}:{port}"


def free_port() -> int:
    """A port on the loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
