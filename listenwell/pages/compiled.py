"""Page templates as Jinja2 compiled them, so that a build after a small change need not do it again.

What is kept is run: it is believed only in a file of our own that nobody else may write to.
"""

from pathlib import Path

import msgspec
from jinja2.bccache import Bucket

from listenwell.pages import memory
from listenwell.pages.templating import Parsed, Prepared


class _Kept(msgspec.Struct):
    """Code by Jinja2's key of the template, made by that program: our source, the libraries, this Python."""

    program: str
    codes: dict[str, bytes] = {}


class Compiled(Prepared):
    """Code kept in one file. Jinja2 compares it with the template's text, `memory` with its own checksum."""

    def __init__(self, file: Path, program: str, parsed: Parsed) -> None:
        self.parsed = parsed
        """Templates that this build parsed to check them."""
        self._file = file
        there = memory.load(file, _Kept, private=True)
        self._kept = there if there and there.program == program else _Kept(program)
        self._new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, when its template was compiled before."""
        if bucket.key in self._kept.codes:
            bucket.bytecode_from_string(self._kept.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._kept.codes[bucket.key] = bucket.bytecode_to_string()
        self._new = True

    def save(self) -> None:
        """Bring what is new to the disk."""
        if self._new:
            memory.save(self._file, self._kept, private=True)
