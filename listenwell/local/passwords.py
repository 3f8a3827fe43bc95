"""How are passwords hashed? By Argon2id, with argon2-cffi."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2:
    """Argon2id as RFC 9106 recommends it where memory is scarce: 64 MiB, three passes, four lanes.

    One at a time: many sign-ins at once queue, instead of taking 64 MiB each.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = threading.Lock()

    def hash(self, password: str) -> str:
        """The password's hash with its salt and parameters."""
        with self._turn:
            return self._hasher.hash(password)

    def verify(self, hashed: str, password: str) -> bool:
        """Whether it is the hash of the password."""
        try:
            with self._turn:
                return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)
