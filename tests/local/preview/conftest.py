"""The small firm's preview, asked without a socket; nothing runs beside it unless a test lets it."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import Folder

from listenwell.local.preview.door import Door
from listenwell.local.preview.findings import Findings
from listenwell.local.preview.studio import Studio
from listenwell.pages.building import check
from listenwell.survey.rules.reviewing import review


class Preview:
    """A studio that has looked once, and its door."""

    def __init__(self, folder: Folder, home: Path) -> None:
        self.folder = folder
        self.studio = Studio(home, folder.root, None)
        self.studio.look()
        self.studio._check.cancel()  # what it finds would arrive at any moment; `find` brings it
        self.door = Door(self.studio)

    def look(self) -> None:
        self.studio.look()
        self.studio._check.cancel()

    def find(self) -> None:
        """What the command `check` would find."""
        loaded, _ = check(self.folder.root)
        self.studio.findings = Findings([*loaded.problems, *review(loaded)], self.folder.root)
        self.studio.changed()

    def ask(self, address: str, method: str = "GET", form: dict | None = None, **said: str) -> tuple:
        """(status, headers, text)"""
        body = urlencode(form or {}, doseq=True).encode()
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "127.0.0.1:8010",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)) if form is not None else "",
            "wsgi.input": io.BytesIO(body),
            **said,
        }
        told: list[tuple] = []
        chunks = self.door(environ, lambda status, headers: told.append((int(status[:3]), dict(headers))))
        return *told[0], b"".join(chunks).decode()

    def page(self, address: str) -> str:
        status, _, text = self.ask(address)
        assert status == 200, address
        return text


@pytest.fixture
def preview(folder: Folder, tmp_path: Path) -> Iterator[Preview]:
    made = Preview(folder, tmp_path / "preview")
    yield made
    made.studio.close()
