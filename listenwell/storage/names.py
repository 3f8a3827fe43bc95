"""Which names a document may have, the same for files and for S3."""

import re

from listenwell.storage.contract import DocumentNameRefused

MAX_NAME = 900
"""Characters of a whole name: an S3 key holds 1,024 bytes with the prefix before it."""
MAX_PART = 200
"""Characters between two slashes: most file systems allow 255."""

# ASCII only: some file systems rewrite accented letters to another spelling of the same letter.
_PART = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_PART}}}")
_PREFIX = re.compile(rf"[A-Za-z0-9._/-]{{0,{MAX_NAME}}}")


def checked(name: str) -> str:
    """The name itself. Raises DocumentNameRefused."""
    if len(name) > MAX_NAME or not all(map(is_part, name.split("/"))):
        raise DocumentNameRefused(
            f"{name[:80]!r} cannot name a document: a name is ASCII letters, digits, '.', '_' and '-' "
            f"in parts of at most {MAX_PART} divided by '/', {MAX_NAME} in all; no part is '.' or '..'"
        )
    return name


def is_part(text: str) -> bool:
    """Whether it may stand between two slashes."""
    return _PART.fullmatch(text) is not None and text not in (".", "..")


def may_begin_a_name(prefix: str) -> bool:
    """False when no name can begin so, and a store need not look."""
    return _PREFIX.fullmatch(prefix) is not None
