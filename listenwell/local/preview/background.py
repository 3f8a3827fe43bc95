"""A command of `listenwell` beside the server: so that a page never waits for it, and a newer one ends it."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """How a command ended: its exit code, and what it said."""

    code: int
    out: bytes
    said: str


class Background:
    """One command at a time, with what it says in files below `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._out, self._said = folder / f"{name}.out", folder / f"{name}.said"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Start `listenwell ARGUMENTS`; one that still runs is ended."""
        self.cancel()
        with self._out.open("wb") as out, self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [sys.executable, "-m", "listenwell.cli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=said,
            )

    @property
    def running(self) -> bool:
        """Whether a command was started whose end has not been taken."""
        return self._process is not None

    def ended(self) -> Ended | None:
        """What came of it, told once; None while it runs and when there is nothing to tell."""
        if self._process is None or (code := self._process.poll()) is None:
            return None
        self._process = None
        return Ended(code, self._out.read_bytes(), self._said.read_text(encoding="utf-8", errors="replace"))

    def cancel(self) -> None:
        """End it; a build that is cut off leaves its folder whole."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
