"""What builds remember of the program, and of page templates as Jinja2 compiled them, for all folders.

It is one user's, as Python's bytecode is. What is kept is run: it is believed only in a file of our own that
nobody else may write to.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec
from jinja2.bccache import Bucket

from listenwell.pages import memory
from listenwell.pages.sources import Seen
from listenwell.pages.templating import Parsed, Prepared, environment


class _Kept(msgspec.Struct):
    """Made by that program, a hash of our source (as it was `seen`), the libraries, this Python: texts that
    `passed` as templates, and code by Jinja2's key of the template."""

    program: str = ""
    seen: dict[str, Seen] = {}
    passed: set[str] = set()
    codes: dict[str, bytes] = {}


class Compiled(Prepared):
    """Code kept in one file. Jinja2 compares it with the template's text, `memory` with its own checksum."""

    def __init__(self, file: Path) -> None:
        self.parsed: Parsed = {}
        """Templates that this build parsed to check them."""
        self._file = file
        there = memory.load(file, _Kept, private=True) or _Kept()
        self.program, seen = memory.program(there.seen)
        """A hash of all that decides what is made of templates but their text."""
        self._new = seen != there.seen
        self._kept = there if there.program == self.program else _Kept(self.program)
        self._kept.seen = seen
        self._passed: set[str] = set()

    def check(self, text: str) -> None:
        """Raises TemplateSyntaxError where the text is no template; quick if it was one before."""
        name = hashlib.sha256(text.encode()).hexdigest()
        if name not in self._kept.passed:
            self.parsed[text] = environment({}).parse(text)
        self._passed.add(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, when its template was compiled before."""
        if bucket.key in self._kept.codes:
            bucket.bytecode_from_string(self._kept.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._kept.codes[bucket.key] = bucket.bytecode_to_string()
        self._new = True

    def save(self) -> None:
        """Bring what is new to the disk; where that cannot be, the next build does without."""
        if self._passed - self._kept.passed:
            self._kept.passed, self._new = self._passed, True
        if self._new:
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                memory.save(self._file, self._kept, private=True)
