"""What do the pages look like now? Built again whenever a file is saved, checked beside it."""

import contextlib
import logging
import secrets
import threading
from pathlib import Path

import msgspec

from listenwell.intake import Services
from listenwell.local.preview.background import Background
from listenwell.local.preview.findings import Findings
from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.pages.sources import Seen, scan
from listenwell.settings import Settings, cache_folder
from listenwell.storage import Stores, connect
from listenwell.survey.problems import Problem, TemplateError

EVERY = 0.15
"""Seconds between two looks at the files."""

_log = logging.getLogger("listenwell.preview")


class Studio:
    """The pages of a template folder below `home`, a folder that is thrown away.

    `errors` are why the pages are as they were before; `portal_said` is why the portal is. `state` is another
    one whenever a page may look different.
    """

    def __init__(self, home: Path, templates: Path, portal: Path | None) -> None:
        self.templates = templates
        self.public, self.portal = home / "pages" / "public", home / "site" / "public"
        self.has_portal = portal is not None
        self.stores: Stores = connect(Settings(data=home / "data", release=home / "pages" / "release"))
        self.services = Services(
            release=Release(self.stores.release),
            responses=self.stores.responses,
            contacts=self.stores.contacts,
            daily=self.stores.daily,
            documents=self.stores.documents,
            secret=secrets.token_urlsafe(32),
        )
        self.errors: list[Problem] = []
        self.findings = Findings()
        self.trouble = self.portal_said = ""
        self._home, self._site = home, portal
        self._seen: dict[str, Seen] = {}
        self._seen_site: dict[str, Seen] = {}
        self._session, self._number = secrets.token_hex(4), 0
        home.mkdir(parents=True, exist_ok=True)
        self._check, self._build = Background(home, "check"), Background(home, "site")
        self._looking = threading.Lock()

    @property
    def state(self) -> str:
        """A name of everything that pages are made from now."""
        return f"{self._session}-{self._number}"

    @property
    def checking(self) -> bool:
        """Whether `check` has not yet said what it finds in the files as they are."""
        return self._check.running

    def changed(self) -> None:
        """Pages may look different from now on."""
        self._number += 1

    def look(self) -> None:
        """Build again if a file was saved; take what was found beside it."""
        with self._looking:
            saved, site_saved = self._saved()
            if saved:
                self._make()
            if ((saved and not self.errors) or site_saved) and self._site is not None:
                self._build.start(
                    "build", "--out", str(self._home / "site"), "--templates", str(self.templates)
                )
            self._take_findings()
            self._take_portal()

    def watch(self, stop: threading.Event) -> threading.Thread:
        """Start a thread that looks until `stop` is set, and then ends what runs beside it."""

        def loop() -> None:
            while not stop.wait(EVERY):
                try:
                    self.look()
                except Exception:  # one look that fails must not end the watch
                    _log.exception("the files could not be looked at; trying again")
            self.close()

        thread = threading.Thread(target=loop, name="preview", daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        """End what runs beside the server."""
        with self._looking:
            self._check.cancel()
            self._build.cancel()

    def _saved(self) -> tuple[bool, bool]:
        """Whether the templates, and the portal's files, are others than at the last look."""
        before = self._seen, self._seen_site
        self._seen = scan(self.templates, before[0])
        self._seen_site = scan(self._site, before[1]) if self._site else {}
        return _hashes(self._seen) != _hashes(before[0]), _hashes(self._seen_site) != _hashes(before[1])

    def _make(self) -> None:
        self._check.cancel()
        self.trouble = ""
        try:
            build(self.public.parent, self.templates, None, kept=cache_folder())
        except TemplateError as error:
            self.errors = [problem for problem in error.problems if problem.severity == "error"]
        except OSError as error:
            self.trouble = f"{error.filename or self.public} cannot be written: {error.strerror}."
        else:
            self.errors = []
            self.services.release = Release(self.stores.release)
            self._check.start("check", "--json", "--templates", str(self.templates))
        self.changed()

    def _take_findings(self) -> None:
        ended = self._check.ended()
        if ended is None or ended.code != 0:
            return  # an error was saved meanwhile; the next look tells it
        with contextlib.suppress(msgspec.DecodeError):
            found = msgspec.json.decode(ended.out, type=list[Problem])
            self.findings = Findings(found, self.templates)
            self.changed()

    def _take_portal(self) -> None:
        ended = self._build.ended()
        if ended is not None:
            self.portal_said = ended.said if ended.code and not self.errors else ""
            self.changed()


def _hashes(seen: dict[str, Seen]) -> dict[str, str]:
    return {name: file.hash for name, file in seen.items()}
