"""The preview from its first build until Ctrl-C; its folder, with all test answers, goes with it."""

import tempfile
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from listenwell.local.preview.door import Door
from listenwell.local.preview.studio import Studio
from listenwell.local.serving import address, listen

HOST = "127.0.0.1"
"""Pages that are not published yet, and staff pages without a sign-in, are for this machine alone."""


def run(templates: Path, portal: Path | None, port: int, open_it: bool, say: Callable[[str], None]) -> None:
    """Serve the preview until Ctrl-C. Raises AddressTaken before anything is built."""
    with tempfile.TemporaryDirectory(prefix="listenwell-preview-", ignore_cleanup_errors=True) as home:
        studio = Studio(Path(home), templates, portal)
        server = listen(Door(studio), HOST, port)
        stop = threading.Event()
        watching = None
        try:
            say("Making the pages ...")
            studio.look()
            watching = studio.watch(stop)
            start = f"{address(server)}/preview/"
            if studio.errors:
                say(f"{len(studio.errors)} mistakes in {templates}; the page tells them.")
            say(f"All pages: {start}")
            say(f"Edit a file in {templates} and save it: the open page follows. Ctrl-C ends it.")
            if open_it:
                webbrowser.open(start)
            server.run()  # type: ignore[attr-defined]
        finally:
            stop.set()
            if watching is not None:
                watching.join(timeout=10)
            studio.close()
            server.close()  # type: ignore[attr-defined]
    say("The preview has ended; its test answers are gone.")
