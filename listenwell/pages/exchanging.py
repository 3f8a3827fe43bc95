"""Two folders trade places in one step, so that there is never a moment without a site."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: relative to the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path, aside: Path) -> None:
    """Put each of the two folders in the other's place.

    In one step where the system can (Linux, macOS, on their usual file systems). Elsewhere in three renames,
    with a moment in which `one` is missing; `mend` puts right what a run cut off there left behind.
    """
    if not _in_one_step(one, other):
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


def mend(one: Path, other: Path, aside: Path) -> None:
    """Finish or take back an exchange in three renames that was cut off."""
    if aside.exists():
        aside.rename(other if one.exists() else one)


def _in_one_step(one: Path, other: Path) -> bool:
    """Whether it was done; False where the system or the file system does not know how."""
    library = ctypes.CDLL(None, use_errno=True)
    old, new = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        done = library.renamex_np(old, new, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        done = library.renameat2(_HERE, old, _HERE, new, _EXCHANGE)
    else:
        return False
    if done == 0:
        return True
    if (number := ctypes.get_errno()) in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(one))
