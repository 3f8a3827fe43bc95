"""What does a place for builds promise? One Protocol, and what may go wrong."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from listenwell.storage.contract import DocumentStore

if TYPE_CHECKING:
    from listenwell.publishing.manifest import Manifest

KEPT = 10
"""So many builds are kept, the current one included."""


class PublishRefused(Exception):
    """Nothing was changed, and why: `problems`, a sentence or two each with the remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SomebodyElse(Exception):
    """Another publisher is at work or was quicker; the text says what to do."""


class Placed(msgspec.Struct, frozen=True):
    """A build and when it was published last."""

    build: str
    at: datetime


class State(msgspec.Struct, frozen=True):
    """The build that customers get, "" for none yet, and those one can go back to, newest first, the current
    one among them, each once."""

    current: str = ""
    history: tuple[Placed, ...] = ()

    def after(self, build: str, now: datetime) -> "State":
        """The state once that build is published."""
        if self.current == build and any(placed.build == build for placed in self.history):
            return self
        others = tuple(placed for placed in self.history if placed.build != build)
        return State(build, (Placed(build, now), *others)[:KEPT])


Done = Callable[[int], None]
"""Told how many files were dealt with just now."""


class Place(Protocol):
    """Where builds are kept side by side, and which of them customers get.

    A build that is not the current one can be filled, cut off and filled again without a customer seeing it.
    `switch` is the one step that customers notice: before it they get the old build whole, after it the new
    one. Every method may raise StorageUnavailable; every one may be called again after it was cut off.
    """

    release: DocumentStore
    """The release in use, which the handler reads."""

    def alone(self) -> AbstractContextManager[None]:
        """While it lasts nobody else publishes here. Raises SomebodyElse."""

    def state(self) -> State:
        """What is current, and what one can go back to."""

    def manifest(self, build: str) -> "Manifest | None":
        """The manifest of a build that was filled whole."""

    def missing(self, manifest: "Manifest") -> set[str]:
        """The files of the build that are not there, or not whole."""

    def add_to_release(self, documents: Mapping[str, Path], done: Done) -> None:
        """Write these documents of the release, unless they are there; they never change."""

    def fill(self, manifest: "Manifest", public: Path, before: "Manifest | None", done: Done) -> None:
        """Bring the files of the build that are missing: taken over from the build `before` where they are
        the same, from the folder `public` otherwise; then note the manifest. Raises PublishRefused when a
        file in `public` is no longer what the manifest says."""

    def switch(self, state: State) -> None:
        """Let customers have `state.current`. Raises SomebodyElse when it changed since it was read."""

    def keep_only(self, builds: Collection[str]) -> int:
        """Take away every other build, and what unfinished ones left; says how many builds went."""

    def told(self, build: str) -> str:
        """What to say to people about the switch to that build."""
